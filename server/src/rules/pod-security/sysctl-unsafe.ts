import { message } from '../../text/message';
import { rule } from '../rule';
import { judge } from './judge';
import { sysctls } from './profile-checks';

export default rule({
  id: 'sysctl-unsafe',
  summary: 'A pod changes a kernel setting that reaches beyond it.',
  severity: 'warning',
  stage: 'secure',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['pss:baseline:sysctls', 'kube-linter:unsafe-sysctls', 'trivy:KSV-0026', 'monokle:PSS111'],
  scope: 'pod',

  *check(pod, project) {
    yield* judge(pod, project, {
      level: 'baseline',
      check: sysctls,
      say: ({ word = '' }) => message`${word} is not among the kernel settings that stay within a pod`,
      fix: message`Remove the kernel settings`,
    });
  },
});
