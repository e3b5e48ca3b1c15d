import type { Dockerfile } from '../docker/dockerfile';
import type { GoModule } from '../go/module';
import type { GoSource } from '../go/source';
import { isBelow, sharedFolders } from '../text/path';
import type { Container } from './container';
import type { SourceDocument } from './document';
import { finalImage, type Image } from './image';
import type { KubernetesRange } from './kubernetes-range';
import { type BuildTarget, buildTargets, withoutTag } from './links/build-targets';
import { linkImage } from './links/image-links';
import { linkModule, linkProgram } from './links/program-links';
import type { KubeObject } from './object';
import type { Pod } from './pod';
import { type GoPackages, groupPackages, type Program } from './program';
import type { Chain, Project } from './project';
import { type Selector, selects } from './selector';
import { buildService, type Service } from './service';
import { buildWorkload, type Workload } from './workload';

/** The files that a project is made of, read. */
export interface ProjectFiles {
  readonly documents: readonly SourceDocument[];
  readonly dockerfiles: readonly Dockerfile[];
  readonly modules: readonly GoModule[];
  readonly sources: readonly GoSource[];
}

/** What the user states about the project. */
export interface ProjectSettings {
  readonly kubernetes: KubernetesRange;
  readonly images: ReadonlyMap<string, string>;
  /** `Kind/name` or `Kind/namespace/name` of objects that exist outside the workspace; `*` stands for any name. */
  readonly external: readonly string[];
  /** Only some files of a project were given, so what they name may well exist in the others. */
  readonly partial: boolean;
}

/** A project over files that are read: plain maps, filled on demand. */
export class ProjectIndex implements Project {
  readonly documents: readonly SourceDocument[];
  readonly dockerfiles: readonly Dockerfile[];
  readonly #modules: readonly GoModule[];
  readonly #sources: readonly GoSource[];
  readonly #settings: ProjectSettings;
  readonly #byKind = new Map<string, KubeObject[]>();
  readonly #byName = new Map<string, KubeObject[]>();
  readonly #images = new Map<Dockerfile, Image | undefined>();
  readonly #programs = new Map<Image, Program | undefined>();
  readonly #chains = new Map<Container, Chain | undefined>();
  #workloads: readonly Workload[] | undefined;
  #services: readonly Service[] | undefined;
  #targets: readonly BuildTarget[] | undefined;
  #groups: readonly GoPackages[] | undefined;

  constructor({ documents, dockerfiles, modules, sources }: ProjectFiles, settings: ProjectSettings) {
    this.documents = documents;
    this.dockerfiles = dockerfiles;
    this.#modules = modules;
    this.#sources = sources;
    this.#settings = settings;
    for (const { objects } of documents) {
      for (const object of objects) {
        push(this.#byKind, object.kind.value, object);
        if (object.name) push(this.#byName, `${object.kind.value}/${object.name.value}`, object);
      }
    }
  }

  get kubernetes(): KubernetesRange {
    return this.#settings.kubernetes;
  }

  objects(kind: string, group?: string): readonly KubeObject[] {
    const found = this.#byKind.get(kind) ?? [];
    return group === undefined ? found : found.filter((object) => object.group === group);
  }

  find(kind: string, name: string, from: KubeObject, namespace = from.namespace?.value): readonly KubeObject[] {
    const found = (this.#byName.get(`${kind}/${name}`) ?? []).filter((object) => sameNamespace(object.namespace?.value, namespace));
    return found.length < 2 ? found : found.toSorted((a, b) => sharedFolders(b.file, from.file) - sharedFolders(a.file, from.file));
  }

  mayExistElsewhere(kind: string, name: string, from: KubeObject): boolean {
    const namespace = from.namespace?.value;
    const stated = this.#settings.external.some((pattern) => {
      const [patternKind, ...rest] = pattern.split('/');
      const patternName = rest.at(-1);
      const patternNamespace = rest.length > 1 ? rest[0] : undefined;
      return patternKind === kind && (patternName === '*' || patternName === name) && (patternNamespace === undefined || patternNamespace === namespace);
    });
    return stated || this.#settings.partial || this.#isProduced(kind, name);
  }

  workloads(from: KubeObject): readonly Workload[] {
    return this.#allWorkloads().filter(({ object }) => sameNamespace(object.namespace?.value, from.namespace?.value));
  }

  selectedPods(selector: Selector, from: KubeObject): readonly Pod[] {
    return this.workloads(from)
      .filter(({ pod }) => selects(selector, pod.labels))
      .map(({ pod }) => pod);
  }

  servicesOf(pod: Pod): readonly Service[] {
    this.#services ??= this.objects('Service', '').flatMap((object) => buildService(object) ?? []);
    return this.#services.filter(
      ({ object, selector }) =>
        selector?.certain &&
        selector.matchLabels.size > 0 &&
        sameNamespace(object.namespace?.value, pod.owner.namespace?.value) &&
        selects(selector, pod.labels),
    );
  }

