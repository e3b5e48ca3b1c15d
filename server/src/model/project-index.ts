import type { Dockerfile } from '../docker/dockerfile';
import { type ImageReference, parseImageReference } from '../docker/image-reference';
import type { GoModule } from '../go/module';
import type { VendorList } from '../go/vendor-list';
import { folderOf, resolvePath } from '../text/path';
import type { Span } from '../text/span';
import type { DocumentKind } from './classify';
import { CommittedIndex } from './committed-index';
import type { Container } from './container';
import { type BuildContext, findContext } from './docker/build-context';
import { NO_POLICY } from './dockerfile-policy';
import type { SourceDocument } from './document';
import { imagesIn, type ObjectFacts, wordsIn } from './facts';
import { areMoved, type FileFacts } from './file-facts';
import type { Image } from './image';
import type { KubernetesRange } from './kubernetes-range';
import type { Contents } from './kustomize/contents';
import { KustomizeIndex } from './kustomize/kustomize-index';
import { LinkIndex } from './link-index';
import type { KoPackage } from './links/ko-images';
import type { LoadedImage } from './links/loaded-images';
import { BUILD_KINDS, holdsData, statesBuilds } from './links/stated';
import { isProduced } from './made-at-run-time';
import type { KubeObject, Labels } from './object';
import { ObjectIndex, sameNamespace } from './object-index';
import type { Pod } from './pod';
import type { Program } from './program';
import type { Chain, KindDefinition, Project } from './project';
import { noAnswers } from './recent-answers';
import { RelabelledWorkloads } from './relabelled';
import { remember } from './remember';
import type { Selector } from './selector';
import { type Service, serviceOf } from './service';
import { isTemplated } from './templated';
import { type Topic, topic, topicsOfChange } from './topics';
import { type Workload, workloadOf } from './workload';

/** What lies on the disk beside the files that are read. */
export interface Surface {
  /** Whether a file exists; undefined where nobody looked. */
  has(path: string): boolean | undefined;
  /** The names in a folder, those of folders with a slash behind; undefined where nobody may look. */
  entriesOf(folder: string): readonly string[] | undefined;
  /** True for a path that may well exist although it is not listed. */
  mayHide(path: string): boolean;
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

/** The project over files that come, change and go. Each change costs what the file holds. */
export class ProjectIndex implements Project {
  readonly dockerfilePolicy = NO_POLICY;
  readonly showsPractice = true;
  readonly #files = new Map<string, FileFacts>();
  readonly #objects = new ObjectIndex();
  readonly #committed = new CommittedIndex();
  readonly #surface: Surface;
  #settings: ProjectSettings;
  #links: LinkIndex | undefined;
  #dockerfileCount = 0;
  #kustomizationCount = 0;
  #documents: readonly SourceDocument[] | undefined;
  #kustomize: KustomizeIndex | undefined;
  /** What several rules ask one after the other, until anything changes. */
  #answers = noAnswers();
  readonly #byClassification = new Map<DocumentKind, readonly SourceDocument[]>();

  constructor(settings: ProjectSettings, surface: Surface) {
    this.#surface = surface;
    this.#settings = settings;
  }

  configure(settings: ProjectSettings): void {
    this.#settings = settings;
    this.#links = undefined;
  }

