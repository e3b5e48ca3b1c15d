import type { Dockerfile } from '../docker/dockerfile';
import type { BuildContext } from '../model/docker/build-context';
import type { DockerfilePolicy } from '../model/dockerfile-policy';
import type { KubernetesRange } from '../model/kubernetes-range';
import type { Project } from '../model/project';
import type { Selector } from '../model/selector';
import { labelsIn, type Topic, topic } from '../model/topics';
import { folderOf } from '../text/path';
import type { Settings } from './settings';

/**
 * The project as the rules see it, noting whether one asked anything: `asked` is set back before the next. A rule that asked nothing has findings that
 * depend on its document alone: they hold as long as the document does.
 */
export class AskingProject implements Project {
  asked = false;
  /** What the rules asked about so far. What is asked without a topic can only change together with everything. */
  readonly topics = new Set<Topic>();
  readonly kubernetes: KubernetesRange;
  readonly dockerfilePolicy: DockerfilePolicy;
  /** What is kept must hold for every profile. */
  readonly showsPractice = true;
  readonly #project: Project;
  readonly #contexts = new Map<Dockerfile, BuildContext | undefined>();

  /** The settings are those of the file that is checked, so asking for them is no question. */
  constructor(project: Project, settings: Pick<Settings, 'kubernetes' | 'dockerfile'>) {
    this.kubernetes = settings.kubernetes;
    this.dockerfilePolicy = settings.dockerfile;
    this.#project = project;
  }

  objects(...question: Parameters<Project['objects']>): ReturnType<Project['objects']> {
    const [kind] = question;
    return this.#ask(topic.kind(kind)).objects(...question);
  }

  find(...question: Parameters<Project['find']>): ReturnType<Project['find']> {
    const [kind, name] = question;
    return this.#ask(topic.name(kind, name)).find(...question);
  }

  mayExistElsewhere(...question: Parameters<Project['mayExistElsewhere']>): ReturnType<Project['mayExistElsewhere']> {
    const [kind] = question;
    return this.#ask(topic.kind(kind), topic.makers).mayExistElsewhere(...question);
  }

  isPartOfMore(...question: Parameters<Project['isPartOfMore']>): ReturnType<Project['isPartOfMore']> {
    // It changes with kustomizations alone, and with them everything.
    return this.#ask().isPartOfMore(...question);
  }

  hasFile(...question: Parameters<Project['hasFile']>): ReturnType<Project['hasFile']> {
    const [path] = question;
    return this.#ask(topic.file(path)).hasFile(...question);
  }

  entriesOf(...question: Parameters<Project['entriesOf']>): ReturnType<Project['entriesOf']> {
    return this.#ask(topic.contexts).entriesOf(...question);
  }

  referrers(...question: Parameters<Project['referrers']>): ReturnType<Project['referrers']> {
    const [kind, name] = question;
    return this.#ask(topic.referrers(kind, name)).referrers(...question);
  }

  definitionsOf(...question: Parameters<Project['definitionsOf']>): ReturnType<Project['definitionsOf']> {
    const [group] = question;
    return this.#ask(topic.definitions(group)).definitionsOf(...question);
  }

  workloadsBeside(...question: Parameters<Project['workloadsBeside']>): ReturnType<Project['workloadsBeside']> {
    const [{ file }] = question;
    return this.#ask(topic.folder(folderOf(file))).workloadsBeside(...question);
  }

  workloadsDeployedWith(...question: Parameters<Project['workloadsDeployedWith']>): ReturnType<Project['workloadsDeployedWith']> {
    return this.#ask().workloadsDeployedWith(...question);
  }

  argumentsBeside(...question: Parameters<Project['argumentsBeside']>): ReturnType<Project['argumentsBeside']> {
    const [{ file }] = question;
    return this.#ask(topic.words(folderOf(file))).argumentsBeside(...question);
  }

