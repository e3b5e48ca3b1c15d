import { grouped } from '../../model/grouped';
import type { KubeObject, Value } from '../../model/object';
import { sameNamespace } from '../../model/object-index';
import type { Project } from '../../model/project';
import { remember } from '../../model/remember';
import { readSelector, type Selector, selects } from '../../model/selector';
import { labelsIn } from '../../model/topics';

/** A ServiceMonitor or PodMonitor of the Prometheus operator. */
export interface Monitor {
  readonly object: KubeObject;
  readonly picks: 'Service' | 'Pod';
  readonly selector: Selector;
  readonly endpoints: readonly Value[];
  /** The namespaces that it looks into; undefined for all. One that is not known is undefined too. */
  readonly namespaces: readonly (string | undefined)[] | undefined;
}

export function readMonitor(object: KubeObject): Monitor | undefined {
  if (object.group !== 'monitoring.coreos.com') return undefined;
  const picks = object.kind.value === 'ServiceMonitor' ? 'Service' : object.kind.value === 'PodMonitor' ? 'Pod' : undefined;
  if (!picks) return undefined;
  const selector = readSelector(object.value.get('spec', 'selector'));
  if (!selector?.certain) return undefined;
  const chosen = object.value.get('spec', 'namespaceSelector');
  const names = chosen?.strings('matchNames').map(({ value }) => value) ?? [];
  const namespaces = chosen?.boolean('any')?.value ? undefined : names.length > 0 ? names : [object.namespace?.value];
  return { object, picks, selector, endpoints: object.value.items('spec', picks === 'Service' ? 'endpoints' : 'podMetricsEndpoints'), namespaces };
}

/** The Services that a ServiceMonitor picks, by their own labels. */
export function pickedServices({ selector, namespaces }: Monitor, project: Project): readonly KubeObject[] {
  const services = project.objects('Service', '');
  const [first] = labelsIn(selector.matchLabels);
  const candidates = first === undefined ? services : (byLabel(services).get(first) ?? []);
  return candidates.filter((service) => isIn(service, namespaces) && selects(selector, service.labels));
}

const byLabel = remember((objects: readonly KubeObject[]) => grouped(objects, ({ labels }) => labelsIn(labels)));

export function isIn(object: KubeObject, namespaces: Monitor['namespaces']): boolean {
  return namespaces === undefined || namespaces.some((namespace) => sameNamespace(namespace, object.namespace?.value));
}
