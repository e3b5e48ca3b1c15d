import { replaceSource } from '../../fix/fields';
import { isSystemNamespace } from '../../model/neighbours';
import { describe, type KubeObject, type Value } from '../../model/object';
import { parseQuantity } from '../../model/quantity';
import { message } from '../../text/message';

import { type Finding, rule } from '../rule';
import { type Change, firstChange, isUncertain } from './changes';
import { IMMUTABLE_DATA, IMMUTABLE_FIELDS } from './immutable-fields';
import { podChanges } from './pod-changes';

export default rule({
  id: 'immutable-field-changed',
  summary: 'A field changed that cannot change once the object exists.',
  severity: 'warning',
  stage: 'update',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',

  *check(object, project) {
    const before = project.committed(object);
    if (!before) return;
    const { kind, group, value } = object;
    if (isMadeAnew(object)) return;
    // A Job that is suspended and has not run may still get another template.
    if (kind.value === 'Job' && value.boolean('spec', 'suspend')?.value) return;
    for (const { group: own, kinds, ways, filledIn = false } of IMMUTABLE_FIELDS) {
      if (own === group && kinds.includes(kind.value)) for (const way of ways) yield* compare(object, before, way, filledIn);
    }
    // Pods of the system are mostly files on a node, which its kubelet makes anew.
    if (kind.value === 'Pod' && group === '' && !isSystemNamespace(object.namespace?.value)) yield* checkPod(object, before);
    const isFrozen = group === '' && (kind.value === 'ConfigMap' || kind.value === 'Secret') && before.value.boolean('immutable')?.value === true;
    yield* checkSize(object, before);
    if (isFrozen) for (const way of IMMUTABLE_DATA) yield* compare(object, before, way, false);
  },
});

function* compare(object: KubeObject, before: KubeObject, way: readonly string[], filledIn: boolean): Iterable<Finding> {
  const now = object.value.given(...way);
  const old = before.value.given(...way);
  if (!now && !old) return;
  // A Service without a written address was given one, and cannot become headless.
  if (filledIn && (!old || !now) && !(now?.words === 'None' && way.at(-1) === 'clusterIP' && before.value.string('spec', 'type')?.value !== 'ExternalName'))
    return;
  if (isUncertain(now) || isUncertain(old)) return;
  const change = firstChange(now, old, object.value.get(...way.slice(0, -1)) ?? object.value);
  // Labels of pods and selectors of Services changed with the selector of the workload; nobody knows which go back.
  if (change) yield report(object, change, way.join('.'), !way.includes('selector'));
}

function* checkPod(object: KubeObject, before: KubeObject): Iterable<Finding> {
  const [now, was] = [object.value.get('spec'), before.value.get('spec')];
  if (now?.kind === 'map' && was?.kind === 'map') for (const change of podChanges(now, was)) yield report(object, change, change.field, true);
}

/** Hooks are deleted before they are made again, and so is what the deploying tool is told to force. */
function isMadeAnew({ annotations }: KubeObject): boolean {
  return [...annotations].some(
    ([key, { value }]) => /(?:^|\/)hook$/.test(key) || /\bforce=true\b/i.test(value) || (key.endsWith('/force') && value === 'enabled'),
  );
}

function report(object: KubeObject, { place, was }: Change, field: string, canGoBack: boolean): Finding {
  const name = describe(object);
  const isScalar = (value: Value | undefined) => value?.plain !== undefined && value.plain !== null && !value.words?.includes('\n');
  if (place.now && was && isScalar(place.now) && isScalar(was)) {
    const source = was.document.text.slice(was.node.start, was.node.end);
    const fix = { title: message`Put back ${was.words ?? ''}`, safe: false, edits: [replaceSource(place.now, source)] };
    return {
      at: place.now.at,
      message: message`The server refuses to change ${field} of ${name}: in the last commit, this is ${was.words ?? ''}.`,
      ...(canGoBack && { fix }),
    };
  }
  return { at: (place.now ?? place.around).keyAt, message: message`The server refuses to change ${field} of ${name}, and the last commit has another one.` };
}

/** A claim may grow and never shrink. */
function* checkSize({ group, kind, value }: KubeObject, before: KubeObject): Iterable<Finding> {
  if (group !== '' || kind.value !== 'PersistentVolumeClaim') return;
  const way = ['spec', 'resources', 'requests', 'storage'];
  const [now, was] = [value.get(...way), before.value.get(...way)];
  const [amount, old] = [parseQuantity(now?.words ?? ''), parseQuantity(was?.words ?? '')];
  if (!now || !was || amount === undefined || old === undefined || amount >= old) return;
  const source = was.document.text.slice(was.node.start, was.node.end);
  yield {
    at: now.at,
    message: message`The server refuses to shrink a claim: in the last commit, its size is ${was.words ?? ''}.`,
    fix: { title: message`Put back ${was.words ?? ''}`, safe: false, edits: [replaceSource(now, source)] },
  };
}
