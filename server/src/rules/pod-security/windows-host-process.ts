import { message } from '../../text/message';
import { rule } from '../rule';
import { windowsHostProcess } from './host-checks';
import { judge } from './judge';

export default rule({
  id: 'windows-host-process',
  summary: 'A Windows container runs as a process of its node.',
  severity: 'info',
  stage: 'secure',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['pss:baseline:windowshostprocess', 'polaris:hostProcess', 'trivy:KSV-0103', 'monokle:PSS101'],
  scope: 'pod',

  *check(pod, project) {
    yield* judge(pod, project, {
      level: 'baseline',
      check: windowsHostProcess,
      say: () => message`This container is a process of its node`,
      fix: message`Remove ${'hostProcess'}`,
    });
  },
});
