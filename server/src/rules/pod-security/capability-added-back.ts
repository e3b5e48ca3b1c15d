import { message } from '../../text/message';
import { rule } from '../rule';
import { judge } from './judge';
import { capabilitiesRestricted } from './privilege-checks';

export default rule({
  id: 'capability-added-back',
  summary: 'A container asks for a right beyond the one that a restricted pod may have.',
  severity: 'info',
  stage: 'secure',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['pss:restricted:capabilities'],
  scope: 'pod',

  *check(pod, project) {
    yield* judge(pod, project, {
      level: 'restricted',
      check: capabilitiesRestricted,
      say: ({ word = '' }) => message`Of all capabilities, a restricted pod may have ${'NET_BIND_SERVICE'} and not ${word}`,
      fix: message`Leave only ${'NET_BIND_SERVICE'}`,
      isPractice: () => false,
    });
  },
});
