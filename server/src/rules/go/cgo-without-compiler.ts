import { setCgo } from '../../fix/docker-go';
import { insertLinesBelow } from '../../fix/docker-lines';
import { landedBuilds } from '../../model/image-files';
import { needsOf } from '../../model/linkage';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'cgo-without-compiler',
  summary: 'A build has cgo on in an image without a C compiler.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'image',

  *check(image, project) {
    const program = project.programOf(image);
    const needs = program && needsOf(program);
    for (const { build } of landedBuilds(image, project.moduleOf(image.dockerfile)?.path?.value)) {
      const { cgoSetting, compiler, tags } = build;
      // Only what is set is on: by default, cgo goes off where there is no compiler.
      if (cgoSetting?.value !== '1' || compiler !== false) continue;
      const reason = needs?.cgo ?? (tags.includes('netgo') ? undefined : (needs?.net ?? needs?.user));
      if (program ? !reason : image.exposes.length === 0) continue;
      const from = build.image.base?.tools.has('apk') ? build.image.lineage.at(-1)?.from : undefined;
      const fixes: Fix[] = [];
      if (!needs?.cgo) fixes.push({ title: message`Build with ${'CGO_ENABLED=0'}`, safe: false, edits: setCgo(build, false) });
      if (from)
        fixes.push({
          title: message`Install a C compiler`,
          safe: false,
          edits: [insertLinesBelow(image.dockerfile, from, ['RUN apk add --no-cache gcc musl-dev'])],
        });
      yield {
        at: cgoSetting.at ?? build.at,
        message: message`cgo is on, and this image has no C compiler.`,
        ...(!program && { severity: 'warning' }),
        ...(reason && { related: [{ at: reason.at, message: message`With cgo, this import uses the C library.` }] }),
        ...(fixes.length > 0 && { fix: needs?.cgo ? fixes.toReversed() : fixes }),
      };
    }
  },
});
