/** Where objects pick others by their labels. */
export interface SelectorRow {
  readonly from: readonly string[];
  /** From the object to the selector; `[]` stands for every item of a list. */
  readonly way: string;
  /** A plain map of labels, as Services have it, instead of `matchLabels` and `matchExpressions`. */
  readonly plain?: boolean;
  /** What is picked: pods (by their workloads), or objects of a kind by their own labels. */
  readonly picks: 'pods' | string;
  /** The workload's own pods, which it makes itself. */
  readonly own?: boolean;
}

const WORKLOADS = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job'];

export const SELECTORS: readonly SelectorRow[] = [
  { from: ['Service'], way: 'spec.selector', plain: true, picks: 'pods' },
  { from: ['ReplicationController'], way: 'spec.selector', plain: true, picks: 'pods', own: true },
  { from: WORKLOADS, way: 'spec.selector', picks: 'pods', own: true },
  { from: ['PodDisruptionBudget'], way: 'spec.selector', picks: 'pods' },
  { from: ['NetworkPolicy'], way: 'spec.podSelector', picks: 'pods' },
  { from: ['NetworkPolicy'], way: 'spec.ingress[].from[].podSelector', picks: 'pods' },
  { from: ['NetworkPolicy'], way: 'spec.egress[].to[].podSelector', picks: 'pods' },
  { from: ['ServiceMonitor'], way: 'spec.selector', picks: 'Service' },
  { from: ['PodMonitor'], way: 'spec.selector', picks: 'pods' },
];
