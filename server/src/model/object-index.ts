import { folderOf, sharedFolders } from '../text/path';
import { factsOf, type ObjectFacts } from './facts';
import { withoutTag } from './links/build-targets';
import type { KubeObject, Labels } from './object';
import { isEmpty, type Selector, selects } from './selector';

/**
 * All objects of a workspace, found by kind, name, labels and selectors. Objects come and go one by one, and each
 * question costs what its answer holds. Answers are in the order of file and place.
 */
export class ObjectIndex {
  readonly #facts = new Map<KubeObject, ObjectFacts>();
  readonly #byKind = new Map<string, Set<KubeObject>>();
  readonly #byName = new Map<string, Set<KubeObject>>();
  /** Workloads by each `label=value` of their pods, and all of them under `''`. */
  readonly #workloads = new Map<string, Set<ObjectFacts>>();
  /** Services by the first `label=value` that they ask for. */
  readonly #services = new Map<string, Set<ObjectFacts>>();
  /** Objects by what they name. */
  readonly #referrers = new Map<string, Set<KubeObject>>();
  /** Workloads by folder, by image without tag, and by port of the node. */
  readonly #byFolder = new Map<string, Set<ObjectFacts>>();
  readonly #byImage = new Map<string, Set<ObjectFacts>>();
  readonly #byNodePort = new Map<number, Set<ObjectFacts>>();
  readonly #sorted = new Map<string, readonly KubeObject[]>();

  add(object: KubeObject): void {
    const facts = factsOf(object);
    this.#facts.set(object, facts);
    this.#place(facts, put);
  }

  remove(object: KubeObject): void {
    const facts = this.#facts.get(object);
    this.#facts.delete(object);
    if (facts) this.#place(facts, take);
  }

  factsOf(object: KubeObject): ObjectFacts | undefined {
    return this.#facts.get(object);
  }

  ofKind(kind: string): readonly KubeObject[] {
    const known = this.#sorted.get(kind);
    if (known) return known;
    const sorted = [...(this.#byKind.get(kind) ?? [])].sort(compareObjects);
    this.#sorted.set(kind, sorted);
    return sorted;
  }

  /** Objects of a kind and name; those that lie closest to `from` come first. */
  named(kind: string, name: string, from: string): readonly KubeObject[] {
    const found = [...(this.#byName.get(`${kind}/${name}`) ?? [])];
    const closeness = ({ file }: KubeObject) => (file === from ? Number.MAX_SAFE_INTEGER : sharedFolders(file, from));
    return found.sort((a, b) => closeness(b) - closeness(a) || compareObjects(a, b));
  }

  /** Objects that name an object of this kind and name, in whatever namespace. */
  referrers(kind: string, name: string): readonly KubeObject[] {
    return [...(this.#referrers.get(`${kind}/${name}`) ?? [])].sort(compareObjects);
  }

  /** Workloads of a namespace (undefined: of all). */
  workloads(namespace: string | undefined): readonly ObjectFacts[] {
    return inNamespace(this.#workloads.get('') ?? [], namespace);
  }

  /** Workloads whose pods a selector picks. */
  selected(selector: Selector, namespace: string | undefined): readonly ObjectFacts[] {
    const pairs = [...selector.matchLabels].map(([key, { value }]) => this.#workloads.get(`${key}=${value}`));
    const candidates = pairs.length === 0 || isEmpty(selector) ? this.#workloads.get('') : pairs.reduce((a, b) => ((a?.size ?? 0) <= (b?.size ?? 0) ? a : b));
    return inNamespace(candidates ?? [], namespace).filter(({ podLabels }) => podLabels !== undefined && selects(selector, podLabels));
  }

  /** Workloads that lie in a folder. */
  inFolder(folder: string): readonly ObjectFacts[] {
    return inNamespace(this.#byFolder.get(folder) ?? [], undefined);
  }

  /** Workloads with a container that runs an image, whatever its tag. */
  running(image: string): readonly ObjectFacts[] {
    return inNamespace(this.#byImage.get(image) ?? [], undefined);
  }

  /** Workloads whose pods take a port of the node. */
  onNodePort(port: number): readonly ObjectFacts[] {
    return inNamespace(this.#byNodePort.get(port) ?? [], undefined);
  }

  /** Workloads whose pods carry a label. */
  labelled(key: string, value: string, namespace: string | undefined): readonly ObjectFacts[] {
    return inNamespace(this.#workloads.get(`${key}=${value}`) ?? [], namespace);
  }

  /** Services whose selector picks pods with these labels. */
  selecting(labels: Labels, namespace: string | undefined): readonly ObjectFacts[] {
    const candidates = [...labels].flatMap(([key, { value }]) => [...(this.#services.get(`${key}=${value}`) ?? [])]);
    return inNamespace(candidates, namespace).filter(({ selects: asked }) => [...(asked ?? [])].every(([key, { value }]) => labels.get(key)?.value === value));
  }

  #place(facts: ObjectFacts, change: typeof put): void {
    const { object, podLabels, selects: asked } = facts;
    const kind = object.kind.value;
    change(this.#byKind, kind, object);
    this.#sorted.delete(kind);
    if (object.name) change(this.#byName, `${kind}/${object.name.value}`, object);
    for (const target of facts.refers) change(this.#referrers, target, object);
    if (podLabels) {
      change(this.#workloads, '', facts);
      change(this.#byFolder, folderOf(object.file), facts);
      for (const image of facts.images) change(this.#byImage, withoutTag(image), facts);
      for (const port of facts.nodePorts) change(this.#byNodePort, port, facts);
      for (const [key, { value }] of podLabels) change(this.#workloads, `${key}=${value}`, facts);
    }
    const [first] = asked ?? [];
    if (first) change(this.#services, `${first[0]}=${first[1].value}`, facts);
  }
}

/** A namespace that is not written may be any: kubectl, kustomize or Helm decide it. */
export function sameNamespace(left: string | undefined, right: string | undefined): boolean {
  return left === undefined || right === undefined || left === right;
}

export function compareObjects(a: KubeObject, b: KubeObject): number {
  return a.file === b.file ? a.apiVersion.at.start - b.apiVersion.at.start : a.file < b.file ? -1 : 1;
}

function inNamespace(facts: Iterable<ObjectFacts>, namespace: string | undefined): ObjectFacts[] {
  const found = [...facts].filter(({ object }) => sameNamespace(object.namespace?.value, namespace));
  return found.sort((a, b) => compareObjects(a.object, b.object));
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
