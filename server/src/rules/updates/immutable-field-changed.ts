import { replaceSource } from '../../fix/fields';
import { describe, type KubeObject, type Value } from '../../model/object';
import { parseQuantity } from '../../model/quantity';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';

import { type Finding, rule } from '../rule';
import { IMMUTABLE_DATA, IMMUTABLE_FIELDS } from './immutable-fields';

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
    // A Job that is suspended and has not run may still get another template.
    if (kind.value === 'Job' && value.boolean('spec', 'suspend')?.value) return;
    for (const { group: own, kinds, ways, filledIn = false } of IMMUTABLE_FIELDS) {
      if (own === group && kinds.includes(kind.value)) for (const way of ways) yield* compare(object, before, way, filledIn);
    }
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
  if (!change) return;
  const { place, was } = change;
  const name = describe(object);
  const field = way.join('.');
  const isScalar = (value: Value | undefined) => value?.plain !== undefined && value.plain !== null && !value.words?.includes('\n');
  if (place.now && was && isScalar(place.now) && isScalar(was)) {
    const source = was.document.text.slice(was.node.start, was.node.end);
    // Labels of pods and selectors of Services changed with the selector of the workload; nobody knows which go back.
    const fix = { title: message`Put back ${was.words ?? ''}`, safe: false, edits: [replaceSource(place.now, source)] };
    yield {
      at: place.now.at,
      message: message`The server refuses to change ${field} of ${name}: in the last commit, this is ${was.words ?? ''}.`,
      ...(!way.includes('selector') && { fix }),
    };
  } else
    yield { at: (place.now ?? place.around).keyAt, message: message`The server refuses to change ${field} of ${name}, and the last commit has another one.` };
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

interface Change {
  /** Where it is now; undefined where it is gone from what is around it. */
  readonly place: { readonly now: Value | undefined; readonly around: Value };
  readonly was: Value | undefined;
}

/** The first and innermost difference between two values; undefined where they mean the same. */
function firstChange(now: Value | undefined, was: Value | undefined, around: Value): Change | undefined {
  if (now?.kind === 'map' && was?.kind === 'map') {
    const names = new Set([...now.fields(), ...was.fields()].map(({ name }) => name));
    return [...names].map((name) => firstChange(now.given(name), was.given(name), now)).find((change) => change !== undefined);
  }
  if (now?.kind === 'list' && was?.kind === 'list') {
    const [items, others] = [now.items(), was.items()];
    const inner = items.map((item, index) => firstChange(item, others[index], now)).find((change) => change !== undefined);
    return inner ?? (items.length < others.length ? { place: { now: undefined, around: now }, was: others[items.length] } : undefined);
  }
  const isSame = now?.plain !== undefined && was?.plain !== undefined ? now.plain === was.plain : now === was;
  return isSame ? undefined : { place: { now, around }, was };
}

function isUncertain(value: Value | undefined): boolean {
  return value !== undefined && isTemplated(value.document.text.slice(value.node.start, value.node.end));
}