  get chains(): readonly Chain[] {
    return this.#allWorkloads().flatMap(({ pod }) => pod.allContainers.flatMap((container) => this.chainOf(container) ?? []));
  }

  chainOf(container: Container): Chain | undefined {
    if (!this.#chains.has(container)) this.#chains.set(container, this.#buildChain(container));
    return this.#chains.get(container);
  }

  programOf(image: Image): Program | undefined {
    if (!this.#programs.has(image)) this.#programs.set(image, linkProgram(image, this.#groupOf(image.dockerfile)));
    return this.#programs.get(image);
  }

  moduleOf(dockerfile: Dockerfile): GoModule | undefined {
    return this.#groupOf(dockerfile)?.module;
  }

  /** The image that a Dockerfile makes, built once. */
  imageOf(dockerfile: Dockerfile): Image | undefined {
    if (!this.#images.has(dockerfile)) this.#images.set(dockerfile, finalImage(dockerfile));
    return this.#images.get(dockerfile);
  }

  #groupOf(dockerfile: Dockerfile): GoPackages | undefined {
    this.#groups ??= groupPackages(this.#modules, this.#sources);
    return linkModule(dockerfile, this.#groups, this.#contextOf(dockerfile));
  }

  #contextOf(dockerfile: Dockerfile): string | undefined {
    this.#targets ??= buildTargets(this.documents);
    const contexts = new Set(this.#targets.filter((target) => target.dockerfile === dockerfile.file).map(({ context }) => context));
    return contexts.size === 1 ? [...contexts][0] : undefined;
  }

  #buildChain(container: Container): Chain | undefined {
    if (!container.image || this.dockerfiles.length === 0) return undefined;
    this.#targets ??= buildTargets(this.documents);
    const link = linkImage(container.image.value, container.pod.owner.file, {
      dockerfiles: this.dockerfiles,
      modules: this.#modules,
      targets: this.#targets,
      images: this.#settings.images,
      imagesBelow: (folder) => this.#imagesBelow(folder),
    });
    const image = link && this.imageOf(link.dockerfile);
    return image && { container, image, program: this.programOf(image), ...knownEnvironment(container, image), reason: link.reason };
  }

  #imagesBelow(folder: string): ReadonlySet<string> {
    const names = new Set<string>();
    for (const { object, pod } of this.#allWorkloads()) {
      if (!isBelow(folder, object.file)) continue;
      for (const { image } of pod.allContainers) if (image) names.add(withoutTag(image.value));
    }
    return names;
  }

  #allWorkloads(): readonly Workload[] {
    this.#workloads ??= this.documents.flatMap(({ objects }) => objects.flatMap((object) => workloadOf(object) ?? []));
    return this.#workloads;
  }

  /** Kinds that make ConfigMaps and Secrets when they run, and generators of kustomize. */
  #isProduced(kind: string, name: string): boolean {
    if (kind !== 'Secret' && kind !== 'ConfigMap') return false;
    const generator = kind === 'Secret' ? 'secretGenerator' : 'configMapGenerator';
    const generated = this.documents.some(
      ({ classification, root }) =>
        classification.kind === 'kustomization' && (root?.items(generator).some((item) => item.string('name')?.value === name) ?? false),
    );
    if (generated || kind === 'ConfigMap') return generated;
    if (this.#byName.has(`SealedSecret/${name}`)) return true;
    const external = this.objects('ExternalSecret').some(({ value, name: own }) => (value.string('spec', 'target', 'name')?.value ?? own?.value) === name);
    const certificate = this.objects('Certificate').some(({ value }) => value.string('spec', 'secretName')?.value === name);
    return external || certificate;
  }
}

const WORKLOADS = new WeakMap<KubeObject, Workload | false>();

/** The workload that an object is, built once for each object. */
export function workloadOf(object: KubeObject): Workload | undefined {
  const known = WORKLOADS.get(object);
  if (known !== undefined) return known || undefined;
  const built = buildWorkload(object);
  WORKLOADS.set(object, built ?? false);
  return built;
}

/** The manifest wins over the image; `$(VAR)` references and everything with a source are unknown. */
function knownEnvironment({ environment, environmentFrom }: Container, image: Image): Pick<Chain, 'environment' | 'unknownEnvironment'> {
  const values = new Map<string, string>();
  const unknown = new Set<string>();
  for (const [name, value] of image.environment) {
    if (value) values.set(name, value.value);
    else unknown.add(name);
  }
  if (environmentFrom.length > 0) unknown.add('*');
  for (const { name, literal, source } of environment) {
    if (!name) continue;
    values.delete(name.value);
    unknown.delete(name.value);
    if (source || literal?.value.includes('$(')) unknown.add(name.value);
    else values.set(name.value, literal?.value ?? '');
  }
  return { environment: values, unknownEnvironment: unknown };
}

/** A namespace that is not written may be any: kubectl, kustomize or Helm decide it. */
function sameNamespace(left: string | undefined, right: string | undefined): boolean {
  return left === undefined || right === undefined || left === right;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
