import { message } from '../../text/message';
import { rule } from '../rule';
import { judge } from './judge';
import { seLinuxOptions } from './profile-checks';

export default rule({
  id: 'selinux-options-set',
  summary: 'A container asks for an SELinux context of its own.',
  severity: 'info',
  stage: 'secure',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['pss:baseline:selinuxoptions', 'trivy:KSV-0025', 'monokle:PSS108'],
  scope: 'pod',

  *check(pod, project) {
    yield* judge(pod, project, {
      level: 'baseline',
      check: seLinuxOptions,
      say: ({ word = '' }) => message`${word} is not among the SELinux types for containers`,
      fix: message`Remove it`,
    });
  },
});
