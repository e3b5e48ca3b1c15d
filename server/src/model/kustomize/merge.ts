import { table } from '../../text/table';
import { type Document, Entry, Mapping, type Node, Sequence } from '../../yaml/node';

/** A node and the document that its place counts in. */
export interface Placed {
  readonly node: Node;
  readonly home: Document;
}

/**
 * The key by which a list is merged item by item in a strategic merge, by the name of the list: `patchMergeKey` of the
 * API types (k8s.io/api, tags of core/v1, apps/v1, admissionregistration/v1). Lists without one are replaced.
 */
const MERGE_KEYS: Readonly<Record<string, string>> = table({
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  volumes: 'name',
  env: 'name',
  imagePullSecrets: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
  resourceClaims: 'name',
  schedulingGates: 'name',
  readinessGates: 'conditionType',
  secrets: 'name',
  ownerReferences: 'uid',
  webhooks: 'name',
  conditions: 'type',
});

/**
 * A strategic merge of `patch` into `base`, as kustomize makes it. Every node keeps the place where it is written, so a
 * finding on the result points to the line in base or patch that causes it. Neither side is changed.
 */
export function strategicMerge(base: Placed, patch: Placed, isCore: boolean): Placed {
  if (base.node.kind !== 'map' || patch.node.kind !== 'map') return patch;
  return { node: mergeMaps(base.node, base.home, patch.node, patch.home, isCore), home: base.home };
}

/** A patch without what it calls its object: kustomize keeps the name and kind of what it patches, unless told otherwise. */
export function withoutIdentity(patch: Node, home: Document): Node {
  return leaveOut(patch, home, ['kind'], (entry) =>
    entry.name === 'metadata' ? new Entry(entry.key, entry.name, leaveOut(entry.value, home, ['name', 'namespace'])) : entry,
  );
}

function leaveOut(node: Node, home: Document, names: readonly string[], change: (entry: Entry) => Entry = (entry) => entry): Node {
  if (node.kind !== 'map') return node;
  const copy = copyOf(node, home);
  copy.entries = node.entries.filter((entry) => !names.includes(entry.name)).map(change);
  return copy;
}

function mergeMaps(base: Mapping, home: Document, patch: Mapping, patchHome: Document, isCore: boolean): Mapping {
  const merged = copyOf(base, home);
  const entries = new Map(base.entries.map((entry) => [entry.name, withHome(entry, home)]));
  for (const entry of patch.entries) {
    // Directives such as `$patch` and `$retainKeys` steer the merge and are no fields.
    if (entry.name.startsWith('$')) continue;
    const known = entries.get(entry.name);
    if (entry.value.kind === 'scalar' && entry.value.value === null) entries.delete(entry.name);
    else if (directive(entry.value) === 'delete') entries.delete(entry.name);
    else if (!known || directive(entry.value) === 'replace')
      entries.set(entry.name, new Entry(entry.key, entry.name, withoutDirectives(entry.value, patchHome)));
    else
      entries.set(
        entry.name,
        new Entry(known.key, known.name, mergeValues(known.value, homeOf(known.value, home), entry.value, patchHome, entry.name, isCore)),
      );
  }
  merged.entries = [...entries.values()];
  return merged;
}

function mergeValues(base: Node, home: Document, patch: Node, patchHome: Document, name: string, isCore: boolean): Node {
  if (base.kind === 'map' && patch.kind === 'map') return mergeMaps(base, home, patch, patchHome, isCore);
  if (base.kind === 'list' && patch.kind === 'list' && isCore) {
    const key = mergeKeyOf(name, patch);
    if (key !== undefined) return mergeLists(base, home, patch, patchHome, key);
  }
  return placed(patch, patchHome);
}

/** What a patch brings as it is. A directive in it has done its work. */
function withoutDirectives(node: Node, home: Document): Node {
  if (directive(node) === undefined) return placed(node, home);
  return leaveOut(placed(node, home), home, ['$patch']);
}

/** True for a patch that takes its object away. */
export function deletes(patch: Node): boolean {
  return directive(patch) === 'delete';
}

/** `ports` are merged by `containerPort` in containers and by `port` in Services. */
function mergeKeyOf(name: string, list: Sequence): string | undefined {
  if (name !== 'ports') return MERGE_KEYS[name];
  const [first] = list.items;
  return first?.kind === 'map' && first.entries.some((entry) => entry.name === 'containerPort') ? 'containerPort' : 'port';
}

function mergeLists(base: Sequence, home: Document, patch: Sequence, patchHome: Document, key: string): Sequence {
  const merged = new Sequence(base.start);
  merged.end = base.end;
  merged.flow = base.flow;
  merged.home = home;
  // An item that is nothing but the directive is about the whole list.
  if (patch.items.some((item) => directive(item) === 'replace' && keyOf(item, key) === undefined)) {
    merged.items = patch.items.filter((item) => directive(item) === undefined).map((item) => placed(item, patchHome));
    return merged;
  }
  const items = base.items.map((item) => placed(item, home));
  for (const item of patch.items) {
    const name = keyOf(item, key);
    const index = name === undefined ? -1 : items.findIndex((one) => keyOf(one, key) === name);
    if (directive(item) === 'delete') {
      if (index >= 0) items.splice(index, 1);
    } else if (index < 0) items.push(withoutDirectives(item, patchHome));
    else if (directive(item) === 'replace') items[index] = withoutDirectives(item, patchHome);
    else items[index] = mergeValues(items[index] as Node, homeOf(items[index] as Node, home), item, patchHome, '', true);
  }
  merged.items = items;
  return merged;
}

/** A copy of a collection that knows where it is written, so that it can stand in another document's tree. */
export function placed(node: Node, home: Document): Node {
  if (node.kind === 'scalar' || node.home) return node;
  if (node.kind === 'list') {
    const copy = new Sequence(node.start);
    copy.end = node.end;
    copy.flow = node.flow;
    copy.home = home;
    copy.items = node.items.map((item) => placed(item, home));
    return copy;
  }
  const copy = copyOf(node, home);
  copy.entries = node.entries.map((entry) => withHome(entry, home));
  return copy;
}

export function copyOf(mapping: Mapping, home: Document): Mapping {
  const copy = new Mapping(mapping.start);
  copy.end = mapping.end;
  copy.flow = mapping.flow;
  copy.home = mapping.home ?? home;
  return copy;
}

function withHome(entry: Entry, home: Document): Entry {
  return entry.value.kind === 'scalar' ? entry : new Entry(entry.key, entry.name, placed(entry.value, home));
}

export function homeOf(node: Node, fallback: Document): Document {
  return node.kind === 'scalar' ? node.document : (node.home ?? fallback);
}

function directive(node: Node): string | undefined {
  if (node.kind !== 'map') return undefined;
  const value = node.entries.find((entry) => entry.name === '$patch')?.value;
  return value?.kind === 'scalar' ? value.text : undefined;
}

function keyOf(node: Node, key: string): string | undefined {
  if (node.kind !== 'map') return undefined;
  const value = node.entries.find((entry) => entry.name === key)?.value;
  return value?.kind === 'scalar' ? value.text : undefined;
}
