import { message } from '../../text/message';
import { rule } from '../rule';
import { type Grant, grantsOf } from './grants';

const TABLE: readonly Grant[] = [
  { groups: [''], resources: ['pods/exec', 'pods/attach', 'pods/portforward', 'pods/ephemeralcontainers'], verbs: ['create', 'get', 'update', 'patch'] },
];

export default rule({
  id: 'exec-allowed',
  summary: 'A role may run commands in running containers.',
  severity: 'info',
  stage: 'secure',
  profile: 'production',
  fixable: 'never',
  since: '0.1.0',
  aliases: [
    'polaris:clusterrolePodExecAttach',
    'polaris:rolePodExecAttach',
    'trivy:KSV-0053',
    'trivy:KSV-0054',
    'monokle:KBP108',
    'kubescape:C-0002',
    'kubescape:C-0063',
    'checkov:CKV2_K8S_2',
    'datree:CONTAINERS_INCORRECT_RESOURCES_VERBS_VALUE',
    'polaris:clusterrolebindingPodExecAttach',
    'polaris:rolebindingClusterRolePodExecAttach',
    'polaris:rolebindingRolePodExecAttach',
  ],
  scope: 'object',
  kinds: ['ClusterRole', 'Role'],

  *check(object) {
    for (const { resource } of grantsOf(object, TABLE))
      yield { at: resource.at, message: message`With ${resource.value}, this role is inside every container of its namespace.` };
  },
});
