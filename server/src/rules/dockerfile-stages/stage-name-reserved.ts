import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'stage-name-reserved',
  summary: 'A stage has a name that means something else to Docker.',
  severity: 'warning',
  stage: 'build',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['hadolint:DL3063', 'buildkit:ReservedStageName'],
  scope: 'stage',

  *check({ stage: { name } }) {
    if (name?.value === 'scratch') yield { at: name.at, message: message`${name.value} is the empty image; a stage of that name hides it.` };
    if (name?.value === 'context') yield { at: name.at, message: message`${name.value} is the build context; a stage should not take its name.` };
  },
});
