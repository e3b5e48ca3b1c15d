import { removeField } from '../../fix/fields';
import type { Value } from '../../model/object';
import { isCoreGroup } from '../../schema/pack';
import { message } from '../../text/message';
import { rule } from '../rule';

const FIELDS = new Set([
  'uid',
  'resourceVersion',
  'selfLink',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
]);

/** The server compares these with what it has, and refuses the object where they differ. */
const COMPARED = new Set(['uid', 'resourceVersion']);

const ANNOTATIONS = ['kubectl.kubernetes.io/last-applied-configuration', 'deployment.kubernetes.io/revision'];

export default rule({
  id: 'server-field-written',
  summary: 'A manifest holds what only the server sets, as if it were copied from a cluster.',
  severity: 'hint',
  stage: 'apply',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'object',

  *check({ value, group, kind }) {
    const found: Value[] = value.fields('metadata').flatMap((field) => (FIELDS.has(field.name) && field.value.kind !== 'null' ? [field.value] : []));
    for (const name of ANNOTATIONS) found.push(...[value.given('metadata', 'annotations', name) ?? []].flat());
    const status = value.given('status');
    // Generators write an empty status; in a CustomResourceDefinition a whole one was common for years.
    if (isCoreGroup(group) && kind.value !== 'CustomResourceDefinition' && status?.kind === 'map' && status.fields().length > 0) found.push(status);
    for (const field of found) {
      const name = String(field.step);
      yield {
        at: field.keyAt,
        ...(COMPARED.has(name) && { severity: 'warning' as const }),
        message: COMPARED.has(name)
          ? message`${name} is set by the server; once the object changes there, this manifest cannot be applied.`
          : message`${name} is set by the server; what stands here has no effect.`,
        fix: { title: message`Remove ${name}`, safe: false, edits: [removeField(field)] },
        tag: 'unnecessary',
      };
    }
  },
});
