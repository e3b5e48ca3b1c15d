import { referencesOf, selectionsOf } from '../../model/graph/edges';
import { isSameObject } from '../../model/neighbours';
import type { KubeObject } from '../../model/object';
import { sameNamespace } from '../../model/object-index';
import type { ProjectIndex } from '../../model/project-index';
import { workloadOf } from '../../model/workload';
import type { Span } from '../../text/span';
import { targetsOf } from './entities';
import { ownersPicked, servicesOf } from './picked';

/** One step along the graph: who is at its other end, and the places of the nearer end that lead there. */
export interface Step {
  readonly to: KubeObject;
  readonly through: readonly Span[];
}

/** What an object leads to: an Ingress to Services, a Service to workloads, a workload to its configuration and storage. */
export function stepsFrom(object: KubeObject, project: ProjectIndex): Step[] {
  const found = new Steps();
  for (const reference of referencesOf(object)) {
    const [target] = targetsOf(reference, project);
    if (target && target !== object) found.add(target, reference.name.at);
  }
  for (const { selector, picks, own, at } of selectionsOf(object)) {
    if (own || picks !== 'pods' || !selector.certain) continue;
    for (const owner of ownersPicked(selector, object, project)) found.add(owner, at);
  }
  return found.all;
}

/** Who leads to an object; the places are theirs. */
export function stepsTo(object: KubeObject, project: ProjectIndex): Step[] {
  const found = new Steps();
  const own = { kind: object.kind.value, name: object.name?.value ?? '', namespace: object.namespace?.value };
  for (const from of project.referrers(own.kind, own.name)) {
    for (const reference of referencesOf(from)) {
      const { kind, name, namespace } = reference;
      if (kind !== own.kind || name.value !== own.name || !sameNamespace(namespace, own.namespace)) continue;
      if (targetsOf(reference, project).some((target) => isSameObject(target, object))) found.add(from, name.at);
    }
  }
  const pod = workloadOf(object)?.pod;
  for (const service of pod ? servicesOf(pod, project) : []) found.add(service.object, service.selector?.value.keyAt ?? service.object.at);
  for (const kind of pod ? ['PodDisruptionBudget', 'NetworkPolicy'] : []) {
    for (const other of project.objects(kind)) {
      for (const { selector, at } of selectionsOf(other)) if (selector.certain && ownersPicked(selector, other, project).includes(object)) found.add(other, at);
    }
  }
  return found.all;
}

class Steps {
  readonly #places = new Map<KubeObject, Span[]>();

  add(object: KubeObject, at: Span): void {
    const places = this.#places.get(object);
    if (places) places.push(at);
    else this.#places.set(object, [at]);
  }

  get all(): Step[] {
    return [...this.#places].map(([to, through]) => ({ to, through }));
  }
}
