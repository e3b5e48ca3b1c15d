import { message } from '../../text/message';
import { rule } from '../rule';
import { hostNamespaces } from './host-checks';
import { judge } from './judge';

export default rule({
  id: 'host-namespace-shared',
  summary: 'A pod shares the network, the processes or the IPC of its node.',
  severity: 'warning',
  stage: 'secure',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: [
    'pss:baseline:hostnamespaces',
    'kube-linter:host-network',
    'kube-linter:host-pid',
    'kube-linter:host-ipc',
    'polaris:hostNetworkSet',
    'polaris:hostPIDSet',
    'polaris:hostIPCSet',
    'trivy:KSV-0008',
    'trivy:KSV-0009',
    'trivy:KSV-0010',
    'checkov:CKV_K8S_17',
    'checkov:CKV_K8S_18',
    'checkov:CKV_K8S_19',
    'kubescape:C-0038',
    'kubescape:C-0041',
    'monokle:PSS102',
    'datree:CONTAINERS_INCORRECT_HOSTPID_VALUE_TRUE',
    'datree:CONTAINERS_INCORRECT_HOSTIPC_VALUE_TRUE',
    'datree:CONTAINERS_INCORRECT_HOSTNETWORK_VALUE_TRUE',
  ],
  scope: 'pod',

  *check(pod, project) {
    yield* judge(pod, project, {
      level: 'baseline',
      check: hostNamespaces,
      say: ({ word = '' }) => message`With ${word} the pod shares a namespace of its node`,
      fix: message`Remove it`,
    });
  },
});
