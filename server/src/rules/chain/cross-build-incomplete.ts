import type { Instruction } from '../../docker/dockerfile';
import { insertLinesAbove } from '../../fix/docker-lines';
import { landedBuilds } from '../../model/image-files';
import { message } from '../../text/message';
import { startOf } from '../../text/span';
import { rule } from '../rule';

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
      if (build.target?.name === 'GOARCH' || build.image.variables.has('GOARCH')) continue;
      // The final image may be tied to the same platform.
      if (/BUILDPLATFORM/.test(image.lineage.at(-1)?.platform?.value ?? '')) continue;
      const declared = declares(build.stage.instructions, 'TARGETARCH');
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

function declares(instructions: readonly Instruction[], name: string): boolean {
  return instructions.some(({ keyword, assignments }) => keyword === 'ARG' && assignments.some((one) => one.name.value === name));
}
