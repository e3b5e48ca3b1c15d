import type { Located } from '../../text/span';
import { type Document, Entry, GivenScalar, type Mapping, type Node, PLAIN } from '../../yaml/node';
import { Value } from '../../yaml/value';
import { fixedObject, type KubeObject } from '../object';
import { isTemplated } from '../templated';
import { rootsInText } from '../yaml-in-text';
import { jsonPatch } from './json-patch';
import type { Kustomization, Patch } from './kustomization';
import { copyOf, deletes, homeOf, type Placed, placed, strategicMerge, withoutIdentity } from './merge';
import { applyReplacements } from './replacements';
import { fits, isAmong } from './targets';

/** What an evaluation may ask for. */
export interface Sources {
  /** The objects of a file; undefined where there is no such file. */
  readonly objectsIn: (file: string) => readonly KubeObject[] | undefined;
  /** The roots of a file's documents, for patches. */
  readonly rootsIn: (file: string) => readonly Value[];
  /** The kustomization of a folder. */
  readonly kustomizationIn: (folder: string) => Kustomization | undefined;
}

/** An object of a base as an overlay makes it. */
export interface Rendered {
  readonly base: KubeObject;
  /** The base itself where nothing changes it. */
  readonly object: KubeObject;
  /** A patch did not fit or could not be read, so the result is not known. */
  readonly uncertain: boolean;
  /** A patch takes it away. */
  readonly removed: boolean;
  /** What it may be called by: the written name and namespace, and those that kustomizations below give it. */
  readonly names: readonly string[];
  readonly namespaces: readonly (string | undefined)[];
}

/** How deep overlays may stand on each other; kustomize itself refuses cycles. */
const MAX_DEPTH = 32;
/** How many kustomizations one may take in, all ways counted: a dozen that take each other in have millions. */
const MAX_TAKEN = 5000;

/** Sources that give no further kustomization after very many. */
export function limited(sources: Sources): Sources {
  let left = MAX_TAKEN;
  return {
    ...sources,
    kustomizationIn: (folder) => {
      const found = sources.kustomizationIn(folder);
      return found && left-- > 0 ? found : undefined;
    },
  };
}

/** The objects that a kustomization makes, names and namespaces left as the files write them. Runs and fetches nothing. */
export function evaluate(kustomization: Kustomization, sources: Sources): readonly Rendered[] {
  return accumulate(kustomization, limited(sources), [], new Set());
}

/** What a kustomization changes, in the order in which it comes. */
export interface Step {
  /** What its resources and components bring. */
  readonly given: readonly Rendered[];
  /** The same after its patches. */
  readonly patched: readonly Rendered[];
}

/** What a kustomization has to change: what lies below it, before and after its own patches. */
export function stepOf(kustomization: Kustomization, sources: Sources): Step {
  const given = taken(kustomization, limited(sources), [], new Set([kustomization.file]));
  return { given, patched: kustomization.patches.reduce((rendered, patch) => applyPatch(patch, rendered, sources), given) };
}

function accumulate(kustomization: Kustomization, sources: Sources, given: readonly Rendered[], above: ReadonlySet<string>): readonly Rendered[] {
  if (above.has(kustomization.file) || above.size > MAX_DEPTH) return given;
  const seen = new Set([...above, kustomization.file]);
  let rendered = taken(kustomization, sources, given, seen);
  for (const patch of kustomization.patches) rendered = applyPatch(patch, rendered, sources);
  rendered = rendered.map((one) => applyReplicas(applyImages(one, kustomization), kustomization));
  return applyReplacements(rendered, kustomization, sources).map((one) => renamed(one, kustomization));
}

/** What stands above may call it by its new name too. */
function renamed(one: Rendered, { namePrefix, nameSuffix, namespace }: Kustomization): Rendered {
  const names = namePrefix + nameSuffix === '' ? one.names : [...one.names, namePrefix + (one.names.at(-1) ?? '') + nameSuffix];
  return { ...one, names, namespaces: namespace ? [...one.namespaces, namespace.value] : one.namespaces };
}

function taken(kustomization: Kustomization, sources: Sources, given: readonly Rendered[], seen: ReadonlySet<string>): readonly Rendered[] {
  let rendered: readonly Rendered[] = [...given];
  for (const { path } of kustomization.resources) {
    const inner = sources.kustomizationIn(path);
    if (inner) rendered = [...rendered, ...accumulate(inner, sources, [], seen)];
    else rendered = [...rendered, ...(sources.objectsIn(path) ?? []).map(unchanged)];
  }
  for (const { path } of kustomization.components) {
    const inner = sources.kustomizationIn(path);
    if (inner) rendered = accumulate(inner, sources, rendered, seen);
  }
  return rendered;
}

function unchanged(object: KubeObject): Rendered {
  return { base: object, object, uncertain: false, removed: false, names: [object.name?.value ?? ''], namespaces: [object.namespace?.value] };
}

function applyPatch(patch: Patch, rendered: readonly Rendered[], sources: Sources): readonly Rendered[] {
  const roots = patch.file ? sources.rootsIn(patch.file.path) : inlineRoots(patch);
  return roots.reduce((all, root) => all.map((one) => (isMeant(patch, root, one) ? patched(one, root, patch) : one)), rendered);
}

