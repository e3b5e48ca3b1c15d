import { liesBeside } from '../../model/neighbours';
import { describe } from '../../model/object';
import type { Pod } from '../../model/pod';
import type { Project } from '../../model/project';
import type { Service, ServicePort } from '../../model/service';
import { message } from '../../text/message';
import type { Located } from '../../text/span';
import { type Finding, rule } from '../rule';
import { isInMesh, protocolIn } from './istio-services';

/** What Istio reads as HTTP; all else it passes on as bytes (istio, pkg/config/protocol/instance.go, IsHTTP). */
const HTTP = ['http', 'http2', 'http_proxy', 'grpc', 'grpc-web', 'h2c', 'ws'];

export default rule({
  id: 'mesh-protocols-conflict',
  summary: 'Two Services tell Istio different protocols for one port of a pod.',
  severity: 'warning',
  stage: 'traffic',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  scope: 'service',

  *check(service, project) {
    const stated = service.ports.filter((port) => statedProtocol(port) !== undefined);
    if (stated.length === 0 || !service.selector?.certain || service.selector.matchLabels.size === 0 || !isInMesh(service, project)) return;
    for (const pod of project.selectedPods(service.selector, service.object)) {
      const found = stated.flatMap((port) => conflict(port, service, pod, project) ?? []);
      yield* found;
      if (found.length > 0) return;
    }
  },
});

function conflict(port: ServicePort, service: Service, pod: Pod, project: Project): Finding | undefined {
  const own = statedProtocol(port);
  const target = targetOf(port, pod);
  if (!own || target === undefined) return undefined;
  for (const other of project.servicesOf(pod)) {
    if (!comesBefore(other, service) || !(liesBeside(other.object, service.object) || project.areDeployedTogether(other.object, service.object))) continue;
    for (const one of other.ports) {
      const theirs = statedProtocol(one);
      if (!theirs || targetOf(one, pod) !== target || isHttp(theirs) === isHttp(own)) continue;
      return {
        at: own.at,
        message: message`${describe(other.object)} says that port ${target} of these pods speaks ${theirs.value}, and here it is ${own.value}: Istio takes one of the two for both.`,
        related: [{ at: theirs.at, message: message`The other protocol is here.` }],
      };
    }
  }
  return undefined;
}

/** One of the two is told, the later one; objects of one name are one object in several places. */
function comesBefore({ object: left }: Service, { object: right }: Service): boolean {
  if (!left.name || left.name.value === right.name?.value) return false;
  return left.file === right.file ? left.at.start < right.at.start : left.file < right.file;
}

/** What is said of the protocol, where it is said: `appProtocol` comes before the name. */
function statedProtocol({ value, name, protocol }: ServicePort): Located<string> | undefined {
  if (protocol !== 'TCP') return undefined;
  const written = value.string('appProtocol');
  if (value.given('appProtocol')) return written && { ...written, value: written.value.replace(/^kubernetes\.io\//, '').toLowerCase() };
  const said = name && protocolIn(name.value);
  return name && said !== undefined ? { value: said, at: name.at } : undefined;
}

function isHttp({ value }: Located<string>): boolean {
  return HTTP.includes(value);
}

/** The number of the port in the pod. */
function targetOf({ targetPort, port }: ServicePort, { containers }: Pod): number | undefined {
  const target = targetPort?.value ?? port?.value;
  if (typeof target !== 'string') return target;
  return containers.flatMap(({ ports }) => ports).find(({ name }) => name?.value === target)?.number?.value;
}
