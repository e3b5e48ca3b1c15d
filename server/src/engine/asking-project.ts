import type { KubernetesRange } from '../model/kubernetes-range';
import type { Project } from '../model/project';

/**
 * The project as one rule sees it, noting whether the rule asked anything. A rule that asked nothing has findings that
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

  objects: Project['objects'] = (...question) => this.#ask().objects(...question);
  find: Project['find'] = (...question) => this.#ask().find(...question);
  mayExistElsewhere: Project['mayExistElsewhere'] = (...question) => this.#ask().mayExistElsewhere(...question);
  hasFile: Project['hasFile'] = (...question) => this.#ask().hasFile(...question);
  workloadsBeside: Project['workloadsBeside'] = (...question) => this.#ask().workloadsBeside(...question);
  workloadsRunning: Project['workloadsRunning'] = (...question) => this.#ask().workloadsRunning(...question);
  workloadsOnNodePort: Project['workloadsOnNodePort'] = (...question) => this.#ask().workloadsOnNodePort(...question);
  areDeployedTogether: Project['areDeployedTogether'] = (...question) => this.#ask().areDeployedTogether(...question);
  documentsOf: Project['documentsOf'] = (...question) => this.#ask().documentsOf(...question);
  selectedPods: Project['selectedPods'] = (...question) => this.#ask().selectedPods(...question);
  servicesOf: Project['servicesOf'] = (...question) => this.#ask().servicesOf(...question);
  chainOf: Project['chainOf'] = (...question) => this.#ask().chainOf(...question);
  programOf: Project['programOf'] = (...question) => this.#ask().programOf(...question);
  moduleOf: Project['moduleOf'] = (...question) => this.#ask().moduleOf(...question);

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
