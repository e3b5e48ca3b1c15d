import { policyRules } from '../../model/policy-rule';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'rbac-names-ineffective',
  summary: 'A rule allows to create only objects of certain names, which cannot be checked.',
  severity: 'warning',
  stage: 'run',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'object',
  kinds: ['ClusterRole', 'Role'],

  *check(object) {
    const policies = policyRules(object);
    for (const { resources, verbs, resourceNames, value } of policies) {
      if (resourceNames.length === 0) continue;
      // Subresources are created on an object whose name stands in the path.
      const plain = resources.filter((resource) => !resource.value.includes('/'));
      for (const verb of verbs) {
        if (verb.value !== 'create' && verb.value !== 'deletecollection') continue;
        const without = plain.filter(
          (resource) =>
            !policies.some((other) => other.resourceNames.length === 0 && allows(other.resources, resource.value) && allows(other.verbs, verb.value)),
        );
        const [first] = without;
        if (!first) continue;
        yield {
          at: verb.at,
          message: message`The name of an object is not known when ${verb.value} is checked, so with resourceNames this rule never allows it.`,
          related: [{ at: (value.get('resourceNames') ?? value).keyAt, message: message`The rule is for these names alone.` }],
        };
      }
    }
  },
});

function allows(items: readonly { readonly value: string }[], wanted: string): boolean {
  return items.some(({ value }) => value === wanted || value === '*');
}
