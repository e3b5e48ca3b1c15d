import { renameStage } from '../../fix/docker-stages';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'stage-name-reserved',
  summary: 'A stage has a name that means something else to Docker.',
  severity: 'warning',
  stage: 'build',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['hadolint:DL3063', 'buildkit:ReservedStageName'],
  scope: 'stage',

  *check({ dockerfile, stage }) {
    const { name } = stage;
    if (name?.value !== 'scratch' && name?.value !== 'context') return;
    const text = `${name.value}-stage`;
    yield {
      at: name.at,
      message:
        name.value === 'scratch'
          ? message`${name.value} is the empty image; a stage of that name hides it.`
          : message`${name.value} is the build context; a stage should not take its name.`,
      fix: { title: message`Rename it to ${text}`, safe: false, edits: renameStage(dockerfile, stage, text) },
    };
  },
});
