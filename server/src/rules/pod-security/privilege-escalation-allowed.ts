import { message } from '../../text/message';
import { rule } from '../rule';
import { judge } from './judge';
import { privilegeEscalation } from './privilege-checks';

export default rule({
  id: 'privilege-escalation-allowed',
  summary: 'A container may gain more rights than it starts with.',
  severity: 'info',
  stage: 'secure',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: [
    'pss:restricted:allowprivilegeescalation',
    'kube-linter:privilege-escalation-container',
    'polaris:privilegeEscalationAllowed',
    'trivy:KSV-0001',
    'checkov:CKV_K8S_20',
    'kubescape:C-0016',
    'monokle:PSS202',
    'datree:CONTAINERS_MISSING_KEY_ALLOWPRIVILEGEESCALATION',
  ],
  scope: 'pod',

  *check(pod, project) {
    yield* judge(pod, project, {
      level: 'restricted',
      check: privilegeEscalation,
      say: () => message`This container may gain more rights than it starts with`,
      fix: message`Forbid it`,
    });
  },
});
