import { shellBefore } from '../../model/docker/stage-facts';
import { buildImage } from '../../model/image';
import { hasTool } from '../../model/image-contents';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'run-without-shell',
  summary: 'A RUN stands in a stage whose image has no shell to run it.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'stage',

  *check({ dockerfile, stage }) {
    if (stage.baseName === undefined) return;
    // Instructions only add to an image: what may be there for one RUN may be there for all below it.
    const maybeThere = new Set<string>();
    for (const instruction of stage.instructions) {
      if (instruction.keyword !== 'RUN') continue;
      const program = instruction.json ? instruction.json[0]?.value : (shellBefore(stage, instruction.at.start)?.[0] ?? '/bin/sh');
      if (program === undefined || program.includes('$') || maybeThere.has(program)) continue;
      const image = buildImage(dockerfile, stage, instruction);
      if (hasTool(image, program) !== false) {
        maybeThere.add(program);
        continue;
      }
      yield {
        at: instruction.keywordAt,
        message: message`There is no ${program} in this stage to run this.`,
        related: [{ at: (image.lineage.at(-1) ?? stage).base.at, message: message`The image is made from this one.` }],
      };
      // The build stops here.
      return;
    }
  },
});