  /**
   * Puts a file in place of what it was before; undefined takes it away. Gives what the change is about; undefined where
   * that may be anything.
   */
  replace(file: string, facts: FileFacts | undefined): ReadonlySet<Topic> | undefined {
    const before = this.#files.get(file);
    const kept = new Set(facts?.documents);
    const known = new Set(before?.documents);
    const gone = (before?.documents ?? []).filter((document) => !kept.has(document));
    const come = (facts?.documents ?? []).filter((document) => !known.has(document));
    const changed = [...gone, ...come];
    const goneFacts = this.#factsOf(gone);
    for (const document of gone) for (const object of document.objects) this.#objects.remove(object);
    for (const document of come) for (const object of document.objects) this.#objects.add(object);
    const comeFacts = this.#factsOf(come);
    if (facts) this.#files.set(file, facts);
    else this.#files.delete(file);
    if (before?.dockerfile) this.#dockerfileCount--;
    if (facts?.dockerfile) this.#dockerfileCount++;
    this.#documents = undefined;
    this.#answers = noAnswers();
    for (const { classification } of changed) this.#byClassification.delete(classification.kind);
    const isKustomization = changed.some(holdsKustomization);
    this.#kustomizationCount += come.filter(holdsKustomization).length - gone.filter(holdsKustomization).length;
    if (isKustomization) this.#kustomize = undefined;
    else this.#kustomize?.changed(file);
    const movesFiles = areMoved(before, facts);
    const movesLinks = movesFiles || isKustomization || statesBuilds(changed) || (this.#dockerfileCount > 0 && imagesIn(goneFacts) !== imagesIn(comeFacts));
    const isSameSet = before !== undefined && facts !== undefined;
    // Kustomizations may name files that do not exist yet.
    const isInTree = isKustomization || (isSameSet ? this.kustomize.endsOf(file).length > 0 : this.#kustomizationCount > 0);
    // Whether a ConfigMap is the only one of its name is known where the trees are that it lies in.
    const movesData = !movesLinks && (isInTree || holdsData(changed)) && this.#links?.forgetEnvironments();
    if (movesLinks) this.#links = undefined;
    if (movesFiles || before?.ignore !== facts?.ignore || isInTree || statesBuilds(changed)) return undefined;
    const topics = topicsOfChange(file, goneFacts, comeFacts);
    for (const { classification } of changed) topics.add(topic.classification(classification.kind));
    if (movesLinks || movesData) topics.add(topic.links);
    if (!isSameSet) topics.add(topic.file(file)).add(topic.contexts);
    return topics;
  }

  /** Says which objects the commit that is compared with has in a file; undefined where it does not have the file. */
  setCommitted(file: string, objects: (() => readonly KubeObject[]) | undefined): void {
    this.#committed.set(file, objects);
  }

  committed(object: KubeObject): KubeObject | undefined {
    return this.#committed.find(object);
  }

  get kubernetes(): KubernetesRange {
    return this.#settings.kubernetes;
  }

  get documents(): readonly SourceDocument[] {
    this.#documents ??= this.#sortedFiles().flatMap(({ documents }) => documents);
    return this.#documents;
  }

  get dockerfiles(): readonly Dockerfile[] {
    return this.#sortedFiles().flatMap(({ dockerfile }) => dockerfile ?? []);
  }

  objects(kind: string, group?: string): readonly KubeObject[] {
    return this.#objects.ofKind(kind, group);
  }

  find(kind: string, name: string, from: KubeObject, namespace = from.namespace?.value): readonly KubeObject[] {
    return this.#named(kind, name, from.file).filter((object) => sameNamespace(object.namespace?.value, namespace));
  }

  #named(kind: string, name: string, file: string): readonly KubeObject[] {
    const last = this.#answers.named.get(kind);
    if (last?.name === name && last.file === file) return last.found;
    const found = this.#objects.named(kind, name, file);
    this.#answers.named.set(kind, { name, file, found });
    return found;
  }

  /** Objects of a kind and name in any namespace, those close to a file first. */
  named(kind: string, name: string, from: string): readonly KubeObject[] {
    return this.#objects.named(kind, name, from);
  }

  referrers(kind: string, name: string): readonly KubeObject[] {
    return this.#objects.referrers(kind, name);
  }

  /** Workloads of a namespace whose pods carry a label. */
  workloadsWith(key: string, value: string, namespace: string | undefined): readonly KubeObject[] {
    return this.#objects.labelled(key, value, namespace).map(({ object }) => object);
  }

  /** The labels of every workload's pods in a namespace. */
  podLabels(namespace: string | undefined): readonly Labels[] {
    return this.#objects.workloads(namespace).flatMap(({ podLabels }) => podLabels ?? []);
  }

  mayExistElsewhere(kind: string, name: string, from: KubeObject, namespace: string | undefined = from.namespace?.value): boolean {
    const stated = this.#settings.external.some((pattern) => {
      const [patternKind, ...rest] = pattern.split('/');
      const patternName = rest.at(-1);
      const patternNamespace = rest.length > 1 ? rest[0] : undefined;
      return patternKind === kind && (patternName === '*' || patternName === name) && (patternNamespace === undefined || patternNamespace === namespace);
    });
    const isKnown = (inner: string) => this.#objects.named(kind, inner, from.file).length > 0;
    if (stated || this.isPartOfMore(from) || this.#objects.hasUnnamed(kind)) return true;
    return isProduced(kind, name, this.kustomize.all, (maker) => this.objects(maker)) || this.kustomize.mayBeNamed(name, isKnown);
  }

