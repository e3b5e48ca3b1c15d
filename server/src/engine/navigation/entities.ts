import { belonging } from '../../model/belonging';
import { type GeneratedConfig, generatedConfigs } from '../../model/generated-config';
import { isNamePart, type Reference, referencesOf } from '../../model/graph/edges';
import { type NamespacePlace, namespacesIn } from '../../model/graph/namespaces';
import type { KubeObject } from '../../model/object';
import { sameNamespace } from '../../model/object-index';
import type { ProjectIndex } from '../../model/project-index';
import { serviceOf } from '../../model/service';
import { workloadOf } from '../../model/workload';
import type { Span } from '../../text/span';
import { labelPlaces } from './labels';
import { ownersPicked, servicesOf } from './picked';
import { hasPort, selectingPlaces } from './selected-ports';

/** What a place in a manifest may mean beyond itself. */
export type Entity =
  | { readonly kind: 'object'; readonly objectKind: string; readonly name: string; readonly namespace: string | undefined }
  | { readonly kind: 'target-port'; readonly name: string; readonly namespace: string | undefined; readonly port: number }
  | { readonly kind: 'data-key'; readonly objectKind: string; readonly name: string; readonly namespace: string | undefined; readonly key: string }
  | { readonly kind: 'service-port'; readonly name: string; readonly namespace: string | undefined; readonly port: string | number }
  | { readonly kind: 'container-port'; readonly owner: KubeObject; readonly port: string }
  | { readonly kind: 'label'; readonly namespace: string | undefined; readonly key: string; readonly value: string };

/** Where an entity is defined and where it is meant. */
export interface Places {
  readonly definitions: readonly Span[];
  readonly references: readonly Span[];
  /** Those references that are a part of a longer text, so that nothing there takes quotes. */
  readonly parts?: readonly Span[];
}

/** All places of an entity in the workspace. `from` is the file that asks: what lies close to it comes first. */
export function placesOf(entity: Entity, project: ProjectIndex, from: string): Places {
  switch (entity.kind) {
    case 'object':
      return objectPlaces(entity, project, from);
    case 'data-key':
      return {
        definitions: [
          ...objectsOf(entity, project, from).flatMap((object) => dataFields(object).flatMap(({ name, at }) => (name === entity.key ? at : []))),
          ...generatorsOf(entity, project).flatMap(({ keys }) => keys.flatMap(({ value, at }) => (value === entity.key ? at : []))),
        ],
        references: referencesTo(entity, project, from).flatMap(({ keys }) => keys.flatMap(({ value, at }) => (value === entity.key ? at : []))),
      };
    case 'service-port': {
      const service = { ...entity, objectKind: 'Service' };
      return {
        definitions: objectsOf(service, project, from).flatMap((object) => servicePortPlaces(object, entity.port)),
        references: [
          ...referencesTo(service, project, from).flatMap(({ port }) => (port?.value === entity.port ? port.at : [])),
          ...selectingPlaces('Service', entity.port, objectsOf(service, project, from), project).map(({ at }) => at),
        ],
      };
    }
    case 'target-port':
      return {
        definitions: objectsOf({ ...entity, objectKind: 'Service' }, project, from).flatMap((object) => leadingTo(object, entity.port)),
        references: referencesTo({ ...entity, objectKind: 'Service' }, project, from).flatMap(({ targetPort }) =>
          targetPort?.value === entity.port ? targetPort.at : [],
        ),
      };
    case 'container-port':
      return containerPortPlaces(entity.owner, entity.port, project);
    case 'label':
      return labelPlaces(entity, project, from);
  }
}

function objectPlaces(entity: Extract<Entity, { kind: 'object' }>, project: ProjectIndex, from: string): Places {
  const objects = objectsOf(entity, project, from);
  const references = referencesTo(entity, project, from);
  const spaces = entity.objectKind === 'Namespace' ? spacesNamed(entity.name, objects, project) : [];
  const spans = [...references.map(({ name }) => name.at), ...spaces.map(({ name }) => name.at)];
  return {
    definitions: [...objects.flatMap(({ name }) => name?.at ?? []), ...generatorsOf(entity, project).map(({ name }) => name.at)],
    references: [...spans, ...(entity.objectKind === 'Namespace' ? setByKustomizations(entity.name, objects, project) : [])],
    parts: [...references.filter(isNamePart).map(({ name }) => name.at), ...spaces.filter(({ isPart }) => isPart).map(({ name }) => name.at)],
  };
}

/** What lies in a namespace, or says of something else that it does. Each environment means its own. */
function spacesNamed(name: string, targets: readonly KubeObject[], project: ProjectIndex): NamespacePlace[] {
  const places = project.referrers('Namespace', name).filter(({ file }) => meansOneOf(targets, name, file, project));
  return places.flatMap(namespacesIn).filter((place) => place.name.value === name);
}

