import { message } from '../../text/message';
import { rule } from '../rule';
import { judge } from './judge';
import { capabilitiesBaseline } from './privilege-checks';

export default rule({
  id: 'capability-added',
  summary: 'A container gets rights beyond those that container runtimes give by default.',
  severity: 'warning',
  stage: 'secure',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  aliases: [
    'pss:baseline:capabilities',
    'polaris:dangerousCapabilities',
    'trivy:KSV-0005',
    'trivy:KSV-0022',
    'checkov:CKV_K8S_25',
    'checkov:CKV_K8S_39',
    'kubescape:C-0046',
    'monokle:PSS104',
    'monokle:KBP100',
    'datree:CONTAINERS_INVALID_CAPABILITIES_VALUE',
    'trivy:KSV-0119',
    'trivy:KSV-0120',
  ],
  scope: 'pod',

  *check(pod, project) {
    yield* judge(pod, project, {
      level: 'baseline',
      check: capabilitiesBaseline,
      say: ({ word = '' }) => message`The capability ${word} goes beyond what containers get by default`,
      // A name with the prefix of the kernel is reported by `capability-name-invalid`.
      isPractice: ({ word = '' }) => !word.startsWith('CAP_'),
      fix: message`Leave only default capabilities`,
    });
  },
});
