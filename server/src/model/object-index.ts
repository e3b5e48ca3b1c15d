import { folderOf, sharedFolders } from '../text/path';
import { factsOf, type ObjectFacts } from './facts';
import { withoutTag } from './links/build-targets';
import type { KubeObject, Labels } from './object';
import { type Selector, selects } from './selector';

/**
 * All objects of a workspace, found by kind, name, labels and selectors. Objects come and go one by one, and each
 * question costs what its answer holds. Answers are in the order of file and place.
 */
export class ObjectIndex {
  readonly #facts = new Map<KubeObject, ObjectFacts>();
  readonly #byKind = new Map<string, Set<KubeObject>>();
  readonly #byName = new Map<string, Set<KubeObject>>();
  /** Workloads by each `label=value` of their pods, and all of them under `''`. */
  readonly #workloads = new Shelves<string>();
  /** Services by the first `label=value` that they ask for. */
  readonly #services = new Shelves<string>();
  /** Objects by what they name. */
  readonly #referrers = new Map<string, Set<KubeObject>>();
  /** Workloads by folder, by image without tag, and by port of the node. */
  readonly #byFolder = new Shelves<string>();
  readonly #byImage = new Shelves<string>();
  readonly #byNodePort = new Shelves<number>();
  /** Lists that were asked for, by kind and by group within it; the same list as long as nothing in it changes. */
  readonly #sorted = new Map<string, Map<string | undefined, readonly KubeObject[]>>();
  /** CustomResourceDefinitions by the group of their kinds. */
  readonly #definitions = new Map<string, Set<ObjectFacts>>();

  add(object: KubeObject): void {
    const facts = factsOf(object);
    this.#facts.set(object, facts);
    this.#place(facts, 'add');
  }

  remove(object: KubeObject): void {
    const facts = this.#facts.get(object);
    this.#facts.delete(object);
    if (facts) this.#place(facts, 'remove');
  }

  factsOf(object: KubeObject): ObjectFacts | undefined {
    return this.#facts.get(object);
  }

