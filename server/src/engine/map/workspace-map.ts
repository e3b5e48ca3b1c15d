import { referencesOf, selectionsOf } from '../../model/graph/edges';
import type { KubeObject } from '../../model/object';
import type { ProjectIndex } from '../../model/project-index';
import { workloadOf } from '../../model/workload';
import { folderOf, relativePath } from '../../text/path';
import type { Span } from '../../text/span';
import { table } from '../../text/table';
import { targetsOf } from '../navigation/entities';
import { ownersPicked } from '../navigation/picked';
import type { Report } from '../report';

/** The workspace as a graph: what is defined, and what leads from one thing to the next. */
export interface WorkspaceMap {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
}

export interface MapNode {
  /** Unique in the map, and the same as long as the thing keeps its kind, name and file. */
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** Empty where none is written: it is chosen when the object is applied. */
  readonly namespace: string;
  /** What its label `app.kubernetes.io/part-of` says, otherwise the folder of its file. */
  readonly application: string;
  readonly layer: MapLayer;
  /** Undefined for what is only named and defined in no file. */
  readonly at: Span | undefined;
  readonly errors: number;
  readonly warnings: number;
}

/** From the outside of the cluster to the source. */
export type MapLayer = 'entry' | 'service' | 'workload' | 'config' | 'storage' | 'access' | 'image' | 'program' | 'other';

/** By what the things of a map are drawn together. */
export type Grouping = 'namespace' | 'application';

/** What a node is drawn with. What has no namespace, such as an image, goes by its folder either way. */
export function groupOf({ namespace, application }: MapNode, by: Grouping): string {
  return by === 'namespace' && namespace !== '' ? namespace : application;
}

/** The part of the map that a group takes part in: its things, what they lead to, and what leads to them. */
export function narrow(map: WorkspaceMap, isWanted: (node: MapNode) => boolean): WorkspaceMap {
  const wanted = new Set(map.nodes.filter(isWanted).map(({ id }) => id));
  const edges = map.edges.filter(({ from, to }) => wanted.has(from) || wanted.has(to));
  const shown = new Set([...wanted, ...edges.flatMap(({ from, to }) => [from, to])]);
  return { nodes: map.nodes.filter(({ id }) => shown.has(id)), edges };
}

/** What one node does with another, in a word. */
export type Verb = 'routes' | 'selects' | 'uses' | 'scales' | 'binds' | 'runs' | 'builds';

export interface MapEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: Verb;
  /** What it leads to is missing. */
  readonly missing: boolean;
}

const LAYERS: Readonly<Record<string, MapLayer>> = table({
  Ingress: 'entry',
  Gateway: 'entry',
  HTTPRoute: 'entry',
  GRPCRoute: 'entry',
  IngressRoute: 'entry',
  VirtualService: 'entry',
  Service: 'service',
  ServiceMonitor: 'service',
  Deployment: 'workload',
  StatefulSet: 'workload',
  DaemonSet: 'workload',
  ReplicaSet: 'workload',
  Job: 'workload',
  CronJob: 'workload',
  Pod: 'workload',
  Rollout: 'workload',
  ReplicationController: 'workload',
  HorizontalPodAutoscaler: 'workload',
  PodDisruptionBudget: 'workload',
  NetworkPolicy: 'workload',
  ConfigMap: 'config',
  Secret: 'config',
  ExternalSecret: 'config',
  SealedSecret: 'config',
  PersistentVolumeClaim: 'storage',
  PersistentVolume: 'storage',
  StorageClass: 'storage',
  ServiceAccount: 'access',
  Role: 'access',
  ClusterRole: 'access',
  RoleBinding: 'access',
  ClusterRoleBinding: 'access',
});

/** Kinds of which thousands may exist and which say little on a map. */
const LEFT_OUT = new Set(['Namespace', 'CustomResourceDefinition', 'Event', 'EndpointSlice', 'Endpoints']);

/** Draws up the map of a project; paths in it are relative to `base`. */
export function mapWorkspace(project: ProjectIndex, base: string, reportsOf: (file: string) => readonly Report[]): WorkspaceMap {
  const builder = new MapBuilder(base, reportsOf);
  const objects = project.documents.flatMap((document) => document.objects).filter((object) => object.name && !LEFT_OUT.has(object.kind.value));
  for (const object of objects) builder.addObject(object);
  for (const object of objects) {
    for (const reference of referencesOf(object)) {
      const { kind, name, optional } = reference;
      if (kind === 'User' || kind === 'Group') continue;
      const [target] = targetsOf(reference, project);
      if (target) builder.link(object, target, verbOf(object.kind.value, kind));
      else if (!optional && LAYERS[kind] !== undefined && kind !== 'StorageClass')
        builder.linkMissing(object, kind, name.value, verbOf(object.kind.value, kind), !project.mayExistElsewhere(kind, name.value, object));
    }
    for (const { selector, picks, own } of selectionsOf(object)) {
      if (own || !selector.certain) continue;
      const targets = picks === 'pods' ? ownersPicked(selector, object, project) : [];
      for (const target of targets) builder.link(object, target, 'selects');
    }
    addChain(object, project, builder);
  }
  return builder.map;
}

