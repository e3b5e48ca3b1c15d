import { type Item, policyRules } from '../../model/policy-rule';
import { type Message, message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'rbac-wildcard',
  summary: 'A role allows everything of some sort with `*`.',
  severity: 'info',
  stage: 'secure',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['kube-linter:wildcard-in-rules', 'checkov:CKV_K8S_49', 'trivy:KSV-0044', 'trivy:KSV-0045', 'trivy:KSV-0046', 'trivy:KSV-0112', 'kubescape:C-0187'],
  scope: 'object',
  kinds: ['ClusterRole', 'Role'],

  *check(object) {
    for (const { verbs, resources, groups, urls } of policyRules(object)) {
      // One finding a rule, for what is widest.
      const found = wildcard(resources) ?? wildcard(verbs) ?? wildcard(groups);
      if (found && urls.length === 0) yield { at: found.at, message: messageFor(wildcard(resources), wildcard(verbs)) };
    }
  },
});

function wildcard(items: readonly Item[]): Item | undefined {
  return items.find(({ value }) => value === '*');
}

function messageFor(resources: Item | undefined, verbs: Item | undefined): Message {
  if (resources && verbs) return message`This rule allows everything to be done with every resource of its API groups, also those that come later.`;
  if (resources) return message`This rule is for every resource of its API groups, Secrets and those that come later among them.`;
  if (verbs) return message`This rule allows everything to be done with its resources; name the verbs that are needed.`;
  return message`This rule is for its resources in every API group; name the groups that are needed.`;
}
