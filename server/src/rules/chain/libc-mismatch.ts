import { setCgo } from '../../fix/docker-go';
import { removeWords } from '../../fix/docker-words';
import type { GoBuild } from '../../model/go-build';
import type { Image } from '../../model/image';
import { libcOf } from '../../model/image-contents';
import { runningBuild } from '../../model/image-files';
import { type CNeeds, type Linkage, linkageOf, needsOf } from '../../model/linkage';
import { type Message, message } from '../../text/message';
import { type Finding, rule } from '../rule';
import { withLibrary } from './cgo-remedy';

export default rule({
  id: 'libc-mismatch',
  summary: 'A Go program is linked to a C library that the image it runs in does not have.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'image',

  *check(image, project) {
    const { libc } = libcOf(image);
    const module = project.moduleOf(image.dockerfile);
    const landed = runningBuild(image, module?.path?.value);
    // Built and run in one image, it always finds what it was linked to.
    if (libc === undefined || !landed?.copy) return;
    const { build } = landed;
    const program = project.programOf(image);
    const needs = program ? needsOf(program) : listensByItsImage(image);
    const linkage = linkageOf(build, needs, module);
    if (!linkage || linkage.libc === 'static' || linkage.libc === libc) return;
    const because = linkage.because;
    const from = image.lineage.at(-1)?.base;
    yield {
      at: build.at,
      message: say(linkage, libc, Boolean(program)),
      ...(linkage.doubt === undefined && program ? {} : { severity: 'warning' }),
      related: [
        ...(from ? [{ at: from.at, message: message`The program is copied into this image.` }] : []),
        ...(build.recipe ? [{ at: build.recipe, message: message`The Makefile builds it here.` }] : []),
        ...(because && program ? [{ at: because.at, message: message`With cgo, this import uses the C library.` }] : []),
      ],
      ...fixFor(build, needs, image),
    };
  },
});

/** Without its source, EXPOSE still says that the program opens a port, so that it imports `net`. */
function listensByItsImage({ exposes }: Image): CNeeds | undefined {
  const [first] = exposes;
  return first && { net: { value: 'net', at: first.port.at }, user: undefined, cgo: undefined, none: false };
}

function say({ libc, doubt }: Linkage, found: 'glibc' | 'musl' | 'none', seen: boolean): Message {
  const needed = libc === 'glibc' ? message`glibc` : message`musl`;
  const lacks = found === 'none' ? message`which has no C library` : found === 'musl' ? message`which has musl` : message`which has glibc`;
  if (!seen) return message`If it uses the network, the program is linked to ${needed} here and cannot start in the final image, ${lacks}.`;
  if (doubt === 'architecture')
    return message`Built on a machine of its own architecture, the program is linked to ${needed} and cannot start in the final image, ${lacks}.`;
  return message`The program is linked to ${needed} and cannot start in the final image, ${lacks}.`;
}

/** Without C in the program, cgo is not needed. With it, the final image must have the library. */
function fixFor(build: GoBuild, needs: CNeeds | undefined, image: Image): Pick<Finding, 'fix'> {
  // A position-independent program asks for a loader even without cgo.
  const pie =
    build.cgo === false && build.at.file === build.command.at.file ? build.command.words.find(({ value }) => /^--?buildmode=pie$/.test(value)) : undefined;
  if (pie) return { fix: { title: message`Build without ${'-buildmode=pie'}`, safe: false, edits: [removeWords(image.dockerfile, pie.at)] } };
  if (build.cgo === false) return {};
  if (!needs?.cgo) return { fix: { title: message`Build with ${'CGO_ENABLED=0'}`, safe: false, edits: setCgo(build, false) } };
  const other = withLibrary(build, image);
  return other ? { fix: { title: message`Use ${other.name} for the final stage`, safe: false, edits: [other.edit] } } : {};
}
