import type { KubeObject } from '../../model/object';
import type { ProjectIndex } from '../../model/project-index';
import { workloadOf } from '../../model/workload';
import type { Span } from '../../text/span';
import { placesOf } from './entities';
import { servicesOf } from './picked';

/** Who means an object: those who name it, and the Services that select its pods. */
export interface Mentions {
  readonly named: number;
  /** Names of the Services that select its pods. */
  readonly services: readonly string[];
  readonly places: readonly Span[];
}

export function mentionsOf(object: KubeObject, project: ProjectIndex): Mentions {
  const entity = { kind: 'object', objectKind: object.kind.value, name: object.name?.value ?? '', namespace: object.namespace?.value } as const;
  const named = placesOf(entity, project, object.file).references;
  const pod = workloadOf(object)?.pod;
  const services = pod ? servicesOf(pod, project) : [];
  return {
    named: named.length,
    services: services.flatMap((service) => service.object.name?.value ?? []),
    places: [...named, ...services.flatMap((service) => service.selector?.value.keyAt ?? [])],
  };
}
