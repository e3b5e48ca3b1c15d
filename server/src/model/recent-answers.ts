import type { Node } from '../yaml/node';
import type { KubeObject } from './object';
import type { Pod } from './pod';
import type { RelabelledWorkloads } from './relabelled';
import type { Service } from './service';
import type { Workload } from './workload';

/** What several rules ask of a project one after the other, until anything changes. */
export interface RecentAnswers {
  readonly pods: WeakMap<Node, Map<string | undefined, readonly Pod[]>>;
  readonly services: WeakMap<Pod, readonly Service[]>;
  /** By kind, what was asked for last. */
  readonly named: Map<string, { readonly name: string; readonly file: string; readonly found: readonly KubeObject[] }>;
  relabelled: RelabelledWorkloads | undefined;
  beside: { readonly folder: string; readonly workloads: readonly Workload[] } | undefined;
}

export function noAnswers(): RecentAnswers {
  return { pods: new WeakMap(), services: new WeakMap(), named: new Map(), relabelled: undefined, beside: undefined };
}
