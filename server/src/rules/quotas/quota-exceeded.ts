import type { Quantity } from '../../model/container';
import { quotasFor, requestOf } from '../../model/namespace-limits';
import { describe } from '../../model/object';
import type { Pod } from '../../model/pod';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { rule } from '../rule';

/** Names that a quota counts under, and what they count. */
const COUNTED: Readonly<Record<string, { readonly list: 'requests' | 'limits'; readonly resource: string }>> = table({
  cpu: { list: 'requests', resource: 'cpu' },
  memory: { list: 'requests', resource: 'memory' },
  'requests.cpu': { list: 'requests', resource: 'cpu' },
  'requests.memory': { list: 'requests', resource: 'memory' },
  'limits.cpu': { list: 'limits', resource: 'cpu' },
  'limits.memory': { list: 'limits', resource: 'memory' },
});

/** Kinds whose pods all run at the same time. */
const REPLICATED = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController']);

export default rule({
  id: 'quota-exceeded',
  summary: 'A workload alone needs more than a ResourceQuota of its namespace allows.',
  severity: 'error',
  stage: 'create',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'workload',

  *check({ object, pod, kind, replicas }, project) {
    const count = REPLICATED.has(kind) ? (replicas?.value ?? 1) : 1;
    for (const { object: quota, hard } of quotasFor(object, project)) {
      for (const [name, most] of hard) {
        const need = name === 'pods' ? count : count * sum(pod, COUNTED[name]);
        if (most.amount === undefined || !(need > most.amount)) continue;
        const [first] = pod.containers;
        const [at, said] =
          name === 'pods'
            ? [replicas?.at ?? object.at, message`${describe(quota)} allows ${most.value} pods, and ${describe(object)} alone wants ${count}.`]
            : [
                placeOf(pod, COUNTED[name]) ?? first?.at ?? object.at,
                message`${describe(quota)} allows ${most.value} as ${name}, and ${describe(object)} alone needs more with ${count} pods.`,
              ];
        yield { at, message: said, related: [{ at: most.at, message: message`The quota says so here.` }] };
      }
    }
  },
});

type Counted = (typeof COUNTED)[string];

/** What the containers of one pod that run side by side are counted with; at least that much. */
function sum(pod: Pod, counted: Counted | undefined): number {
  return counted ? amounts(pod, counted).reduce((total, { amount = 0 }) => total + amount, 0) : 0;
}

/** The largest part of the sum. */
function placeOf(pod: Pod, counted: Counted | undefined) {
  const [largest] = counted ? amounts(pod, counted).sort((a, b) => (b.amount ?? 0) - (a.amount ?? 0)) : [];
  return largest?.at;
}

function amounts({ allContainers }: Pod, { list, resource }: Counted): Quantity[] {
  const running = allContainers.filter(({ role }) => role === 'main' || role === 'sidecar');
  return running.flatMap((container) => (list === 'requests' ? requestOf(container, resource) : container.limits.get(resource)) ?? []);
}
