import { message } from '../../text/message';
import { rule } from '../rule';
import { type Grant, grantsOf } from './grants';

const TABLE: readonly Grant[] = [
  { groups: [''], resources: ['nodes/proxy'], verbs: ['get', 'create', 'update', 'patch'] },
  {
    groups: ['admissionregistration.k8s.io'],
    resources: ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'],
    verbs: ['create', 'update', 'patch', 'delete'],
    unlessNamed: true,
  },
  {
    groups: ['certificates.k8s.io'],
    resources: ['certificatesigningrequests/approval', 'signers'],
    verbs: ['update', 'patch', 'approve', 'sign'],
    unlessNamed: true,
  },
  { groups: [''], resources: ['services/status'], verbs: ['update', 'patch'] },
  { groups: [''], resources: ['persistentvolumes'], verbs: ['create'] },
];

export default rule({
  id: 'control-plane-reachable',
  summary: 'A role may reach around the API server or change what it admits.',
  severity: 'info',
  stage: 'secure',
  profile: 'production',
  fixable: 'never',
  since: '0.1.0',
  aliases: [
    'trivy:KSV-0047',
    'trivy:KSV-0114',
    'trivy:KSV-0115',
    'checkov:CKV_K8S_155',
    'checkov:CKV_K8S_156',
    'checkov:CKV2_K8S_4',
    'kubescape:C-0036',
    'kubescape:C-0039',
    'kubescape:C-0278',
    'kubescape:C-0279',
    'kubescape:C-0280',
    'kubescape:C-0281',
  ],
  scope: 'object',
  kinds: ['ClusterRole', 'Role'],

  *check(object) {
    for (const { resource, verb } of grantsOf(object, TABLE))
      yield { at: verb.at, message: message`With ${verb.value} on ${resource.value}, this role gets past the limits that other roles keep to.` };
  },
});
