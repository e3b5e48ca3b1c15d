import type { KubernetesRange } from '../model/kubernetes-range';
import type { Project } from '../model/project';

/**
 * The project as the rules see it, noting whether one asked anything: `asked` is set back before the next. A rule that asked nothing has findings that
 * depend on its document alone: they hold as long as the document does.
 */
export class AskingProject implements Project {
  asked = false;
  readonly #project: Project;

  /** `kubernetes` is the range of the file that is checked: a setting, so asking for it is no question. */
  constructor(
    project: Project,
    readonly kubernetes: KubernetesRange,
  ) {
    this.#project = project;
  }

  objects(...question: Parameters<Project['objects']>): ReturnType<Project['objects']> {
    return this.#ask().objects(...question);
  }

  find(...question: Parameters<Project['find']>): ReturnType<Project['find']> {
    return this.#ask().find(...question);
  }

  mayExistElsewhere(...question: Parameters<Project['mayExistElsewhere']>): ReturnType<Project['mayExistElsewhere']> {
    return this.#ask().mayExistElsewhere(...question);
  }

  hasFile(...question: Parameters<Project['hasFile']>): ReturnType<Project['hasFile']> {
    return this.#ask().hasFile(...question);
  }

  referrers(...question: Parameters<Project['referrers']>): ReturnType<Project['referrers']> {
    return this.#ask().referrers(...question);
  }

  definitionsOf(...question: Parameters<Project['definitionsOf']>): ReturnType<Project['definitionsOf']> {
    return this.#ask().definitionsOf(...question);
  }

  workloadsBeside(...question: Parameters<Project['workloadsBeside']>): ReturnType<Project['workloadsBeside']> {
    return this.#ask().workloadsBeside(...question);
  }

  imagesRun(...question: Parameters<Project['imagesRun']>): ReturnType<Project['imagesRun']> {
    return this.#ask().imagesRun(...question);
  }

  workloadsOnNodePort(...question: Parameters<Project['workloadsOnNodePort']>): ReturnType<Project['workloadsOnNodePort']> {
    return this.#ask().workloadsOnNodePort(...question);
  }

  areDeployedTogether(...question: Parameters<Project['areDeployedTogether']>): ReturnType<Project['areDeployedTogether']> {
    return this.#ask().areDeployedTogether(...question);
  }

  contentsOf(...question: Parameters<Project['contentsOf']>): ReturnType<Project['contentsOf']> {
    return this.#ask().contentsOf(...question);
  }

  documentsOf(...question: Parameters<Project['documentsOf']>): ReturnType<Project['documentsOf']> {
    return this.#ask().documentsOf(...question);
  }

  selectsPods(...question: Parameters<Project['selectsPods']>): ReturnType<Project['selectsPods']> {
    return this.#ask().selectsPods(...question);
  }

  selectedPods(...question: Parameters<Project['selectedPods']>): ReturnType<Project['selectedPods']> {
    return this.#ask().selectedPods(...question);
  }

  servicesOf(...question: Parameters<Project['servicesOf']>): ReturnType<Project['servicesOf']> {
    return this.#ask().servicesOf(...question);
  }

  chainOf(...question: Parameters<Project['chainOf']>): ReturnType<Project['chainOf']> {
    return this.#ask().chainOf(...question);
  }

  programOf(...question: Parameters<Project['programOf']>): ReturnType<Project['programOf']> {
    return this.#ask().programOf(...question);
  }

  moduleOf(...question: Parameters<Project['moduleOf']>): ReturnType<Project['moduleOf']> {
    return this.#ask().moduleOf(...question);
  }

  committed(...question: Parameters<Project['committed']>): ReturnType<Project['committed']> {
    return this.#ask().committed(...question);
  }

  scriptAt(...question: Parameters<Project['scriptAt']>): ReturnType<Project['scriptAt']> {
    return this.#ask().scriptAt(...question);
  }

  contextOf(...question: Parameters<Project['contextOf']>): ReturnType<Project['contextOf']> {
    return this.#ask().contextOf(...question);
  }

  get chains() {
    return this.#ask().chains;
  }

  get dockerfiles() {
    return this.#ask().dockerfiles;
  }

  #ask(): Project {
    this.asked = true;
    return this.#project;
  }
}