function addChain(object: KubeObject, project: ProjectIndex, builder: MapBuilder): void {
  for (const container of workloadOf(object)?.pod.allContainers ?? []) {
    const chain = project.chainOf(container);
    if (!chain) continue;
    const { dockerfile } = chain.image;
    const image = builder.addFile('Dockerfile', dockerfile.file, undefined, 'image', { file: dockerfile.file, start: 0, end: 0 });
    builder.linkIds(builder.idOf(object), image, 'runs');
    if (!chain.program) continue;
    const { main, directory } = chain.program;
    const name = directory === folderOf(chain.program.module.file) ? chain.program.module.path?.value : undefined;
    const program = builder.addFile('Go', directory, name, 'program', main.hasMain ?? { file: main.file, start: 0, end: 0 });
    builder.linkIds(image, program, 'builds');
  }
}

function verbOf(from: string, to: string): Verb {
  if (LAYERS[from] === 'entry') return to === 'Service' ? 'routes' : 'uses';
  if (from === 'HorizontalPodAutoscaler' || from === 'ScaledObject') return 'scales';
  if (from.endsWith('Binding')) return 'binds';
  return 'uses';
}

class MapBuilder {
  readonly #nodes = new Map<string, MapNode>();
  readonly #edges = new Map<string, MapEdge>();
  readonly #base: string;
  readonly #reportsOf: (file: string) => readonly Report[];

  constructor(base: string, reportsOf: (file: string) => readonly Report[]) {
    this.#base = base;
    this.#reportsOf = reportsOf;
  }

  get map(): WorkspaceMap {
    return { nodes: [...this.#nodes.values()], edges: [...this.#edges.values()] };
  }

  idOf(object: KubeObject): string {
    return `${object.kind.value}/${object.namespace?.value ?? ''}/${object.name?.value ?? ''}@${this.#relative(object.file)}`;
  }

  addObject(object: KubeObject): void {
    const { at } = object.value;
    const own = this.#reportsOf(object.file).filter((report) => report.at.start >= at.start && report.at.end <= at.end);
    this.#nodes.set(this.idOf(object), {
      id: this.idOf(object),
      kind: object.kind.value,
      name: object.name?.value ?? '',
      namespace: object.namespace?.value ?? '',
      application: this.#applicationOf(object),
      layer: LAYERS[object.kind.value] ?? 'other',
      at: object.at,
      ...count(own),
    });
  }

  addFile(kind: string, path: string, name: string | undefined, layer: MapLayer, at: Span): string {
    const shown = this.#relative(path);
    const id = `${kind}@${shown}`;
    if (!this.#nodes.has(id))
      this.#nodes.set(id, {
        id,
        kind,
        name: name ?? (shown === '' ? '.' : shown),
        namespace: '',
        application: folderOf(this.#relative(at.file)),
        layer,
        at,
        ...count(this.#reportsOf(at.file)),
      });
    return id;
  }

  link(from: KubeObject, to: KubeObject, kind: Verb): void {
    if (!this.#nodes.has(this.idOf(to))) this.addObject(to);
    this.linkIds(this.idOf(from), this.idOf(to), kind);
  }

  linkMissing(from: KubeObject, kind: string, name: string, verb: Verb, missing: boolean): void {
    const id = `${kind}/${from.namespace?.value ?? ''}/${name}?`;
    if (!this.#nodes.has(id))
      this.#nodes.set(id, {
        id,
        kind,
        name,
        namespace: from.namespace?.value ?? '',
        application: this.#applicationOf(from),
        layer: LAYERS[kind] ?? 'other',
        at: undefined,
        errors: 0,
        warnings: 0,
      });
    this.linkIds(this.idOf(from), id, verb, missing);
  }

  linkIds(from: string, to: string, kind: Verb, missing = false): void {
    this.#edges.set(`${from} ${to} ${kind}`, { from, to, kind, missing });
  }

  #applicationOf({ labels, file }: KubeObject): string {
    return labels.get('app.kubernetes.io/part-of')?.value ?? folderOf(this.#relative(file));
  }

  #relative(path: string): string {
    return path === this.#base ? '' : relativePath(this.#base, path);
  }
}

function count(reports: readonly Report[]): { errors: number; warnings: number } {
  return { errors: reports.filter(({ severity }) => severity === 'error').length, warnings: reports.filter(({ severity }) => severity === 'warning').length };
}
