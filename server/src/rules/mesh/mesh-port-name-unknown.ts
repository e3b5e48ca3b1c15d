import { insertFieldAfter } from '../../fix/fields';
import { grouped } from '../../model/grouped';
import { liesBeside } from '../../model/neighbours';
import type { KubeObject } from '../../model/object';
import type { Project } from '../../model/project';
import { remember } from '../../model/remember';
import type { Service, ServicePort } from '../../model/service';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';
import { destinationsOf, serviceNameOf } from './destinations';

/** What Istio takes from the beginning of a port's name (istio, pkg/config/kube/conversion.go). */
const PROTOCOLS = ['tcp', 'udp', 'grpc', 'grpc-web', 'http', 'http_proxy', 'http2', 'https', 'tls', 'mongo', 'redis', 'mysql', 'hbone'];
/** Ports that it takes for TCP without looking: mail, DNS, MySQL, MongoDB. */
const SERVER_FIRST = [25, 53, 3306, 27017];

export default rule({
  id: 'mesh-port-name-unknown',
  summary: 'Istio cannot tell from the name of a port which protocol is spoken there.',
  severity: 'info',
  stage: 'traffic',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'service',

  *check(service, project) {
    const { type, object } = service;
    const ports = type === 'ExternalName' ? [] : service.ports.filter(leavesToGuess);
    if (ports.length === 0 || !isInMesh(service, project)) return;
    for (const { value, name, port } of ports) {
      const fix = fixFor({ value, name, port });
      yield {
        at: name?.at ?? port?.at ?? object.at,
        message: name
          ? message`The name ${name.value} begins with no protocol, so Istio has to guess what is spoken here.`
          : message`A port without name or ${'appProtocol'} leaves Istio to guess what is spoken here.`,
        ...(fix && { fix }),
      };
    }
  },
});

function leavesToGuess({ value, name, port, protocol }: ServicePort): boolean {
  if (value.get('appProtocol') || protocol === 'UDP' || (port && SERVER_FIRST.includes(port.value)) || (name && isTemplated(name.value))) return false;
  const written = name?.value ?? '';
  return !PROTOCOLS.some((one) => written === one || written.startsWith(`${one}-`));
}

/** VirtualServices by the names of the Services that they lead to. */
const routes = remember((objects: readonly KubeObject[]) =>
  grouped(objects, (object) => new Set(destinationsOf(object).flatMap(({ host }) => serviceNameOf(host.value, object)?.name ?? []))),
);

const injected = remember((namespaces: readonly KubeObject[]) =>
  namespaces.flatMap(({ name, labels }) => (name && (labels.get('istio-injection')?.value === 'enabled' || labels.has('istio.io/rev')) ? name.value : [])),
);

function isInMesh({ object, selector }: Service, project: Project): boolean {
  const { name, namespace } = object;
  if (namespace && injected(project.objects('Namespace', '')).includes(namespace.value)) return true;
  const leading = routes(project.objects('VirtualService', 'networking.istio.io')).get(name?.value ?? '') ?? [];
  if (leading.some((one) => liesBeside(one, object) || project.areDeployedTogether(one, object))) return true;
  const pods = selector?.certain && selector.matchLabels.size > 0 ? project.selectedPods(selector, object) : [];
  return pods.some(({ labels, annotations }) => [labels, annotations].some((map) => map.get('sidecar.istio.io/inject')?.value === 'true'));
}

function fixFor({ value, name, port }: Pick<ServicePort, 'value' | 'name' | 'port'>): Fix | undefined {
  const isWeb = /^(?:web|www|ui|api|rest|frontend)(?:-|$)/.test(name?.value ?? '') || port?.value === 80;
  if (!isWeb || (!name && !port)) return undefined;
  return { title: message`Say that it is ${'http'}`, safe: false, edits: [insertFieldAfter(value, name ? 'name' : 'port', 'appProtocol', 'http')] };
}