function isMeant({ target }: Patch, root: Value, { object, names, namespaces, removed }: Rendered): boolean {
  if (removed) return false;
  if (target) return fits(target, object, names, namespaces);
  const name = root.string('metadata', 'name')?.value;
  const namespace = root.string('metadata', 'namespace')?.value;
  return root.string('kind')?.value === object.kind.value && name !== undefined && names.includes(name) && isAmong(namespace, namespaces);
}

function patched(one: Rendered, root: Value, { item }: Patch): Rendered {
  const base: Placed = { node: one.object.value.node, home: one.object.value.document };
  const isCore = !one.object.group.includes('.') || one.object.group.endsWith('.k8s.io');
  const renames = item.boolean('options', 'allowNameChange')?.value || item.boolean('options', 'allowKindChange')?.value;
  if (root.kind === 'map' && deletes(root.node)) return { ...one, removed: true };
  const result =
    root.kind === 'list'
      ? jsonPatch(base, root.items())
      : root.kind === 'map'
        ? strategicMerge(base, { node: renames ? root.node : withoutIdentity(root.node, root.document), home: root.document }, isCore)
        : undefined;
  const object = result && fixedObject(new Value(result.home, result.node), one.base);
  return object ? { ...one, object } : { ...one, uncertain: true };
}

/** The documents of a patch that stands as a block of text in the kustomization; their places are those of the block. */
export function inlineRoots({ inline }: Patch): readonly Value[] {
  return inline ? rootsInText(inline) : [];
}

/** Whether a word of an inline patch stands in the file where its place says; in quotes with escapes it does not. */
export function standsIn({ inline }: Patch, { at, value }: Located<string>): boolean {
  if (!inline) return false;
  const { text, origin } = inline.document;
  return text.slice(at.start - origin.offset, at.end - origin.offset).includes(value);
}

const CONTAINERS = ['initContainers', 'containers', 'ephemeralContainers'];

/** `images` changes names, tags and digests of containers wherever they are. */
function applyImages(one: Rendered, { images }: Kustomization): Rendered {
  if (images.length === 0) return one;
  const { value } = one.object;
  const changed = changeScalars(value.node, value.document, (name, scalar) => {
    const image = name === 'image' ? scalar.text : undefined;
    if (image === undefined) return undefined;
    const change = images.find((candidate) => imageName(image) === candidate.name);
    if (!change) return undefined;
    const tag = change.digest ? `@${change.digest.value}` : change.newTag ? `:${change.newTag.value}` : image.slice(imageName(image).length);
    return (change.newName?.value ?? change.name) + tag;
  });
  const object = changed && fixedObject(new Value(value.document, changed), one.base);
  return object ? { ...one, object } : one;
}

export function imageName(image: string): string {
  const plain = image.split('@')[0] as string;
  const colon = plain.lastIndexOf(':');
  return colon > plain.lastIndexOf('/') ? plain.slice(0, colon) : plain;
}

/** A copy of a tree in which `image` of containers has another text; undefined where nothing changes. */
function changeScalars(
  node: Node,
  home: Document,
  change: (name: string, scalar: { text: string }) => string | undefined,
  inContainers = false,
): Node | undefined {
  if (node.kind === 'scalar') return undefined;
  if (node.kind === 'list') {
    const items = node.items.map((item) => changeScalars(item, homeOf(item, home), change, inContainers));
    if (items.every((item) => item === undefined)) return undefined;
    const copy = placed(node, home);
    if (copy.kind === 'list') copy.items = node.items.map((item, index) => items[index] ?? placed(item, homeOf(item, home)));
    return copy;
  }
  let isChanged = false;
  const entries = node.entries.map((entry) => {
    if (entry.value.kind === 'scalar') {
      const text = inContainers ? change(entry.name, entry.value) : undefined;
      if (text === undefined || text === entry.value.text) return entry;
      isChanged = true;
      return new Entry(entry.key, entry.name, new GivenScalar(entry.value.document, entry.value.start, entry.value.end, PLAIN, text));
    }
    const inner = changeScalars(entry.value, homeOf(entry.value, home), change, inContainers || CONTAINERS.includes(entry.name));
    if (inner) isChanged = true;
    return new Entry(entry.key, entry.name, inner ?? placed(entry.value, homeOf(entry.value, home)));
  });
  if (!isChanged) return undefined;
  const copy: Mapping = copyOf(node, home);
  copy.entries = entries;
  return copy;
}

/** `replicas` sets the count of workloads by name. */
function applyReplicas(one: Rendered, { replicas }: Kustomization): Rendered {
  const change = replicas.find(({ name }) => one.names.includes(name) && !isTemplated(name));
  const spec = one.object.value.get('spec');
  if (
    !change ||
    spec?.node.kind !== 'map' ||
    !spec.entry ||
    !['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController'].includes(one.object.kind.value)
  )
    return one;
  const { node, document } = one.object.value;
  const copy = copyOf(node as Mapping, document);
  const inner = copyOf(spec.node, spec.document);
  const count = change.count.node;
  const others = spec.node.entries
    .filter((entry) => entry.name !== 'replicas')
    .map((entry) => new Entry(entry.key, entry.name, placed(entry.value, homeOf(entry.value, spec.document))));
  inner.entries = [...others, new Entry(change.count.entry?.key ?? count, 'replicas', count)];
  copy.entries = (node as Mapping).entries.map(
    (entry) => new Entry(entry.key, entry.name, entry === spec.entry ? inner : placed(entry.value, homeOf(entry.value, document))),
  );
  const object = fixedObject(new Value(document, copy), one.base);
  return object ? { ...one, object } : one;
}
