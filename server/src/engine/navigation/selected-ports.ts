import type { KubeObject } from '../../model/object';
import type { ProjectIndex } from '../../model/project-index';
import { readSelector } from '../../model/selector';
import { pickedServices, readMonitor } from '../../rules/observability/monitors';
import type { Span } from '../../text/span';

/** A port that is named by who finds its owner by labels: a monitor of Prometheus, or a NetworkPolicy. */
export interface SelectedPort {
  readonly at: Span;
  readonly name: string;
  /** Services, or workloads with the pods whose containers have the port. */
  readonly of: 'Service' | 'Pod';
  readonly owners: readonly KubeObject[];
}

/** The kinds that name ports of what they select. */
export const SELECTING_PORTS = ['ServiceMonitor', 'PodMonitor', 'NetworkPolicy'];

/** The named ports of a monitor or of the incoming side of a NetworkPolicy, and whose they may be. */
export function selectedPorts(object: KubeObject, project: ProjectIndex): SelectedPort[] {
  if (!SELECTING_PORTS.includes(object.kind.value)) return [];
  const monitor = readMonitor(object);
  const selector = monitor?.selector ?? readSelector(object.value.get('spec', 'podSelector'));
  const items = monitor ? monitor.endpoints : object.value.items('spec', 'ingress').flatMap((rule) => rule.items('ports'));
  const named = items.flatMap((item) => item.string('port') ?? []);
  if (named.length === 0 || !selector) return [];
  const of = monitor?.picks ?? 'Pod';
  const owners = monitor && of === 'Service' ? pickedServices(monitor, project) : project.selectedPods(selector, object).map((pod) => pod.owner);
  return named.map(({ at, value }) => ({ at, name: value, of, owners }));
}
