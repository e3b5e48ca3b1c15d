import { type Reference, referencesOf } from '../../model/graph/edges';
import { isSameObject } from '../../model/neighbours';
import type { KubeObject } from '../../model/object';
import { sameNamespace } from '../../model/object-index';
import type { ProjectIndex } from '../../model/project-index';
import { buildService } from '../../model/service';
import { workloadOf } from '../../model/workload';
import type { Span } from '../../text/span';
import { labelPlaces } from './labels';
import { SELECTING_PORTS, type SelectedPort, selectedPorts } from './selected-ports';

/** What a place in a manifest may mean beyond itself. */
export type Entity =
  | { readonly kind: 'object'; readonly objectKind: string; readonly name: string; readonly namespace: string | undefined }
  | { readonly kind: 'data-key'; readonly objectKind: string; readonly name: string; readonly namespace: string | undefined; readonly key: string }
  | { readonly kind: 'service-port'; readonly name: string; readonly namespace: string | undefined; readonly port: string | number }
  | { readonly kind: 'container-port'; readonly owner: KubeObject; readonly port: string }
  | { readonly kind: 'label'; readonly namespace: string | undefined; readonly key: string; readonly value: string };

/** Where an entity is defined and where it is meant. */
export interface Places {
  readonly definitions: readonly Span[];
  readonly references: readonly Span[];
}

/** All places of an entity in the workspace. `from` is the file that asks: what lies close to it comes first. */
export function placesOf(entity: Entity, project: ProjectIndex, from: string): Places {
  switch (entity.kind) {
    case 'object':
      return {
        definitions: objectsOf(entity, project, from).flatMap(({ name }) => name?.at ?? []),
        references: referencesTo(entity, project).map(({ name }) => name.at),
      };
    case 'data-key':
      return {
        definitions: objectsOf(entity, project, from).flatMap((object) => dataFields(object).flatMap(({ name, at }) => (name === entity.key ? at : []))),
        references: referencesTo(entity, project).flatMap(({ keys }) => keys.flatMap(({ value, at }) => (value === entity.key ? at : []))),
      };
    case 'service-port': {
      const service = { ...entity, objectKind: 'Service' };
      return {
        definitions: objectsOf(service, project, from).flatMap((object) => servicePortPlaces(object, entity.port)),
        references: [
          ...referencesTo(service, project).flatMap(({ port }) => (port?.value === entity.port ? port.at : [])),
          ...selectingPlaces('Service', entity.port, objectsOf(service, project, from), project),
        ],
      };
    }
    case 'container-port':
      return containerPortPlaces(entity.owner, entity.port, project);
    case 'label':
      return labelPlaces(entity, project);
  }
}

/** The objects that a name means, the nearest first. */
export function objectsOf(
  { objectKind, name, namespace }: { objectKind: string; name: string; namespace: string | undefined },
  project: ProjectIndex,
  from: string,
): readonly KubeObject[] {
  return project.named(objectKind, name, from).filter((object) => sameNamespace(object.namespace?.value, namespace));
}

/** Every reference in the workspace that means an object. */
export function referencesTo(
  { objectKind, name, namespace }: { objectKind: string; name: string; namespace: string | undefined },
  project: ProjectIndex,
): Reference[] {
  return project
    .referrers(objectKind, name)
    .flatMap(referencesOf)
    .filter((reference) => reference.kind === objectKind && reference.name.value === name && sameNamespace(reference.namespace, namespace));
}

/** The keys of a ConfigMap's or Secret's data. */
export function dataFields(object: KubeObject) {
  return ['data', 'stringData', 'binaryData'].flatMap((map) => object.value.fields(map));
}

function servicePortPlaces(object: KubeObject, port: string | number): Span[] {
  return (buildService(object)?.ports ?? []).flatMap((one) => {
    if (one.name?.value === port) return one.name.at;
    return one.port?.value === port ? one.port.at : [];
  });
}

/** Where monitors and policies that select one of the owners name its port. */
function selectingPlaces(of: SelectedPort['of'], port: string | number, owners: readonly KubeObject[], project: ProjectIndex): Span[] {
  return SELECTING_PORTS.flatMap((kind) => project.objects(kind))
    .flatMap((object) => selectedPorts(object, project))
    .flatMap((one) => (one.of === of && one.name === port && one.owners.some((owner) => owners.some((other) => isSameObject(owner, other))) ? one.at : []));
}

/** A port's name lives in its pod: the probes of its container and the Services that pick the pod mean it. */
function containerPortPlaces(owner: KubeObject, port: string, project: ProjectIndex): Places {
  const pod = workloadOf(owner)?.pod;
  if (!pod) return { definitions: [], references: [] };
  const definitions = pod.allContainers.flatMap(({ ports }) => ports.flatMap(({ name }) => (name?.value === port ? name.at : [])));
  const probes = pod.allContainers
    .filter(({ ports }) => ports.some(({ name }) => name?.value === port))
    .flatMap(({ probes: own, hooks }) =>
      [...own, ...hooks].flatMap(({ handlers }) => handlers.flatMap((handler) => (handler.port?.value === port ? handler.port.at : []))),
    );
  const services = project.servicesOf(pod).flatMap(({ ports }) => ports.flatMap(({ targetPort }) => (targetPort?.value === port ? targetPort.at : [])));
  return { definitions, references: [...probes, ...services, ...selectingPlaces('Pod', port, [owner], project)] };
}
