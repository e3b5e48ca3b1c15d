import { stageReferences } from '../../model/docker/stage-facts';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'stage-copies-itself',
  summary: 'A stage takes files from itself.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL3023', 'trivy:DS-0006'],
  scope: 'dockerfile',

  *check({ dockerfile }) {
    for (const { kind, name, stage, target } of stageReferences(dockerfile)) {
      if (kind === 'from' || target !== stage) continue;
      const before = dockerfile.stages[stage.index - 1];
      const other = before?.name?.value ?? (before && String(before.index));
      const fix = other !== undefined && { fix: { title: message`Take it from ${other}`, safe: false, edits: [{ at: name.at, text: other }] } };
      yield {
        at: name.at,
        message: message`The stage ${name.value} is the one that this line stands in, so it cannot copy from it.`,
        related: [{ at: stage.name?.at ?? stage.base.at, message: message`The stage begins here.` }],
        ...fix,
      };
    }
  },
});