  isPartOfMore({ file }: KubeObject): boolean {
    return this.#settings.partial || this.kustomize.mayBringMore(file);
  }

  scriptAt(path: string): string | undefined {
    return this.#files.get(path)?.script?.text;
  }

  hasFile(path: string): boolean | undefined {
    return this.#surface.has(path);
  }

  entriesOf(folder: string): readonly string[] | undefined {
    return this.#surface.entriesOf(folder);
  }

  definitionsOf(group: string, { file }: KubeObject): readonly KindDefinition[] {
    return this.#objects.definitions(group, file).map(({ object, defines }) => ({ object, kind: defines?.kind ?? '' }));
  }

  workloadsBeside(from: KubeObject): readonly Workload[] {
    const folder = folderOf(from.file);
    // Several rules ask for one folder, file after file. What an older answer holds of trees is let go.
    if (this.#answers.beside?.folder !== folder) this.#answers.beside = { folder, workloads: toWorkloads(this.#objects.inFolder(folder)) };
    return this.#answers.beside.workloads;
  }

  workloadsDeployedWith({ file }: KubeObject): readonly Workload[] {
    const objects = [...this.kustomize.filesBeside(file)].flatMap((other) => this.#files.get(other)?.documents.flatMap((document) => document.objects) ?? []);
    return objects.flatMap((object) => workloadOf(object) ?? []);
  }

  argumentsBeside({ file }: KubeObject): string {
    return wordsIn(this.#objects.inFolder(folderOf(file)));
  }

  imagesRun(name: string): readonly ImageReference[] {
    return imagesOf(this.#objects.running(name)).filter((image) => image.name === name);
  }

  workloadsOnNodePort(port: number): readonly Workload[] {
    return toWorkloads(this.#objects.onNodePort(port));
  }

  contentsOf(kustomization: string): Contents | undefined {
    return this.kustomize.contentsOf(kustomization);
  }

  areDeployedTogether(left: KubeObject, right: KubeObject): boolean {
    if (left.file === right.file) return true;
    const ends = this.kustomize.endsOf(right.file);
    return this.kustomize.endsOf(left.file).some((end) => ends.includes(end));
  }

  documentsOf(kind: DocumentKind): readonly SourceDocument[] {
    const known = this.#byClassification.get(kind);
    if (known) return known;
    const found = this.documents.filter(({ classification }) => classification.kind === kind);
    this.#byClassification.set(kind, found);
    return found;
  }

  selectedWorkloads(selector: Selector, from: KubeObject): readonly KubeObject[] {
    return this.#selected(selector, from).map(({ object }) => object);
  }

  selectedPods(selector: Selector, from: KubeObject): readonly Pod[] {
    const byNamespace = this.#answers.pods.get(selector.value.node) ?? new Map<string | undefined, readonly Pod[]>();
    this.#answers.pods.set(selector.value.node, byNamespace);
    const known = byNamespace.get(from.namespace?.value);
    if (known) return known;
    const found = this.selectedWorkloads(selector, from).flatMap((object) => workloadOf(object)?.pod ?? []);
    byNamespace.set(from.namespace?.value, found);
    return found;
  }

  servicesOf(pod: Pod): readonly Service[] {
    const known = this.#answers.services.get(pod);
    if (known) return known;
    const found = this.#objects.selecting(pod.labels, pod.owner.namespace?.value).flatMap(({ object }) => serviceOf(object) ?? []);
    this.#answers.services.set(pod, found);
    return found;
  }

  chainOf(container: Container): Chain | undefined {
    return this.links.chainOf(container);
  }

  koPackage(image: string): KoPackage | undefined {
    return this.links.koPackage(image);
  }

  loadOf(image: string): LoadedImage | undefined {
    return this.links.loadOf(image);
  }

  programOf(image: Image): Program | undefined {
    return this.links.programOf(image);
  }

  moduleOf(dockerfile: Dockerfile): GoModule | undefined {
    return this.links.moduleOf(dockerfile);
  }

  vendoredBy({ file }: GoModule): VendorList | undefined {
    return this.#files.get(resolvePath(folderOf(file), 'vendor/modules.txt'))?.vendored;
  }

  contextOf(dockerfile: Dockerfile): BuildContext | undefined {
    const { entriesOf, mayHide } = this.#surface;
    return findContext(dockerfile, this.links.contextsOf(dockerfile), { entriesOf, mayHide, ignoreAt: (file) => this.#files.get(file)?.ignore });
  }

  imageOf(dockerfile: Dockerfile): Image | undefined {
    return this.links.imageOf(dockerfile);
  }

  get chains(): readonly Chain[] {
    return this.#objects
      .workloads(undefined)
      .flatMap(({ object }) => workloadOf(object)?.pod.allContainers.flatMap((container) => this.chainOf(container) ?? []) ?? []);
  }

  /** The containers of an object's pods. */
  containersOf(object: KubeObject): readonly Container[] {
    return workloadOf(object)?.pod.allContainers ?? [];
  }

  /** The containers whose image a Dockerfile makes. */
  containersRunning(dockerfile: Dockerfile): readonly Container[] {
    const isIts = (image: string, file: string) => this.links.linkOf(image, file)?.dockerfile === dockerfile;
    return this.#objects
      .workloads(undefined)
      .filter(({ object, images }) => images.some((image) => isIts(image, object.file)))
      .flatMap(({ object }) => this.containersOf(object).filter(({ image }) => image && isIts(image.value, object.file)));
  }

  /** The `main` of a Go file that is a program's. */
  mainOf(file: string): Span | undefined {
    return this.#files.get(file)?.source?.hasMain;
  }

  get kustomize(): KustomizeIndex {
    this.#kustomize ??= new KustomizeIndex(this.documentsOf('kustomization'), (file) => this.#files.get(file)?.documents ?? []);
    return this.#kustomize;
  }

  get links(): LinkIndex {
    this.#links ??= new LinkIndex({
      dockerfiles: this.dockerfiles,
      modules: this.#sortedFiles().flatMap(({ module }) => module ?? []),
      sources: this.#sortedFiles().flatMap(({ source }) => source ?? []),
      documents: [...BUILD_KINDS].flatMap((kind) => this.documentsOf(kind)),
      pipelines: this.documentsOf('configuration'),
      scripts: this.#sortedFiles().flatMap(({ script }) => script ?? []),
      renames: () => this.kustomize.all.flatMap(({ images }) => images.flatMap(({ name, newName }) => (newName ? [[name, newName.value] as const] : []))),
      workloads: () => this.#objects.workloads(undefined),
      dataOf: (name, from) => this.#dataOf(name, from),
      images: this.#settings.images,
    });
    return this.#links;
  }

  /** The data of the ConfigMap that an object means; undefined where several can be meant, or something may change it. */
  #dataOf(name: string, from: KubeObject): ReadonlyMap<string, string> | undefined {
    const [only, ...others] = this.find('ConfigMap', name, from);
    // Overlays change data in ways of their own.
    if (!only || others.length > 0 || this.kustomize.endsOf(only.file).length > 0 || this.mayExistElsewhere('ConfigMap', name, from)) return undefined;
    const fields = only.value.fields('data').map(({ name: key, value }) => [key, value.string()?.value] as const);
    return fields.some(([, value]) => value === undefined || isTemplated(value)) ? undefined : new Map(fields as (readonly [string, string])[]);
  }

  #selected(selector: Selector, from: KubeObject): readonly ObjectFacts[] {
    const found = this.#objects.selected(selector, from.namespace?.value);
    return found.length > 0 || this.kustomize.isEmpty ? found : this.#selectedWithLabels(selector, from);
  }

  #selectedWithLabels(selector: Selector, from: KubeObject): readonly ObjectFacts[] {
    this.#answers.relabelled ??= new RelabelledWorkloads(this.#objects.workloads(undefined), (file) => this.kustomize.labelsOf(file));
    return this.#answers.relabelled.selected(selector).filter(({ object }) => sameNamespace(object.namespace?.value, from.namespace?.value));
  }

  #sortedFiles(): FileFacts[] {
    return [...this.#files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, facts]) => facts);
  }

  #factsOf(documents: readonly SourceDocument[]): readonly ObjectFacts[] {
    return documents.flatMap(({ objects }) => objects.flatMap((object) => this.#objects.factsOf(object) ?? []));
  }
}

function holdsKustomization({ classification }: SourceDocument): boolean {
  return classification.kind === 'kustomization';
}

const imagesOf = remember((facts: readonly ObjectFacts[]) =>
  [...new Set(facts.flatMap(({ images }) => images))].flatMap((image) => parseImageReference(image) ?? []),
);

function toWorkloads(facts: readonly ObjectFacts[]): Workload[] {
  return facts.flatMap(({ object }) => workloadOf(object) ?? []);
}
