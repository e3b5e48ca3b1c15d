import { belonging } from '../../model/belonging';
import { isSameObject } from '../../model/neighbours';
import type { KubeObject, Value } from '../../model/object';
import type { ProjectIndex } from '../../model/project-index';
import { readSelector } from '../../model/selector';
import { serviceOf } from '../../model/service';
import { workloadOf } from '../../model/workload';
import { pickedServices, readMonitor } from '../../rules/observability/monitors';
import type { Span } from '../../text/span';
import { ownersPicked } from './picked';

/** A place for a port of somebody who is found by labels: in a monitor of Prometheus, or in a NetworkPolicy. */
export interface PortPlace {
  /** The map whose `port` names it. */
  readonly item: Value;
  /** Services, or workloads with the pods whose containers have the port. */
  readonly of: 'Service' | 'Pod';
  /** Whose port it may be. */
  readonly owners: () => readonly KubeObject[];
}

/** Such a place where a name is written. */
export interface SelectedPort {
  readonly at: Span;
  readonly name: string;
  readonly of: PortPlace['of'];
  readonly owners: readonly KubeObject[];
}

/** The kinds that name ports of what they select. */
export const SELECTING_PORTS = ['ServiceMonitor', 'PodMonitor', 'NetworkPolicy'];

/** The named ports of a monitor or NetworkPolicy, and whose they may be. */
export function selectedPorts(object: KubeObject, project: ProjectIndex): SelectedPort[] {
  return portPlaces(object, project).flatMap(({ item, of, owners }) => {
    const name = item.string('port');
    return name ? [{ at: name.at, name: name.value, of, owners: owners() }] : [];
  });
}

export function portPlaces(object: KubeObject, project: ProjectIndex): PortPlace[] {
  if (!SELECTING_PORTS.includes(object.kind.value)) return [];
  const picked = (selector: Value | undefined) => {
    const read = readSelector(selector);
    return read ? ownersPicked(read, object, project) : [];
  };
  const monitor = readMonitor(object);
  if (monitor) {
    const owners = () =>
      monitor.picks === 'Service'
        ? belonging(object.file, pickedServices(monitor, project), project.kustomize)
        : ownersPicked(monitor.selector, object, project);
    return monitor.endpoints.map((item) => ({ item, of: monitor.picks, owners }));
  }
  // Incoming ports are those of the selected pods, outgoing ones those of the pods that are called. Pods of other namespaces are left out.
  const incoming = object.value.items('spec', 'ingress').flatMap((rule) => rule.items('ports'));
  const outgoing = object.value.items('spec', 'egress').flatMap((rule) => {
    const peers = rule.items('to').filter((peer) => !peer.given('namespaceSelector'));
    return rule.items('ports').map((item) => ({ item, of: 'Pod' as const, owners: () => peers.flatMap((peer) => picked(peer.get('podSelector'))) }));
  });
  return [...incoming.map((item) => ({ item, of: 'Pod' as const, owners: () => picked(object.value.get('spec', 'podSelector')) })), ...outgoing];
}

/** Where monitors and policies that select one of the owners name its port. */
export function selectingPlaces(of: PortPlace['of'], port: string | number, owners: readonly KubeObject[], project: ProjectIndex): SelectedPort[] {
  return SELECTING_PORTS.flatMap((kind) => project.objects(kind))
    .flatMap((object) => portPlaces(object, project))
    .flatMap(({ item, of: kind, owners: whose }) => {
      const name = kind === of ? item.string('port') : undefined;
      if (name?.value !== port) return [];
      const all = whose();
      return all.some((owner) => owners.some((other) => isSameObject(owner, other))) ? [{ at: name.at, name: name.value, of, owners: all }] : [];
    });
}

export function hasPort(object: KubeObject, of: PortPlace['of'], name: string | number): boolean {
  const ports = of === 'Service' ? serviceOf(object)?.ports : workloadOf(object)?.pod.allContainers.flatMap((container) => container.ports);
  return ports?.some((port) => port.name?.value === name) ?? false;
}
