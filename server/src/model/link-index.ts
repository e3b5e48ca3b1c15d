import type { Dockerfile } from '../docker/dockerfile';
import { parseImageReference } from '../docker/image-reference';
import type { GoModule } from '../go/module';
import type { GoSource } from '../go/source';
import { baseName, isBelow } from '../text/path';
import type { Located } from '../text/span';
import type { Value } from '../yaml/value';
import type { Container } from './container';
import type { SourceDocument } from './document';
import type { ObjectFacts } from './facts';
import { buildImage, type Image } from './image';
import { type BuildScript, type BuildTarget, buildTargets, scriptTargets, withoutTag } from './links/build-targets';
import { type ImageLink, imageCandidates, imageChoices, isPublic, type LinkSources, linkImage } from './links/image-links';
import { choosesKoBase, isKoImage, type KoPackage, koImage, koPackage } from './links/ko-images';
import type { LoadedImage } from './links/loaded-images';
import { keyOf as keyOfManner, type Manner, PLAIN, stageFor, stageNamed, withArguments } from './links/manner';
import { linkModule, linkProgram } from './links/program-links';
import { withMadeCommands } from './made-builds';
import type { KubeObject } from './object';
import { type GoPackages, groupPackages, type Program } from './program';
import type { Chain } from './project';
import { workloadOf } from './workload';

/** What links are made from, as the index sees it at one moment. */
export interface LinkedFiles {
  readonly dockerfiles: readonly Dockerfile[];
  readonly modules: readonly GoModule[];
  readonly sources: readonly GoSource[];
  /** Documents that may state how images are built. */
  readonly documents: readonly SourceDocument[];
  /** Pipelines and other configuration, which may hold commands that build. */
  readonly pipelines: readonly SourceDocument[];
  readonly scripts: readonly BuildScript[];
  /** The names that kustomizations give images: old and new. */
  readonly renames: () => readonly (readonly [string, string])[];
  /** As they are when it is asked: an edit that changes no image leaves the links alone. */
  readonly workloads: () => readonly ObjectFacts[];
  /** The data of the ConfigMap that an object means; undefined where several can be meant, or something may change it. */
  readonly dataOf: (name: string, from: KubeObject) => ReadonlyMap<string, string> | undefined;
  /** The setting `images`. */
  readonly images: ReadonlyMap<string, string>;
}

/**
 * The links between images, Dockerfiles and programs. Made anew when something that they rest on changes; everything in
 * it is found when it is first asked for.
 */
export class LinkIndex {
  readonly #files: LinkedFiles;
  readonly #images = new Map<Dockerfile, Map<string, Image | undefined>>();
  readonly #programs = new Map<Image, Program | undefined>();
  readonly #koPackages = new WeakMap<Dockerfile, KoPackage>();
  readonly #koNames = new Map<string, KoPackage | undefined>();
  /** Something sets in the environment what ko builds on. */
  #choosesBase: boolean | undefined;
  #chains = new WeakMap<Container, { readonly chain: Chain | undefined }>();
  readonly #imagesBelow = new Map<string, ReadonlySet<string>>();
  readonly #links = new Map<string, ImageLink | undefined>();
  #targets: readonly BuildTarget[] | undefined;
  #renames: readonly (readonly [string, string])[] | undefined;
  #groups: readonly GoPackages[] | undefined;
  readonly #groupsOf = new WeakMap<Dockerfile, GoPackages | undefined>();

  constructor(files: LinkedFiles) {
    this.#files = files;
  }

  /** What ConfigMaps say may be different now. False where there are no chains that it could matter to. */
  forgetEnvironments(): boolean {
    this.#chains = new WeakMap();
    const { dockerfiles, workloads } = this.#files;
    return dockerfiles.length > 0 || workloads().some(({ images }) => images.some(isKoImage));
  }

  chainOf(container: Container): Chain | undefined {
    const known = this.#chains.get(container);
    if (known) return known.chain;
    const chain = this.#buildChain(container);
    this.#chains.set(container, { chain });
    return chain;
  }

