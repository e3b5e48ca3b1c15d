import type { Instruction } from '../../docker/dockerfile';
import { insertLinesAbove } from '../../fix/docker-lines';
import type { GoBuild } from '../../model/go-build';
import type { Image } from '../../model/image';
import { landedBuilds } from '../../model/image-files';
import { message } from '../../text/message';
import { type Span, startOf } from '../../text/span';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'cross-build-incomplete',
  summary: 'A stage runs on the platform of the machine that builds, and its go build is not told for which one.',
  severity: 'warning',
  stage: 'start',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'image',

  *check(image, project) {
    for (const { build, copy } of landedBuilds(image, project.moduleOf(image.dockerfile)?.path?.value)) {
      const bottom = build.image.lineage.at(-1);
      const platform = bottom?.platform;
      if (!copy || !platform || !/\$\{?BUILDPLATFORM\}?/.test(platform.value)) continue;
      // The final image may be tied to the same platform.
      if (/BUILDPLATFORM/.test(image.lineage.at(-1)?.platform?.value ?? '')) continue;
      const declared = build.image.lineage.some(({ instructions }) => declares(instructions, 'TARGETARCH'));
      const { target } = build;
      if (target?.name === 'GOARCH' || build.image.variables.has('GOARCH')) {
        const place = target?.at;
        if (place?.file === platform.at.file && !declared && /\$\{?TARGETARCH\b/.test(image.dockerfile.text.slice(place.start, place.end)))
          yield undeclared(build, place, platform.at, image);
        continue;
      }
      yield {
        at: build.at,
        message: message`This stage runs on the platform of the machine that builds, and without ${'GOARCH'} the program is made for that.`,
        related: [{ at: platform.at, message: message`The platform is chosen here.` }],
        fix: {
          title: message`Build for ${'$TARGETARCH'}`,
          safe: false,
          edits: [
            ...(declared ? [] : [insertLinesAbove(image.dockerfile, build.instruction, ['ARG TARGETOS TARGETARCH'])]),
            { at: startOf(build.at), text: 'GOOS=$TARGETOS GOARCH=$TARGETARCH ' },
          ],
        },
      };
    }
  },
});

/** Docker gives `TARGETARCH` to the stages that ask for it by ARG alone; to the go command an empty GOARCH is none. */
function undeclared({ instruction }: GoBuild, at: Span, platform: Span, { dockerfile }: Image): Finding {
  return {
    at,
    message: message`Without ${'ARG TARGETARCH'} in this stage, the variable is empty, and the program is made for the machine that builds.`,
    related: [{ at: platform, message: message`The platform is chosen here.` }],
    fix: { title: message`Declare the target platform`, safe: true, edits: [insertLinesAbove(dockerfile, instruction, ['ARG TARGETOS TARGETARCH'])] },
  };
}

function declares(instructions: readonly Instruction[], name: string): boolean {
  return instructions.some(({ keyword, assignments }) => keyword === 'ARG' && assignments.some((one) => one.name.value === name));
}
