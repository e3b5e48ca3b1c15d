import { message } from '../../text/message';
import { rule } from '../rule';
import { judge } from './judge';
import { capabilitiesDropped } from './privilege-checks';

export default rule({
  id: 'capabilities-kept',
  summary: 'A container keeps rights of root that it may not need.',
  severity: 'info',
  stage: 'secure',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  aliases: [
    'pss:restricted:capabilities',
    'kube-linter:drop-net-raw-capability',
    'polaris:insecureCapabilities',
    'trivy:KSV-0003',
    'trivy:KSV-0004',
    'trivy:KSV-0106',
    'checkov:CKV_K8S_28',
    'checkov:CKV_K8S_37',
    'monokle:KBP103',
    'monokle:PSS206',
  ],
  scope: 'pod',

  *check(pod, project) {
    yield* judge(pod, project, {
      level: 'restricted',
      check: capabilitiesDropped,
      say: () => message`This container does not drop the capabilities of root`,
      fix: message`Drop ${'ALL'}`,
    });
  },
});