  /** The Dockerfile that an image name in a file means. */
  linkOf(image: string, file: string): ImageLink | undefined {
    if (this.#files.dockerfiles.length === 0) return undefined;
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    const key = `${folder}\0${withoutTag(image)}`;
    if (!this.#links.has(key)) this.#links.set(key, this.#link(image, file));
    return this.#links.get(key);
  }

  programOf(image: Image): Program | undefined {
    const ko = this.#koPackages.get(image.dockerfile);
    if (ko) return ko.program;
    if (!this.#programs.has(image)) this.#programs.set(image, linkProgram(image, this.#groupOf(image.dockerfile)));
    return this.#programs.get(image);
  }

  moduleOf(dockerfile: Dockerfile): GoModule | undefined {
    return this.#koPackages.get(dockerfile)?.group?.module ?? this.#groupOf(dockerfile)?.module;
  }

  /** What `ko://…` names; undefined for another image, or where that may lie outside of the workspace. */
  koPackage(image: string): KoPackage | undefined {
    if (!isKoImage(image)) return undefined;
    if (!this.#koNames.has(image)) this.#koNames.set(image, koPackage(image, this.#packages()));
    return this.#koNames.get(image);
  }

  /** The containers whose image ko makes of the program of a file. */
  koContainers(file: string): readonly Container[] {
    const workloads = this.#files.workloads().filter(({ images }) => images.some((image) => this.koPackage(image)?.program?.main.file === file));
    const containers = workloads.flatMap(({ object }) => workloadOf(object)?.pod.allContainers ?? []);
    return containers.filter(({ image }) => image && this.koPackage(image.value)?.program?.main.file === file);
  }

  /** The image that a Dockerfile makes, by itself or in the manner that something states. */
  imageOf(dockerfile: Dockerfile, manner: Manner = PLAIN): Image | undefined {
    const known = this.#images.get(dockerfile) ?? new Map<string, Image | undefined>();
    this.#images.set(dockerfile, known);
    const key = keyOfManner(manner);
    if (!known.has(key)) {
      const scriptAt = (path: string) => this.#files.scripts.find(({ file }) => file === path)?.text;
      const made = withMadeCommands(withArguments(dockerfile, manner.arguments), scriptAt, this.#contextOf(dockerfile));
      const stage = stageFor(made, manner.target);
      known.set(key, stage && buildImage(made, stage));
    }
    return known.get(key);
  }

  /** The image that a name in a manifest is linked to. */
  imageOfLink({ dockerfile, manner }: ImageLink, name: string): Image | undefined {
    const target = manner.target ?? stageNamed(dockerfile, baseName(withoutTag(name)));
    return this.imageOf(dockerfile, target === undefined ? manner : { ...manner, target });
  }

  /** Files with workloads whose images come from one of the Dockerfiles. */
  filesRunning(dockerfiles: ReadonlySet<Dockerfile>): ReadonlySet<string> {
    const files = new Set<string>();
    for (const { object, images } of this.#files.workloads()) {
      if (images.some((image) => dockerfiles.has(this.linkOf(image, object.file)?.dockerfile as Dockerfile))) files.add(object.file);
    }
    return files;
  }

  #link(image: string, file: string): ImageLink | undefined {
    return linkImage(image, file, this.#sources());
  }

  #sources(): LinkSources {
    const { dockerfiles, modules, images } = this.#files;
    return { dockerfiles, modules, targets: this.targets, images, imagesBelow: (folder) => this.#below(folder), aliases: (name) => this.#aliases(name) };
  }

  #aliases(name: string): string[] {
    this.#renames ??= this.#files.renames();
    return [...new Set(this.#renames.flatMap(([from, to]) => (from === name ? [to] : to === name ? [from] : [])))];
  }

  /** The Dockerfiles to choose from for an image that nothing links for certain, the likeliest first. */
  candidatesFor(image: string, file: string): readonly Dockerfile[] {
    return imageCandidates(image, file, this.#sources());
  }

  /** The Dockerfiles that an image may equally well be built from, where that keeps it from being linked. */
  choicesFor(image: string, file: string): readonly Dockerfile[] {
    return imageChoices(image, file, this.#sources());
  }

  /** Where a script puts an image into the nodes of a local cluster; undefined where it may also come from a registry. */
  loadOf(image: string): LoadedImage | undefined {
    const name = parseImageReference(image);
    // Nobody but Docker pushes to the names without a slash. What is built from a public one is not looked at.
    if (!name || name.digest !== undefined || isPublic(image) || /\//.test(image.replace(/^localhost\//, ''))) return undefined;
    if (this.targets.some((target) => target.source === 'skaffold') || this.#files.renames().some(([from]) => from === withoutTag(image))) return undefined;
    const isSame = (loaded: string) => {
      const one = parseImageReference(loaded);
      return one?.name === name.name && (one.tag ?? 'latest') === (name.tag ?? 'latest');
    };
    return this.#files.scripts.flatMap(({ loaded }) => loaded).find(({ value }) => isSame(value));
  }

  /** What other files state about how images are built. */
  get targets(): readonly BuildTarget[] {
    if (this.#targets) return this.#targets;
    const { documents, scripts, pipelines, dockerfiles } = this.#files;
    const existing = new Set(dockerfiles.map(({ file }) => file));
    this.#targets = existing.size === 0 ? [] : [...buildTargets(documents), ...scriptTargets(scripts, pipelines, (file) => existing.has(file))];
    return this.#targets;
  }

  #groupOf(dockerfile: Dockerfile): GoPackages | undefined {
    // Rules ask for each of the builds, and the answer takes all of them.
    if (!this.#groupsOf.has(dockerfile)) this.#groupsOf.set(dockerfile, linkModule(dockerfile, this.#packages(), this.#contextOf(dockerfile)));
    return this.#groupsOf.get(dockerfile);
  }

  #packages(): readonly GoPackages[] {
    this.#groups ??= groupPackages(this.#files.modules, this.#files.sources);
    return this.#groups;
  }

  /** The folders that other files state as the context of a Dockerfile. */
  contextsOf(dockerfile: Dockerfile): readonly string[] {
    return [...new Set(this.targets.flatMap((target) => (target.dockerfile === dockerfile.file ? (target.context ?? []) : [])))];
  }

  #contextOf(dockerfile: Dockerfile): string | undefined {
    const [context, ...others] = this.contextsOf(dockerfile);
    return others.length === 0 ? context : undefined;
  }

  #buildChain(container: Container): Chain | undefined {
    if (!container.image) return undefined;
    if (isKoImage(container.image.value)) return this.#koChain(container, container.image);
    const link = this.linkOf(container.image.value, container.pod.owner.file);
    const image = link && this.imageOfLink(link, container.image.value);
    return image && { container, image, program: this.programOf(image), ...knownEnvironment(container, image, this.#files.dataOf), reason: link.reason };
  }

  #koChain(container: Container, name: Located<string>): Chain | undefined {
    const found = this.koPackage(name.value);
    const { scripts, pipelines, dataOf } = this.#files;
    this.#choosesBase ??= [...scripts.map(({ text }) => text), ...pipelines.map(({ source }) => source.text)].some(choosesKoBase);
    const image = found?.program && koImage(name, found, pipelines, this.#choosesBase);
    if (!found || !image) return undefined;
    this.#koPackages.set(image.dockerfile, found);
    return { container, image, program: found.program, ...knownEnvironment(container, image, dataOf), reason: 'ko' };
  }

  #below(folder: string): ReadonlySet<string> {
    const known = this.#imagesBelow.get(folder);
    if (known) return known;
    const names = new Set<string>();
    for (const { object, images } of this.#files.workloads()) if (isBelow(folder, object.file)) for (const image of images) names.add(withoutTag(image));
    this.#imagesBelow.set(folder, names);
    return names;
  }
}

/**
 * The manifest wins over the image, and `env` over `envFrom`. What a ConfigMap says is known where just one can be meant;
 * `$(VAR)` references and everything with another source are unknown.
 */
function knownEnvironment(
  { environment, environmentFrom, pod }: Container,
  image: Image,
  dataOf: LinkedFiles['dataOf'],
): Pick<Chain, 'environment' | 'unknownEnvironment'> {
  const values = new Map<string, string>();
  const unknown = new Set<string>();
  for (const [name, value] of image.environment) {
    if (value) values.set(name, value.value);
    else unknown.add(name);
  }
  for (const { kind, name, prefix } of environmentFrom) {
    const data = kind === 'ConfigMap' && name ? dataOf(name.value, pod.owner) : undefined;
    if (!data) unknown.add('*');
    for (const [key, value] of data ?? []) {
      values.set(prefix + key, value);
      unknown.delete(prefix + key);
    }
  }
  for (const { name, literal, source } of environment) {
    if (!name) continue;
    values.delete(name.value);
    unknown.delete(name.value);
    const given = source?.kind === 'configMapKeyRef' ? keyOf(source.value, pod.owner, dataOf) : undefined;
    if (given !== undefined) values.set(name.value, given);
    else if (source || literal?.value.includes('$(')) unknown.add(name.value);
    else values.set(name.value, literal?.value ?? '');
  }
  return { environment: values, unknownEnvironment: unknown };
}

function keyOf(reference: Value, from: KubeObject, dataOf: LinkedFiles['dataOf']): string | undefined {
  const name = reference.string('name')?.value;
  const key = reference.string('key')?.value;
  return name === undefined || key === undefined ? undefined : dataOf(name, from)?.get(key);
}