  imagesRun(...question: Parameters<Project['imagesRun']>): ReturnType<Project['imagesRun']> {
    const [name] = question;
    return this.#ask(topic.image(name)).imagesRun(...question);
  }

  workloadsOnNodePort(...question: Parameters<Project['workloadsOnNodePort']>): ReturnType<Project['workloadsOnNodePort']> {
    const [port] = question;
    return this.#ask(topic.nodePort(port)).workloadsOnNodePort(...question);
  }

  areDeployedTogether(...question: Parameters<Project['areDeployedTogether']>): ReturnType<Project['areDeployedTogether']> {
    return this.#ask().areDeployedTogether(...question);
  }

  contentsOf(...question: Parameters<Project['contentsOf']>): ReturnType<Project['contentsOf']> {
    return this.#ask().contentsOf(...question);
  }

  documentsOf(...question: Parameters<Project['documentsOf']>): ReturnType<Project['documentsOf']> {
    const [kind] = question;
    return this.#ask(topic.classification(kind)).documentsOf(...question);
  }

  selectedWorkloads(...question: Parameters<Project['selectedWorkloads']>): ReturnType<Project['selectedWorkloads']> {
    const [selector] = question;
    return this.#ask(...podTopics(selector)).selectedWorkloads(...question);
  }

  selectedPods(...question: Parameters<Project['selectedPods']>): ReturnType<Project['selectedPods']> {
    const [selector] = question;
    return this.#ask(...podTopics(selector)).selectedPods(...question);
  }

  servicesOf(...question: Parameters<Project['servicesOf']>): ReturnType<Project['servicesOf']> {
    const [pod] = question;
    return this.#ask(...labelsIn(pod.labels).map(topic.services)).servicesOf(...question);
  }

  chainOf(...question: Parameters<Project['chainOf']>): ReturnType<Project['chainOf']> {
    return this.#ask(topic.contexts).chainOf(...question);
  }

  koPackage(...question: Parameters<Project['koPackage']>): ReturnType<Project['koPackage']> {
    return this.#ask().koPackage(...question);
  }

  loadOf(...question: Parameters<Project['loadOf']>): ReturnType<Project['loadOf']> {
    return this.#ask().loadOf(...question);
  }

  programOf(...question: Parameters<Project['programOf']>): ReturnType<Project['programOf']> {
    return this.#ask(topic.contexts).programOf(...question);
  }

  moduleOf(...question: Parameters<Project['moduleOf']>): ReturnType<Project['moduleOf']> {
    return this.#ask(topic.contexts).moduleOf(...question);
  }

  vendoredBy(...question: Parameters<Project['vendoredBy']>): ReturnType<Project['vendoredBy']> {
    return this.#ask(topic.contexts).vendoredBy(...question);
  }

  committed(...question: Parameters<Project['committed']>): ReturnType<Project['committed']> {
    return this.#ask().committed(...question);
  }

  scriptAt(...question: Parameters<Project['scriptAt']>): ReturnType<Project['scriptAt']> {
    return this.#ask().scriptAt(...question);
  }

  contextOf(...question: Parameters<Project['contextOf']>): ReturnType<Project['contextOf']> {
    const [dockerfile] = question;
    const project = this.#ask(topic.contexts);
    // Every COPY asks, and the answer takes all of them.
    if (!this.#contexts.has(dockerfile)) this.#contexts.set(dockerfile, project.contextOf(dockerfile));
    return this.#contexts.get(dockerfile);
  }

  get chains() {
    return this.#ask(topic.contexts).chains;
  }

  get dockerfiles() {
    return this.#ask(topic.contexts).dockerfiles;
  }

  #ask(...topics: readonly Topic[]): Project {
    this.asked = true;
    for (const one of topics) this.topics.add(one);
    return this.#project;
  }
}

/** What a selector picks has its first label; one without labels, or one that an overlay adds, may pick any. */
function podTopics({ matchLabels }: Selector): Topic[] {
  const [first] = labelsIn(matchLabels);
  return [topic.pods(first ?? '')];
}
