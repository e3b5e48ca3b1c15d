import { message } from '../../text/message';
import { rule } from '../rule';
import { handlerHosts } from './host-checks';
import { judge } from './judge';

export default rule({
  id: 'handler-host-refused',
  summary: 'A probe or hook names a host in a namespace that forbids it.',
  severity: 'error',
  stage: 'secure',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['pss:baseline:hostprobesandhostlifecycle'],
  scope: 'pod',

  *check(pod, project) {
    yield* judge(pod, project, {
      level: 'baseline',
      check: handlerHosts,
      say: ({ word = '' }) => message`This probe or hook asks the host ${word}`,
      fix: message`Remove the host`,
      isPractice: () => false,
    });
  },
});
