import { referencesOf, selectionsOf } from '../../model/graph/edges';
import type { KubeObject } from '../../model/object';
import { sameNamespace } from '../../model/object-index';
import { type ProjectIndex, workloadOf } from '../../model/project-index';
import { folderOf, relativePath } from '../../text/path';
import type { Span } from '../../text/span';
import type { Analysis } from '../analysis';
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
  /** What it is drawn with: its namespace, or the folder of what has none. */
  readonly group: string;
  readonly layer: MapLayer;
  /** Undefined for what is only named and defined in no file. */
  readonly at: Span | undefined;
  readonly errors: number;
  readonly warnings: number;
}

/** From the outside of the cluster to the source. */
export type MapLayer = 'entry' | 'service' | 'workload' | 'config' | 'storage' | 'access' | 'image' | 'program' | 'other';

export interface MapEdge {
  readonly from: string;
  readonly to: string;
  /** In a word: `routes`, `selects`, `uses`, `scales`, `runs`, `builds`. */
  readonly kind: string;
  /** What it leads to is missing. */
  readonly missing: boolean;
}

const LAYERS: Readonly<Record<string, MapLayer>> = {
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
};

/** Kinds of which thousands may exist and which say little on a map. */
const LEFT_OUT = new Set(['Namespace', 'CustomResourceDefinition', 'Event', 'EndpointSlice', 'Endpoints']);

/** Draws up the map of what an analysis holds; paths in it are relative to `base`. `keep` narrows it to some objects and what they lead to. */
export function mapWorkspace(analysis: Analysis, base: string, keep: (object: KubeObject) => boolean = () => true): WorkspaceMap {
  const { project } = analysis;
  const builder = new MapBuilder(analysis, base);
  const objects = project.documents.flatMap((document) => document.objects).filter((object) => object.name && !LEFT_OUT.has(object.kind.value) && keep(object));
  for (const object of objects) builder.addObject(object);
  for (const object of objects) {
    for (const { kind, name, namespace, optional } of referencesOf(object)) {
      if (kind === 'User' || kind === 'Group') continue;
      const [target] = project.named(kind, name.value, object.file).filter((one) => sameNamespace(one.namespace?.value, namespace));
      if (target) builder.link(object, target, verbOf(object.kind.value, kind));
      else if (!optional && LAYERS[kind] !== undefined && kind !== 'StorageClass')
        builder.linkMissing(object, kind, name.value, verbOf(object.kind.value, kind), !project.mayExistElsewhere(kind, name.value, object));
    }
    for (const { selector, picks, own } of selectionsOf(object)) {
      if (own || !selector.certain) continue;
      const targets = picks === 'pods' ? project.selectedPods(selector, object).map(({ owner }) => owner) : [];
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
    const image = builder.addFile('Dockerfile', dockerfile.file, 'image', { file: dockerfile.file, start: 0, end: 0 });
    builder.linkIds(builder.idOf(object), image, 'runs');
    if (!chain.program) continue;
    const { main, directory } = chain.program;
    const program = builder.addFile('Go', directory, 'program', main.hasMain ?? { file: main.file, start: 0, end: 0 });
    builder.linkIds(image, program, 'builds');
  }
}

function verbOf(from: string, to: string): string {
  if (LAYERS[from] === 'entry') return to === 'Service' ? 'routes' : 'uses';
  if (from === 'HorizontalPodAutoscaler' || from === 'ScaledObject') return 'scales';
  if (from.endsWith('Binding')) return 'binds';
  return 'uses';
}

class MapBuilder {
  readonly #analysis: Analysis;
  readonly #nodes = new Map<string, MapNode>();
  readonly #edges = new Map<string, MapEdge>();
  readonly #reports = new Map<string, readonly Report[]>();

  readonly #base: string;

  constructor(analysis: Analysis, base: string) {
    this.#analysis = analysis;
    this.#base = base;
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
      group: object.namespace?.value ?? folderOf(this.#relative(object.file)),
      layer: LAYERS[object.kind.value] ?? 'other',
      at: object.at,
      ...count(own),
    });
  }

  addFile(kind: string, path: string, layer: MapLayer, at: Span): string {
    const shown = this.#relative(path);
    const id = `${kind}@${shown}`;
    if (!this.#nodes.has(id))
      this.#nodes.set(id, {
        id,
        kind,
        name: shown === '' ? '.' : shown,
        group: folderOf(this.#relative(at.file)),
        layer,
        at,
        ...count(this.#reportsOf(at.file)),
      });
    return id;
  }

  link(from: KubeObject, to: KubeObject, kind: string): void {
    if (!this.#nodes.has(this.idOf(to))) this.addObject(to);
    this.linkIds(this.idOf(from), this.idOf(to), kind);
  }

  linkMissing(from: KubeObject, kind: string, name: string, verb: string, missing: boolean): void {
    const id = `${kind}/${from.namespace?.value ?? ''}/${name}?`;
    if (!this.#nodes.has(id))
      this.#nodes.set(id, {
        id,
        kind,
        name,
        group: from.namespace?.value ?? folderOf(this.#relative(from.file)),
        layer: LAYERS[kind] ?? 'other',
        at: undefined,
        errors: 0,
        warnings: 0,
      });
    this.linkIds(this.idOf(from), id, verb, missing);
  }

  linkIds(from: string, to: string, kind: string, missing = false): void {
    this.#edges.set(`${from} ${to} ${kind}`, { from, to, kind, missing });
  }

  #relative(path: string): string {
    return path === this.#base ? '' : relativePath(this.#base, path);
  }

  #reportsOf(file: string): readonly Report[] {
    const known = this.#reports.get(file) ?? this.#analysis.reportsOf(file);
    this.#reports.set(file, known);
    return known;
  }
}

function count(reports: readonly Report[]): { errors: number; warnings: number } {
  return { errors: reports.filter(({ severity }) => severity === 'error').length, warnings: reports.filter(({ severity }) => severity === 'warning').length };
}
