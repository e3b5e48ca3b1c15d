import type { Dockerfile } from '../docker/dockerfile';
import type { ImageReference } from '../docker/image-reference';
import type { GoModule } from '../go/module';
import type { VendorList } from '../go/vendor-list';
import type { DocumentKind } from './classify';
import type { Container } from './container';
import type { BuildContext } from './docker/build-context';
import type { DockerfilePolicy } from './dockerfile-policy';
import type { SourceDocument } from './document';
import type { Image } from './image';
import type { KubernetesRange } from './kubernetes-range';
import type { Contents } from './kustomize/contents';
import type { KoPackage } from './links/ko-images';
import type { LoadedImage } from './links/loaded-images';
import type { KubeObject } from './object';
import type { Pod } from './pod';
import type { Program } from './program';
import type { Selector } from './selector';
import type { Service } from './service';
import type { Workload } from './workload';

/**
 * Everything the rules may know beyond their subject. All answers come from indexes, so that a rule costs what its
 * subject holds and not what the workspace holds. Lists are in the order
 * of file and place; one that is asked for again is the same list until something in it changes.
 */
export interface Project {
  readonly kubernetes: KubernetesRange;

  /** What the user demands of Dockerfiles. */
  readonly dockerfilePolicy: DockerfilePolicy;

  /** False where nobody will see what is a matter of practice alone (the profile `production`): it need not be worked out. */
  readonly showsPractice: boolean;

  /** All objects of a kind; `group` narrows it where two groups have the kind. */
  objects(kind: string, group?: string): readonly KubeObject[];

  /**
   * The objects of a kind with a name that `from` can mean: same namespace, or no namespace written on either side.
   * Those that lie closest to `from` come first.
   */
  find(kind: string, name: string, from: KubeObject, namespace?: string): readonly KubeObject[];

  /**
   * True where an object may exist that no file shows: it is named in the setting `external`, something in the workspace
   * makes objects of that kind at run time (an ExternalSecret, a generator, a chart), a name of that kind is a template, or
   * a kustomization takes in what is not here. `namespace` is that of the target where it is written beside the name.
   */
  mayExistElsewhere(kind: string, name: string, from: KubeObject, namespace?: string): boolean;

  /** True where what an object is deployed with is not all here: only some files are given, or a kustomization takes in what is not here. */
  isPartOfMore(from: KubeObject): boolean;

  /**
   * Whether a file exists. Undefined where nobody looked: a kind of file that is not read, a path outside the workspace
   * or hidden by an ignore file, or only some files are checked.
   */
  hasFile(path: string): boolean | undefined;

  /** The names in a folder, those of folders with a slash behind; undefined where nobody may look. */
  entriesOf(folder: string): readonly string[] | undefined;

  /** The text of a shell script of the workspace. */
  scriptAt(path: string): string | undefined;

  /** Objects that name an object of this kind and name, in whatever namespace: autoscalers, bindings, Ingresses … */
  referrers(kind: string, name: string): readonly KubeObject[];

  /** The CustomResourceDefinitions for kinds of a group; those that lie closest to `from` come first. */
  definitionsOf(group: string, from: KubeObject): readonly KindDefinition[];

  /** Workloads in the folder of an object. */
  workloadsBeside(from: KubeObject): readonly Workload[];

  /** Workloads of the kustomizations that take the file of an object. */
  workloadsDeployedWith(from: KubeObject): readonly Workload[];

  /** All words of the commands and arguments of workloads in the folder of an object, a line each. */
  argumentsBeside(from: KubeObject): string;

  /** The images of a name that workloads run, in each tag or digest. */
  imagesRun(name: string): readonly ImageReference[];

  /** Workloads anywhere whose pods take a port of the node. */
  workloadsOnNodePort(port: number): readonly Workload[];

  /** What the kustomization of a file has to change; undefined where the file is none. */
  contentsOf(kustomization: string): Contents | undefined;

  /** Whether two objects are certainly deployed to one cluster: they stand in one file, or one kustomization takes both. */
  areDeployedTogether(left: KubeObject, right: KubeObject): boolean;

  /** The objects in the namespace of `from` whose pods a selector picks; costs less than looking at the pods. */
  selectedWorkloads(selector: Selector, from: KubeObject): readonly KubeObject[];

  /** Pods in the namespace of `from` that a selector picks. */
  selectedPods(selector: Selector, from: KubeObject): readonly Pod[];

  /** Services in the pod's namespace whose selector picks the pod. */
  servicesOf(pod: Pod): readonly Service[];

  /** What a container runs, as far as the files tell. */
  chainOf(container: Container): Chain | undefined;

  /** Where a script puts an image of no registry into the nodes of a local cluster. */
  loadOf(image: string): LoadedImage | undefined;

  /** What `ko://…` names; undefined for another image, or where that may lie outside of the workspace. */
  koPackage(image: string): KoPackage | undefined;

  /** What the image of a Dockerfile runs. */
  programOf(image: Image): Program | undefined;

  /** The go.mod that a Dockerfile builds; undefined where none or several come into question. */
  moduleOf(dockerfile: Dockerfile): GoModule | undefined;

  /** The list of the modules in the folder vendor beside a go.mod; undefined where there is none. */
  vendoredBy(module: GoModule): VendorList | undefined;

  /** The object as the version that is compared with has it, usually the last commit. Undefined where that is the same or not known. */
  committed(object: KubeObject): KubeObject | undefined;

  /** The folder whose files a Dockerfile may copy, and what is known of it; undefined where it is not certain which it is. */
  contextOf(dockerfile: Dockerfile): BuildContext | undefined;

  /** Every container and the image and program behind it. */
  readonly chains: readonly Chain[];
  readonly dockerfiles: readonly Dockerfile[];

  /** The documents that were taken for something, such as `kustomization`. */
  documentsOf(kind: DocumentKind): readonly SourceDocument[];
}

/** A kind that a CustomResourceDefinition of the workspace defines. */
export interface KindDefinition {
  readonly kind: string;
  readonly object: KubeObject;
}

/** One resolved way from source to cluster. */
export interface Chain {
  readonly container: Container;
  readonly image: Image;
  /** Undefined where the image runs no Go program that the workspace holds, or several come into question. */
  readonly program: Program | undefined;
  /** The environment that image and manifest certainly set, by name. Keys that come from elsewhere are not in it. */
  readonly environment: ReadonlyMap<string, string>;
  /** Variables that are set in a way that the files do not tell: by a ConfigMap, a Secret, `envFrom` (`*`). */
  readonly unknownEnvironment: ReadonlySet<string>;
  /** What links the container's image name to the Dockerfile, in a few words. */
  readonly reason: string;
}
