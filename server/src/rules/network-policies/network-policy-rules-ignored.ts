import { insertItem } from '../../fix/fields';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'network-policy-rules-ignored',
  summary: 'A NetworkPolicy has rules for a direction that it does not rule.',
  severity: 'warning',
  stage: 'traffic',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'object',
  kinds: ['NetworkPolicy'],

  *check({ group, value }) {
    if (group !== 'networking.k8s.io') return;
    const types = value.get('spec', 'policyTypes');
    const written = value.strings('spec', 'policyTypes').map((type) => type.value);
    // Without policyTypes the server derives them from the rules.
    if (!types || written.length === 0 || written.length !== types.items().length) return;
    for (const [field, type] of [
      ['ingress', 'Ingress'],
      ['egress', 'Egress'],
    ] as const) {
      const rules = value.get('spec', field);
      if (!rules || rules.items().length === 0 || written.some((one) => one !== 'Ingress' && one !== 'Egress') || written.includes(type)) continue;
      const fix: Fix = { title: message`Add ${type} to the policy types`, safe: false, edits: [insertItem(types, type)] };
      yield {
        at: rules.keyAt,
        message: message`These rules have no effect, since the policy types are ${written} only.`,
        related: [{ at: types.keyAt, message: message`The policy types are written here.` }],
        fix,
      };
    }
  },
});
