import { scalarText } from '../../fix/write-yaml';
import { referencesOf, selectionsOf } from '../../model/graph/edges';
import { namespacesIn } from '../../model/graph/namespaces';
import type { KubeObject } from '../../model/object';
import type { ProjectIndex } from '../../model/project-index';
import { serviceOf } from '../../model/service';
import { workloadOf } from '../../model/workload';
import type { Edit } from '../../text/edit';
import { type Message, message } from '../../text/message';
import type { Span } from '../../text/span';
import { describeEntity } from './describe';
import { dataFields, type Entity, type Places, placesOf } from './entities';
import { ownersPicked } from './picked';
import { hasPort, selectedPorts } from './selected-ports';
import type { NamedSymbol } from './symbol';

/** The symbol at a place of a manifest: an object's name, a data key, a port or a label, where it is defined or meant. */
export function manifestSymbol(object: KubeObject, offset: number, project: ProjectIndex): NamedSymbol | undefined {
  for (const { at, entity } of entitiesIn(object, project)) {
    if (at.start > offset || offset > at.end) continue;
    const places = placesOf(entity, project, object.file);
    return {
      at,
      name: nameOf(entity),
      ...places,
      // A number that only leads on has no name of its own.
      rename: entity.kind === 'target-port' ? undefined : (name) => rename(entity, name, places),
      describe: (say) => describeEntity(entity, project, object.file, say),
    };
  }
  return undefined;
}

/** Every place of an object that stands for something nameable. */
function* entitiesIn(object: KubeObject, project: ProjectIndex): Iterable<{ at: Span; entity: Entity }> {
  const namespace = object.namespace?.value;
  const kind = object.kind.value;
  if (object.name) {
    yield { at: object.name.at, entity: { kind: 'object', objectKind: kind, name: object.name.value, namespace } };
    if (kind === 'ConfigMap' || kind === 'Secret') {
      for (const { name, at } of dataFields(object))
        yield { at, entity: { kind: 'data-key', objectKind: kind, name: object.name.value, namespace, key: name } };
    }
  }
  for (const { name } of namespacesIn(object)) {
    yield { at: name.at, entity: { kind: 'object', objectKind: 'Namespace', name: name.value, namespace: undefined } };
  }
  for (const reference of referencesOf(object)) {
    const target = { objectKind: reference.kind, name: reference.name.value, namespace: reference.namespace };
    yield { at: reference.name.at, entity: { kind: 'object', ...target } };
    for (const { value, at } of reference.keys) yield { at, entity: { kind: 'data-key', ...target, key: value } };
    if (reference.port && reference.kind === 'Service')
      yield { at: reference.port.at, entity: { kind: 'service-port', ...target, port: reference.port.value } };
  }
  for (const { kind: to, targetPort, name, namespace: space } of referencesOf(object)) {
    if (targetPort && to === 'Service')
      yield { at: targetPort.at, entity: { kind: 'target-port', name: name.value, namespace: space, port: targetPort.value } };
  }
  yield* portsIn(object, project);
  const pod = workloadOf(object)?.pod;
  for (const [key, { value, at }] of pod?.labels ?? []) yield { at, entity: { kind: 'label', namespace, key, value } };
  for (const { selector, picks } of selectionsOf(object)) {
    if (picks === 'pods') for (const [key, { value, at }] of selector.matchLabels) yield { at, entity: { kind: 'label', namespace, key, value } };
  }
}

function* portsIn(object: KubeObject, project: ProjectIndex): Iterable<{ at: Span; entity: Entity }> {
  const namespace = object.namespace?.value;
  const service = serviceOf(object);
  for (const { name, port, targetPort } of service?.ports ?? []) {
    if (object.name && name) yield { at: name.at, entity: { kind: 'service-port', name: object.name.value, namespace, port: name.value } };
    if (object.name && port) yield { at: port.at, entity: { kind: 'service-port', name: object.name.value, namespace, port: port.value } };
    const target = typeof targetPort?.value === 'string' ? targetPort.value : undefined;
    const owners = service?.selector && target !== undefined ? ownersPicked(service.selector, object, project) : [];
    const owner = owners.find((one) => hasPort(one, 'Pod', target ?? '')) ?? owners[0];
    if (owner && targetPort) yield { at: targetPort.at, entity: { kind: 'container-port', owner, port: String(targetPort.value) } };
  }
  for (const { at, name, of, owners } of selectedPorts(object, project)) {
    const owner = owners.find((one) => hasPort(one, of, name));
    if (owner && of === 'Pod') yield { at, entity: { kind: 'container-port', owner, port: name } };
    else if (owner?.name) yield { at, entity: { kind: 'service-port', name: owner.name.value, namespace: owner.namespace?.value, port: name } };
  }
  for (const container of workloadOf(object)?.pod.allContainers ?? []) {
    for (const { name } of container.ports) if (name) yield { at: name.at, entity: { kind: 'container-port', owner: object, port: name.value } };
    for (const { handlers } of [...container.probes, ...container.hooks]) {
      for (const { port } of handlers)
        if (typeof port?.value === 'string') yield { at: port.at, entity: { kind: 'container-port', owner: object, port: port.value } };
    }
  }
}

function nameOf(entity: Entity): string {
  switch (entity.kind) {
    case 'object':
      return entity.name;
    case 'data-key':
      return entity.key;
    case 'label':
      return entity.value;
    default:
      return String(entity.port);
  }
}

function rename(entity: Entity, name: string, { definitions, references, parts = [] }: Places): readonly Edit[] | Message {
  const grammar = grammarOf(entity);
  if (!grammar.test(name)) return message`${name} is no name that Kubernetes takes here.`;
  const isNumber = entity.kind === 'service-port' && typeof entity.port === 'number';
  const seen = new Set<string>();
  const isPart = (at: Span) => parts.some((part) => part.file === at.file && part.start === at.start);
  return [...definitions, ...references].flatMap((at) => {
    const key = `${at.file}:${at.start}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ at, text: isNumber || isPart(at) ? name : /\.json$/i.test(at.file) ? JSON.stringify(name) : scalarText(name) }];
  });
}

/** What the API server takes for a name of this kind (apimachinery/pkg/util/validation). */
function grammarOf(entity: Entity): RegExp {
  switch (entity.kind) {
    case 'object':
      if (entity.objectKind === 'Namespace') return /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
      return /^[a-z0-9](?:[-a-z0-9.:]{0,251}[a-z0-9])?$/;
    case 'data-key':
      return /^[-._a-zA-Z0-9]{1,253}$/;
    case 'label':
      return /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
    case 'container-port':
      return /^(?=.*[a-z])[a-z0-9](?:[-a-z0-9]{0,13}[a-z0-9])?$/;
    case 'target-port':
    case 'service-port':
      return typeof entity.port === 'number' ? /^[1-9]\d{0,4}$/ : /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
  }
}
