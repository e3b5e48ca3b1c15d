import type { Located } from '../text/span';
import type { Node } from '../yaml/node';
import type { KubeObject } from './object';
import { buildPod, type Pod } from './pod';
import { readPlainSelector, readSelector, type Selector } from './selector';

/** An object that makes pods from a template, or a Pod that stands alone. */
export interface Workload {
  readonly object: KubeObject;
  readonly pod: Pod;
  readonly kind: string;
  /** As written; undefined where it is left to the default or an autoscaler. */
  readonly replicas: Located<number> | undefined;
  /** Undefined for kinds without one, and for Jobs, whose selector the server makes. */
  readonly selector: Selector | undefined;
}

export function buildWorkload(object: KubeObject): Workload | undefined {
  const pod = buildPod(object);
  if (!pod) return undefined;
  const kind = object.kind.value;
  const selector = object.value.get('spec', 'selector');
  return {
    object,
    pod,
    kind,
    replicas: object.value.number('spec', 'replicas'),
    selector: kind === 'ReplicationController' ? readPlainSelector(selector) : kind === 'CronJob' ? undefined : readSelector(selector),
  };
}

/** By the node of the object: when its document's tree is released, its workload goes with it. */
const WORKLOADS = new WeakMap<Node, Workload | false>();

/** The workload that an object is, built once for each reading of its document. */
export function workloadOf(object: KubeObject): Workload | undefined {
  const { node } = object.value;
  const known = WORKLOADS.get(node);
  if (known !== undefined) return known || undefined;
  const built = buildWorkload(object);
  WORKLOADS.set(node, built ?? false);
  return built;
}
