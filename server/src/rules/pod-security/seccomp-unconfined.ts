import { message } from '../../text/message';
import { rule } from '../rule';
import { judge } from './judge';
import { seccompUnconfined } from './profile-checks';

export default rule({
  id: 'seccomp-unconfined',
  summary: 'A pod or container switches seccomp off.',
  severity: 'warning',
  stage: 'secure',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['pss:baseline:seccompprofile', 'trivy:KSV-0104', 'monokle:PSS110'],
  scope: 'pod',

  *check(pod, project) {
    yield* judge(pod, project, {
      level: 'baseline',
      check: seccompUnconfined,
      say: () => message`Seccomp is switched off here`,
      fix: message`Leave seccomp on`,
    });
  },
});
