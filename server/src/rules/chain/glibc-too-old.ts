import { setCgo } from '../../fix/docker-go';
import { libcOf } from '../../model/image-contents';
import { runningBuild } from '../../model/image-files';
import { linkageOf, needsOf } from '../../model/linkage';
import { message } from '../../text/message';
import { rule } from '../rule';

/** glibc 2.34 took in libpthread and libdl: what is linked to it or a newer one asks for symbols of that version. */
const MERGED = 34;
/** C code that is compiled with 2.38 headers asks for `__isoc23_strtol` and the like. */
const NEW_C = 38;

export default rule({
  id: 'glibc-too-old',
  summary: 'A program is built with a newer glibc than the image it runs in has.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'image',

  *check(image, project) {
    const { libc, glibc: found } = libcOf(image);
    const module = project.moduleOf(image.dockerfile);
    const landed = runningBuild(image, module?.path?.value);
    const program = project.programOf(image);
    if (libc !== 'glibc' || found === undefined || !landed?.copy || !program) return;
    const { build } = landed;
    const built = build.image.base?.glibc;
    const needs = needsOf(program);
    const linkage = linkageOf(build, needs, module);
    if (built === undefined || linkage?.libc !== 'glibc' || built <= found) return;
    const asksFor = found < MERGED && built >= MERGED ? MERGED : needs.cgo && found < NEW_C && built >= NEW_C ? NEW_C : undefined;
    if (asksFor === undefined) return;
    const from = image.lineage.at(-1)?.base;
    yield {
      at: build.at,
      message: message`The program is linked to glibc 2.${built}, and the final image has 2.${found}.`,
      ...((linkage.doubt !== undefined || asksFor === NEW_C) && { severity: 'warning' }),
      related: from ? [{ at: from.at, message: message`The program is copied into this image.` }] : [],
      ...(!needs.cgo && { fix: { title: message`Build with ${'CGO_ENABLED=0'}`, safe: false, edits: setCgo(build, false) } }),
    };
  },
});
