import type { KubeObject } from '../model/object';
import type { ProjectIndex } from '../model/project-index';
import { type Workload, workloadOf } from '../model/workload';
import type { DeployStage } from '../rules/rule';
import { type Message, message } from '../text/message';
import { covers, type Span } from '../text/span';
import { stepsFrom, stepsTo } from './navigation/hierarchy';
import type { Report } from './report';

/** The stages of a deployment in the order in which they come. What concerns no stage of its own (observe, secure) comes last. */
export const STAGES: readonly DeployStage[] = [
  'build',
  'apply',
  'schedule',
  'pull',
  'create',
  'start',
  'ready',
  'traffic',
  'run',
  'update',
  'stop',
  'observe',
  'secure',
];

/** What each stage is called. */
export const STAGE_NAMES: Readonly<Record<DeployStage, Message>> = {
  build: message`build`,
  apply: message`apply`,
  schedule: message`schedule`,
  pull: message`pull`,
  create: message`create`,
  start: message`start`,
  ready: message`ready`,
  traffic: message`traffic`,
  run: message`run`,
  update: message`update`,
  stop: message`stop`,
  observe: message`observe`,
  secure: message`secure`,
};

/** Said of a stage that an earlier one keeps from happening. */
export const UNREACHED = message`not reached`;

export function verdictOf(breaksAt: DeployStage | undefined): Message {
  return breaksAt === undefined ? message`would run` : message`breaks at ${STAGE_NAMES[breaksAt]}`;
}

/** How deploying one workload would go. */
export interface Rehearsal {
  readonly workload: KubeObject;
  readonly stages: readonly RehearsedStage[];
  /** The first stage that breaks; undefined where none does. */
  readonly breaksAt: DeployStage | undefined;
}

export interface RehearsedStage {
  readonly stage: DeployStage;
  /** `unreached`: an earlier stage breaks, and of this one nothing bad is known. */
  readonly verdict: 'passes' | 'risky' | 'breaks' | 'unreached';
  readonly reports: readonly Report[];
}

/** Rehearses every workload of the workspace, or those of a name, in the order of file and place. */
export function rehearse(project: ProjectIndex, reportsOf: (file: string) => readonly Report[], name?: string): Rehearsal[] {
  return project.documents
    .flatMap(({ objects }) => objects)
    .filter((object) => name === undefined || object.name?.value === name || `${object.kind.value}/${object.name?.value}`.toLowerCase() === name.toLowerCase())
    .flatMap((object) => workloadOf(object) ?? [])
    .map((workload) => rehearseWorkload(workload, project, reportsOf));
}

/** Rehearses an object; undefined where it runs no pods. */
export function rehearseObject(object: KubeObject, project: ProjectIndex, reportsOf: (file: string) => readonly Report[]): Rehearsal | undefined {
  const workload = workloadOf(object);
  return workload && rehearseWorkload(workload, project, reportsOf);
}

/** True for objects that `rehearseObject` has something to say about. */
export function isRehearsed(object: KubeObject): boolean {
  return workloadOf(object) !== undefined;
}

function rehearseWorkload(workload: Workload, project: ProjectIndex, reportsOf: (file: string) => readonly Report[]): Rehearsal {
  const areas = areasOf(workload, project);
  const reports = [...new Set(areas.flatMap(({ file, within }) => reportsOf(file).filter(({ at }) => within === undefined || covers(within, at))))];
  let breaksAt: DeployStage | undefined;
  const stages = STAGES.map((stage): RehearsedStage => {
    const own = reports.filter(({ rule, severity }) => rule.stage === stage && (severity === 'error' || severity === 'warning'));
    const isBroken = own.some(({ severity }) => severity === 'error');
    const verdict = isBroken ? 'breaks' : own.length > 0 ? 'risky' : breaksAt === undefined ? 'passes' : 'unreached';
    if (isBroken) breaksAt ??= stage;
    return { stage, verdict, reports: own };
  });
  return { workload: workload.object, stages, breaksAt };
}

/** Kinds that lead traffic to Services. */
const ROUTES = new Set(['Ingress', 'HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute']);

interface Area {
  readonly file: string;
  /** Undefined for the whole file. */
  readonly within: Span | undefined;
}

/** What a deployment of the workload depends on: itself, what it names, what leads traffic to it, and what it is built from. */
function areasOf({ object, pod }: Workload, project: ProjectIndex): Area[] {
  const next = [...stepsFrom(object, project), ...stepsTo(object, project)].map(({ to }) => to);
  const routes = next.filter(({ kind }) => kind.value === 'Service').flatMap((service) => stepsTo(service, project).map(({ to }) => to));
  const objects = new Set([object, ...next, ...routes.filter(({ kind }) => ROUTES.has(kind.value))]);
  const files = new Set<string>();
  for (const container of pod.allContainers) {
    const chain = project.chainOf(container);
    if (!chain) continue;
    files.add(chain.image.dockerfile.file);
    if (chain.program) for (const { file } of [chain.program.module, ...chain.program.sources]) files.add(file);
  }
  return [...[...objects].map((one) => ({ file: one.file, within: one.value.at })), ...[...files].map((file) => ({ file, within: undefined }))];
}
