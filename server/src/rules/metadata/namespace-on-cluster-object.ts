import { removeField } from '../../fix/fields';
import { kindFacts } from '../../schema/pack';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'namespace-on-cluster-object',
  summary: 'An object that belongs to no namespace has one written.',
  severity: 'hint',
  stage: 'apply',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'object',

  *check({ group, version, kind, value }) {
    const namespace = value.given('metadata', 'namespace');
    if (namespace?.plain === undefined || namespace.plain === '' || kindFacts(group, version, kind.value)?.namespaced !== false) return;
    yield {
      at: namespace.keyAt,
      // The registry drops it (apiserver/pkg/registry/rest, EnsureObjectNamespaceMatchesRequestNamespace).
      message: message`A ${kind.value} belongs to no namespace, so this one is dropped.`,
      fix: { title: message`Remove the namespace`, safe: true, edits: [removeField(namespace)] },
      tag: 'unnecessary',
    };
  },
});
