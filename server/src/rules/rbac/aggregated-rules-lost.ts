import { removeField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'aggregated-rules-lost',
  summary: 'A ClusterRole has rules of its own although it gathers those of others.',
  severity: 'warning',
  stage: 'run',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'object',
  kinds: ['ClusterRole'],

  *check({ group, value }) {
    if (group !== 'rbac.authorization.k8s.io') return;
    const aggregation = value.given('aggregationRule');
    const rules = value.get('rules');
    if (!aggregation || !rules || rules.items().length === 0 || aggregation.items('clusterRoleSelectors').length === 0) return;
    yield {
      at: rules.keyAt,
      message: message`The controller replaces these rules by those of the ClusterRoles that ${'aggregationRule'} selects.`,
      related: [{ at: aggregation.keyAt, message: message`The rules are gathered because of this.` }],
      fix: { title: message`Remove the rules`, safe: false, edits: [removeField(rules)] },
    };
  },
});