  ofKind(kind: string, group?: string): readonly KubeObject[] {
    const lists = this.#sorted.get(kind) ?? new Map<string | undefined, readonly KubeObject[]>();
    this.#sorted.set(kind, lists);
    const known = lists.get(group);
    if (known) return known;
    const found = [...(this.#byKind.get(kind) ?? [])].filter((object) => group === undefined || object.group === group).sort(compareObjects);
    lists.set(group, found);
    return found;
  }

  /** Objects of a kind and name; those that lie closest to `from` come first. */
  named(kind: string, name: string, from: string): readonly KubeObject[] {
    const found = [...(this.#byName.get(`${kind}/${name}`) ?? [])];
    if (found.length < 2) return found;
    return closestFirst(found, (object) => object, from);
  }

  /** True where an object of the kind has a name that is not known yet: a template, or one that the server makes. */
  hasUnnamed(kind: string): boolean {
    return (this.#byName.get(`${kind}/`)?.size ?? 0) > 0;
  }

  /** CustomResourceDefinitions for kinds of a group; those that lie closest to `from` come first. */
  definitions(group: string, from: string): readonly ObjectFacts[] {
    return closestFirst([...(this.#definitions.get(group) ?? [])], ({ object }) => object, from);
  }

  /** Objects that name an object of this kind and name, in whatever namespace. */
  referrers(kind: string, name: string): readonly KubeObject[] {
    return [...(this.#referrers.get(`${kind}/${name}`) ?? [])].sort(compareObjects);
  }

  /** Workloads of a namespace (undefined: of all). */
  workloads(namespace: string | undefined): readonly ObjectFacts[] {
    return inNamespace(this.#workloads.at(''), namespace);
  }

  /** Workloads whose pods a selector picks. */
  selected(selector: Selector, namespace: string | undefined): readonly ObjectFacts[] {
    const pairs = [...selector.matchLabels].map(([key, { value }]) => `${key}=${value}`);
    const rarest = pairs.reduce((a, b) => (this.#workloads.count(a) <= this.#workloads.count(b) ? a : b), pairs[0] ?? '');
    return inNamespace(this.#workloads.at(rarest), namespace).filter(({ podLabels }) => podLabels !== undefined && selects(selector, podLabels));
  }

  /** Workloads that lie in a folder. */
  inFolder(folder: string): readonly ObjectFacts[] {
    return this.#byFolder.at(folder);
  }

  /** Workloads with a container that runs an image, whatever its tag. */
  running(image: string): readonly ObjectFacts[] {
    return this.#byImage.at(image);
  }

  /** Workloads whose pods take a port of the node. */
  onNodePort(port: number): readonly ObjectFacts[] {
    return this.#byNodePort.at(port);
  }

  /** Workloads whose pods carry a label. */
  labelled(key: string, value: string, namespace: string | undefined): readonly ObjectFacts[] {
    return inNamespace(this.#workloads.at(`${key}=${value}`), namespace);
  }

  /** Services whose selector picks pods with these labels. */
  selecting(labels: Labels, namespace: string | undefined): readonly ObjectFacts[] {
    const candidates = [...labels].flatMap(([key, { value }]) => this.#services.at(`${key}=${value}`));
    return inNamespace(candidates, namespace)
      .filter(({ selects: asked }) => [...(asked ?? [])].every(([key, { value }]) => labels.get(key)?.value === value))
      .sort((a, b) => compareObjects(a.object, b.object));
  }

  #place(facts: ObjectFacts, change: Change): void {
    const { object, podLabels, selects: asked } = facts;
    const kind = object.kind.value;
    const move = change === 'add' ? put : take;
    move(this.#byKind, kind, object);
    this.#sorted.delete(kind);
    move(this.#byName, `${kind}/${object.name?.value ?? ''}`, object);
    for (const target of facts.refers) move(this.#referrers, target, object);
    if (podLabels) {
      this.#workloads.change(change, '', facts);
      this.#byFolder.change(change, folderOf(object.file), facts);
      for (const image of facts.images) this.#byImage.change(change, withoutTag(image), facts);
      for (const port of facts.nodePorts) this.#byNodePort.change(change, port, facts);
      for (const [key, { value }] of podLabels) this.#workloads.change(change, `${key}=${value}`, facts);
    }
    if (facts.defines) move(this.#definitions, facts.defines.group, facts);
    const [first] = asked ?? [];
    if (first) this.#services.change(change, `${first[0]}=${first[1].value}`, facts);
  }
}

type Change = 'add' | 'remove';

/** Facts by a key, each list in order. A list is put in order when it is asked for. */
class Shelves<K> {
  readonly #sets = new Map<K, Set<ObjectFacts>>();
  readonly #sorted = new Map<K, readonly ObjectFacts[]>();

  change(change: Change, key: K, facts: ObjectFacts): void {
    if (change === 'add') put(this.#sets, key, facts);
    else take(this.#sets, key, facts);
    this.#sorted.delete(key);
  }

  count(key: K): number {
    return this.#sets.get(key)?.size ?? 0;
  }

  at(key: K): readonly ObjectFacts[] {
    const known = this.#sorted.get(key);
    if (known) return known;
    const sorted = [...(this.#sets.get(key) ?? [])].sort((a, b) => compareObjects(a.object, b.object));
    this.#sorted.set(key, sorted);
    return sorted;
  }
}

/** A namespace that is not written may be any: kubectl, kustomize or Helm decide it. */
export function sameNamespace(left: string | undefined, right: string | undefined): boolean {
  return left === undefined || right === undefined || left === right;
}

export function compareObjects(a: KubeObject, b: KubeObject): number {
  return a.file === b.file ? a.apiVersion.at.start - b.apiVersion.at.start : a.file < b.file ? -1 : 1;
}

function closestFirst<T>(things: readonly T[], objectOf: (thing: T) => KubeObject, from: string): T[] {
  return things
    .map((thing) => {
      const object = objectOf(thing);
      return { thing, object, closeness: object.file === from ? Number.MAX_SAFE_INTEGER : sharedFolders(object.file, from) };
    })
    .sort((a, b) => b.closeness - a.closeness || compareObjects(a.object, b.object))
    .map(({ thing }) => thing);
}

function inNamespace(facts: readonly ObjectFacts[], namespace: string | undefined): readonly ObjectFacts[] {
  if (namespace === undefined) return facts;
  return facts.filter(({ object }) => sameNamespace(object.namespace?.value, namespace));
}

function put<K, T>(map: Map<K, Set<T>>, key: K, value: T): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}

function take<K, T>(map: Map<K, Set<T>>, key: K, value: T): void {
  const set = map.get(key);
  set?.delete(value);
  if (set?.size === 0) map.delete(key);
}