function setByKustomizations(name: string, targets: readonly KubeObject[], project: ProjectIndex): Span[] {
  return project.kustomize.all.flatMap(({ file, namespace }) => (namespace?.value === name && meansOneOf(targets, name, file, project) ? namespace.at : []));
}

function meansOneOf(targets: readonly KubeObject[], name: string, file: string, project: ProjectIndex): boolean {
  return targets.length === 0 || objectsOf({ objectKind: 'Namespace', name, namespace: undefined }, project, file).some((one) => targets.includes(one));
}

/** The objects that a name means, the nearest first. */
export function objectsOf(
  { objectKind, name, namespace }: { objectKind: string; name: string; namespace: string | undefined },
  project: ProjectIndex,
  from: string,
): readonly KubeObject[] {
  const found = project.named(objectKind, name, from).filter((object) => sameNamespace(object.namespace?.value, namespace));
  return belonging(from, found, project.kustomize);
}

/** The generators of kustomizations that make an object, or add to it. */
export function generatorsOf({ objectKind, name }: { objectKind: string; name: string }, project: ProjectIndex): readonly GeneratedConfig[] {
  return generatedConfigs(project).filter((one) => one.kind === objectKind && one.name.value === name);
}

/** Every reference in the workspace that means an object: seen from where it stands, too, it is the one of its name. */
export function referencesTo(
  { objectKind, name, namespace }: { objectKind: string; name: string; namespace: string | undefined },
  project: ProjectIndex,
  from: string,
): Reference[] {
  const targets = objectsOf({ objectKind, name, namespace }, project, from);
  return project
    .referrers(objectKind, name)
    .flatMap(referencesOf)
    .filter((reference) => reference.kind === objectKind && reference.name.value === name && sameNamespace(reference.namespace, namespace))
    .filter((reference) => targets.length === 0 || targetsOf(reference, project).some((target) => targets.includes(target)));
}

/** The objects that a reference means. */
export function targetsOf({ from, kind, name, namespace }: Reference, project: ProjectIndex): readonly KubeObject[] {
  return objectsOf({ objectKind: kind, name: name.value, namespace }, project, from.file);
}

/** The keys of a ConfigMap's or Secret's data. */
export function dataFields(object: KubeObject) {
  return ['data', 'stringData', 'binaryData'].flatMap((map) => object.value.fields(map));
}

function servicePortPlaces(object: KubeObject, port: string | number): Span[] {
  return (serviceOf(object)?.ports ?? []).flatMap((one) => {
    if (one.name?.value === port) return one.name.at;
    return one.port?.value === port ? one.port.at : [];
  });
}

/** Where a Service says to which port of its pods it leads: without `targetPort`, to that of its own number. */
function leadingTo(object: KubeObject, number: number): Span[] {
  return (serviceOf(object)?.ports ?? []).flatMap(({ port, targetPort }) => {
    const target = targetPort ?? port;
    return target?.value === number ? target.at : [];
  });
}

/**
 * A port's name lives in its pod: the probes of its container mean it, the Services that pick the pod, and monitors and policies.
 * One of those may lead to pods of several workloads, which then have the name in common.
 */
function containerPortPlaces(from: KubeObject, port: string, project: ProjectIndex): Places {
  const owners = new Set([from]);
  const definitions: Span[] = [];
  const references: Span[] = [];
  for (const owner of owners) {
    const pod = workloadOf(owner)?.pod;
    if (!pod) continue;
    const containers = pod.allContainers.filter(({ ports }) => ports.some(({ name }) => name?.value === port));
    definitions.push(...containers.flatMap(({ ports }) => ports.flatMap(({ name }) => (name?.value === port ? name.at : []))));
    for (const { handlers } of containers.flatMap(({ probes, hooks }) => [...probes, ...hooks]))
      references.push(...handlers.flatMap((handler) => (handler.port?.value === port ? handler.port.at : [])));
    const others: KubeObject[] = [];
    for (const service of servicesOf(pod, project)) {
      const leading = service.ports.flatMap(({ targetPort }) => (targetPort?.value === port ? targetPort.at : []));
      references.push(...leading);
      if (leading.length > 0 && service.selector) others.push(...ownersPicked(service.selector, service.object, project));
    }
    for (const place of selectingPlaces('Pod', port, [owner], project)) {
      references.push(place.at);
      others.push(...place.owners);
    }
    for (const other of others) if (hasPort(other, 'Pod', port)) owners.add(other);
  }
  return { definitions: unique(definitions), references: unique(references) };
}

function unique(spans: readonly Span[]): Span[] {
  return [...new Map(spans.map((span) => [`${span.file}:${span.start}`, span])).values()];
}
