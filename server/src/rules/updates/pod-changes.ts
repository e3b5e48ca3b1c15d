import type { Value } from '../../model/object';
import { parseQuantity } from '../../model/quantity';
import { type Change, firstChange, isUncertain } from './changes';
import { APART, AUTHORED, DEFAULTS, KEYS, QUANTITIES, WHOLE } from './pod-fields';

/** A part of a Pod that may not change, and its way from the object. */
export interface PodChange extends Change {
  readonly field: string;
}

// kubernetes/pkg/apis/core/validation/validation.go, ValidatePodUpdate. What the server or admission fills in is on one
// side alone here, so that a field that only one commit has counts where no default can be the same.

/** What changed in the spec of a Pod though it may not. */
export function podChanges(now: Value, was: Value): PodChange[] {
  const isGated = was.items('schedulingGates').length > 0;
  return [...apart(now, was), ...inMaps(now, was, 'spec', isGated ? ['affinity', 'nodeSelector'] : [])];
}

function* apart(now: Value, was: Value): Iterable<PodChange> {
  const [deadline, before] = [now.given('activeDeadlineSeconds'), was.given('activeDeadlineSeconds')];
  const [seconds, old] = [deadline?.number()?.value, before?.number()?.value];
  // It may come, and become shorter.
  if (old !== undefined && (!deadline || (seconds !== undefined && seconds > old)))
    yield { field: 'spec.activeDeadlineSeconds', place: { now: deadline, around: now }, was: before };
  const tolerations = now.get('tolerations');
  if (!isUncertain(tolerations) && !isUncertain(was.get('tolerations'))) {
    const kept = new Set(now.items('tolerations').map(tolerated));
    if (was.items('tolerations').some((one) => !kept.has(tolerated(one))))
      yield { field: 'spec.tolerations', place: { now: tolerations, around: now }, was: was.get('tolerations') };
  }
  const gates = new Set(was.items('schedulingGates').map((gate) => gate.string('name')?.value));
  for (const gate of now.items('schedulingGates'))
    if (!isUncertain(gate) && !gates.has(gate.string('name')?.value))
      yield { field: 'spec.schedulingGates', place: { now: gate, around: now }, was: undefined };
}

/** All of a toleration but its time, which may change. */
function tolerated(one: Value): string {
  const word = (name: string) => one.given(name)?.words ?? '';
  return [word('key'), word('operator') || 'Equal', word('value'), word('effect')].join('\n');
}

function inMaps(now: Value, was: Value, path: string, free: readonly string[] = []): PodChange[] {
  const names = new Set([...now.fields(), ...was.fields()].map(({ name }) => name));
  return [...names].flatMap((name) => (free.includes(name) || (path === 'spec' && APART.has(name)) ? [] : inField(now, was, name, `${path}.${name}`)));
}

function inField(now: Value, was: Value, name: string, path: string): PodChange[] {
  if (name === 'image' && /^spec\.(?:initC|c)ontainers\[[^.]*\]\.image$/.test(path)) return [];
  const [written, before] = [filled(now.given(name)), filled(was.given(name))];
  if (WHOLE.has(name)) return whole(written, before, now, path);
  if (!written || !before) {
    const one = written ?? before;
    const isChange = one !== undefined && !isUncertain(one) && (AUTHORED.has(name) || (name in DEFAULTS && one.plain !== DEFAULTS[name]));
    return isChange ? [{ field: path, place: { now: written, around: now }, was: before }] : [];
  }
  if (written.kind === 'map' && before.kind === 'map') return inMaps(written, before, path);
  if (written.kind === 'list' && before.kind === 'list') return KEYS[name] ? inLists(written, before, KEYS[name], path) : whole(written, before, now, path);
  return isSame(written, before, path) ? [] : [{ field: path, place: { now: written, around: now }, was: before }];
}

function inLists(now: Value, was: Value, keys: readonly string[], path: string): PodChange[] {
  const keyOf = (item: Value) => keys.map((key) => item.given(key)?.words ?? (key === 'protocol' ? 'TCP' : '')).join('/');
  const [items, others] = [now.items(), was.items()].map((list) => new Map(list.map((item) => [keyOf(item), item]))) as [
    Map<string, Value>,
    Map<string, Value>,
  ];
  // The same name twice, or names that a template fills in: nobody knows which is which.
  if (items.size !== now.items().length || others.size !== was.items().length) return [];
  if ([...now.items(), ...was.items()].some((item) => item.kind !== 'map' || keys.some((key) => isUncertain(item.get(key))))) return [];
  const changes = [...items].flatMap(([key, item]): PodChange[] => {
    const other = others.get(key);
    return other ? inMaps(item, other, `${path}[${item.index}]`) : [{ field: path, place: { now: item, around: now }, was: undefined }];
  });
  const gone = [...others].find(([key]) => !items.has(key));
  const isRenamed = [...items.keys()].some((key) => !others.has(key));
  return gone && !isRenamed ? [...changes, { field: path, place: { now: undefined, around: now }, was: gone[1] }] : changes;
}

function whole(now: Value | undefined, was: Value | undefined, around: Value, path: string): PodChange[] {
  if (isUncertain(now) || isUncertain(was)) return [];
  const change = firstChange(now, was, around);
  return change ? [{ field: path, ...change }] : [];
}

/** A value that says nothing is as good as none. */
function filled(value: Value | undefined): Value | undefined {
  const isEmpty = value?.plain === '' || value?.plain === false || value?.plain === 0 || (value?.kind === 'list' && value.items().length === 0);
  return isEmpty ? undefined : value;
}

function isSame(now: Value, was: Value, path: string): boolean {
  if (isUncertain(now) || isUncertain(was)) return true;
  if (now.plain === undefined || was.plain === undefined) return now.kind !== 'map' && was.kind !== 'map';
  if (now.plain === was.plain || now.words === was.words) return true;
  // The server lets a negative time become the one that it takes it for.
  if (path === 'spec.terminationGracePeriodSeconds') return was.plain !== null && Number(was.plain) < 0 && now.plain === 1;
  const [amount, old] = [parseQuantity(now.words ?? ''), parseQuantity(was.words ?? '')];
  return path.split('.').some((step) => QUANTITIES.has(step)) && amount !== undefined && amount === old;
}
