import { grouped } from '../../model/grouped';
import { liesBeside } from '../../model/neighbours';
import type { KubeObject } from '../../model/object';
import type { Project } from '../../model/project';
import { remember } from '../../model/remember';
import type { Service } from '../../model/service';
import { destinationsOf, serviceNameOf } from './destinations';

/** What Istio takes from the beginning of a port's name (istio, pkg/config/kube/conversion.go). */
const PROTOCOLS = ['tcp', 'udp', 'grpc-web', 'grpc', 'http', 'http_proxy', 'http2', 'https', 'tls', 'mongo', 'redis', 'mysql', 'hbone'];

/** The protocol that the name of a port begins with; undefined where Istio has to guess. */
export function protocolIn(name: string): string | undefined {
  return PROTOCOLS.find((one) => name === one || name.startsWith(`${one}-`));
}

/** VirtualServices by the names of the Services that they lead to. */
const routes = remember((objects: readonly KubeObject[]) =>
  grouped(objects, (object) => new Set(destinationsOf(object).flatMap(({ host }) => serviceNameOf(host.value, object)?.name ?? []))),
);

const injected = remember((namespaces: readonly KubeObject[]) =>
  namespaces.flatMap(({ name, labels }) => (name && (labels.get('istio-injection')?.value === 'enabled' || labels.has('istio.io/rev')) ? name.value : [])),
);

/** Whether Istio certainly knows of a Service. */
export function isInMesh({ object, selector }: Service, project: Project): boolean {
  const { name, namespace } = object;
  if (namespace && injected(project.objects('Namespace', '')).includes(namespace.value)) return true;
  const leading = routes(project.objects('VirtualService', 'networking.istio.io')).get(name?.value ?? '') ?? [];
  if (leading.some((one) => liesBeside(one, object) || project.areDeployedTogether(one, object))) return true;
  const pods = selector?.certain && selector.matchLabels.size > 0 ? project.selectedPods(selector, object) : [];
  return pods.some(({ labels, annotations }) => [labels, annotations].some((map) => map.get('sidecar.istio.io/inject')?.value === 'true'));
}
