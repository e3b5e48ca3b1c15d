import { message } from '../../text/message';
import { rule } from '../rule';
import { type Grant, grantsOf } from './grants';

const TABLE: readonly Grant[] = [
  { groups: ['rbac.authorization.k8s.io'], resources: ['roles', 'clusterroles'], verbs: ['escalate', 'bind'] },
  { groups: ['rbac.authorization.k8s.io'], resources: ['rolebindings', 'clusterrolebindings'], verbs: ['create', 'update', 'patch'] },
  { groups: ['', 'authentication.k8s.io'], resources: ['users', 'groups', 'serviceaccounts', 'userextras', 'uids'], verbs: ['impersonate'] },
  { groups: [''], resources: ['serviceaccounts/token'], verbs: ['create'], unlessNamed: true },
];

export default rule({
  id: 'privileges-grantable',
  summary: 'A role may give itself or others more rights.',
  severity: 'warning',
  stage: 'secure',
  profile: 'production',
  fixable: 'never',
  since: '0.1.0',
  aliases: [
    'trivy:KSV-0043',
    'trivy:KSV-0050',
    'trivy:KSV-0051',
    'trivy:KSV-0052',
    'trivy:KSV-0055',
    'checkov:CKV_K8S_157',
    'checkov:CKV_K8S_158',
    'checkov:CKV2_K8S_1',
    'checkov:CKV2_K8S_3',
    'kubescape:C-0065',
    'kubescape:C-0191',
    'kubescape:C-0282',
  ],
  scope: 'object',
  kinds: ['ClusterRole', 'Role'],

  *check(object) {
    for (const { resource, verb } of grantsOf(object, TABLE))
      yield { at: verb.at, message: message`With ${verb.value} on ${resource.value}, this role can get rights that it was not given.` };
  },
});
