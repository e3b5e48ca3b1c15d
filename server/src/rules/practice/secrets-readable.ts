import { message } from '../../text/message';
import { rule } from '../rule';
import { type Grant, grantsOf } from './grants';

// A list or watch shows what the Secrets hold, not only their names.
const TABLE: readonly Grant[] = [{ groups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'], unlessNamed: true }];

export default rule({
  id: 'secrets-readable',
  summary: 'A role may read every Secret of its namespace or cluster.',
  severity: 'info',
  stage: 'secure',
  profile: 'production',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['kube-linter:access-to-secrets', 'trivy:KSV-0041', 'trivy:KSV-0113', 'kubescape:C-0015', 'kubescape:C-0186', 'checkov:CKV2_K8S_5'],
  scope: 'object',
  kinds: ['ClusterRole', 'Role'],

  *check(object) {
    for (const { verb } of grantsOf(object, TABLE))
      yield { at: verb.at, message: message`With ${verb.value} on Secrets, this role sees the passwords of everything around it.` };
  },
});
