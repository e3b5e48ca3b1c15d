import type { Project } from '../model/project';
import { showsPractice } from './catalogue';
import type { Manner } from './checker';

/** Every question of a project that takes something to ask about. */
const QUESTIONS: { readonly [Q in keyof Project as Project[Q] extends (...about: never[]) => unknown ? Q : never]: true } = {
  objects: true,
  find: true,
  mayExistElsewhere: true,
  isPartOfMore: true,
  hasFile: true,
  entriesOf: true,
  scriptAt: true,
  referrers: true,
  definitionsOf: true,
  workloadsBeside: true,
  workloadsDeployedWith: true,
  argumentsBeside: true,
  imagesRun: true,
  workloadsOnNodePort: true,
  contentsOf: true,
  areDeployedTogether: true,
  selectedWorkloads: true,
  selectedPods: true,
  servicesOf: true,
  chainOf: true,
  loadOf: true,
  koPackage: true,
  programOf: true,
  moduleOf: true,
  vendoredBy: true,
  committed: true,
  contextOf: true,
  documentsOf: true,
};

/**
 * The project as the rules see it where everything is checked this once. Nothing is noted of what they ask, since no answer
 * is kept: to name what each question is about would take a thirtieth of the whole time.
 */
export function settledProject(project: Project, { settings, withHidden }: Pick<Manner, 'settings' | 'withHidden'>): Project {
  const questions = (Object.keys(QUESTIONS) as (keyof typeof QUESTIONS)[]).map((name) => [name, project[name].bind(project)]);
  return {
    ...Object.fromEntries(questions),
    kubernetes: settings.kubernetes,
    dockerfilePolicy: settings.dockerfile,
    showsPractice: withHidden || showsPractice(settings),
    get chains() {
      return project.chains;
    },
    get dockerfiles() {
      return project.dockerfiles;
    },
  };
}
