import { message } from '../../text/message';
import { rule } from '../rule';
import { judge } from './judge';
import { privileged } from './privilege-checks';

export default rule({
  id: 'container-privileged',
  summary: 'A container runs with all rights of its node.',
  severity: 'warning',
  stage: 'secure',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  aliases: [
    'pss:baseline:privileged',
    'kube-linter:privileged-container',
    'kube-score:container-security-context-privileged',
    'polaris:runAsPrivileged',
    'trivy:KSV-0017',
    'checkov:CKV_K8S_16',
    'kubescape:C-0057',
    'monokle:PSS103',
    'datree:CONTAINERS_INCORRECT_PRIVILEGED_VALUE_TRUE',
  ],
  scope: 'pod',

  *check(pod, project) {
    yield* judge(pod, project, {
      level: 'baseline',
      check: privileged,
      say: () => message`This container has all rights of its node`,
      fix: message`Remove ${'privileged'}`,
    });
  },
});
