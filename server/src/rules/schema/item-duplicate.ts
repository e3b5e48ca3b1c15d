import { removeItem } from '../../fix/fields';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { unversioned } from '../../schema/definition';
import { definitionOf } from '../../schema/pack';
import { writtenMaps } from '../../schema/written-fields';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { type Finding, rule } from '../rule';

/**
 * Lists in which the server takes nothing twice, by definition: what tells their items apart, which is the whole item
 * where that is nothing. From `validation.go` of each group in pkg/apis of Kubernetes; lists with a rule of their own are
 * not here.
 */
const LISTS: Readonly<Record<string, readonly (readonly [list: string, keys: readonly string[]])[]>> = table({
  'core.PodSpec': [
    ['schedulingGates', ['name']],
    ['resourceClaims', ['name']],
  ],
  'core.Container': [['resizePolicy', ['resourceName']]],
  'core.ResourceRequirements': [['claims', ['name', 'request']]],
  'discovery.EndpointSlice': [['ports', ['name']]],
  'storage.CSIDriverSpec': [['tokenRequests', ['audience']]],
  'admissionregistration.ValidatingWebhook': [['matchConditions', ['name']]],
  'admissionregistration.MutatingWebhook': [['matchConditions', ['name']]],
  'admissionregistration.ValidatingAdmissionPolicySpec': [
    ['matchConditions', ['name']],
    ['auditAnnotations', ['key']],
  ],
  'admissionregistration.ValidatingAdmissionPolicyBindingSpec': [['validationActions', []]],
});

export default rule({
  id: 'item-duplicate',
  summary: 'A list holds two items that the server cannot tell apart.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',

  *check(object) {
    const root = definitionOf(object);
    if (!root) return;
    for (const { value: holder, definition: owner } of writtenMaps(object.value, root)) {
      const lists = LISTS[unversioned(owner)];
      if (lists) for (const [list, keys] of lists) yield* checkList(holder, list, keys);
    }
  },
});

function* checkList(holder: Value, list: string, keys: readonly string[]): Iterable<Finding> {
  const seen = new Map<string, Value>();
  for (const item of holder.items(list)) {
    const words = keys.length === 0 ? [item.words ?? ''] : keys.map((key) => item.get(key)?.words ?? '');
    if (words.some(isTemplated)) continue;
    const identity = words.join('\n');
    const first = seen.get(identity);
    if (!first) {
      seen.set(identity, item);
      continue;
    }
    const place = keys.map((key) => item.get(key)).find((one) => one?.words);
    const isSame = JSON.stringify(item.toJson()) === JSON.stringify(first.toJson());
    const shown = words.filter((word) => word !== '').join('/');
    yield {
      at: place?.at ?? item.at,
      message: shown === '' ? message`In ${list} only one item may be without a name.` : message`In ${list} there is another ${shown} already.`,
      related: [{ at: first.at, message: message`This is the first.` }],
      ...(isSame && { fix: { title: message`Remove the second`, safe: true, edits: [removeItem(item)] } }),
    };
  }
}
