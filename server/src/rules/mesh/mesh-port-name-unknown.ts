import { insertFieldAfter } from '../../fix/fields';
import type { ServicePort } from '../../model/service';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';
import { isInMesh, protocolIn } from './istio-services';

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
  return protocolIn(name?.value ?? '') === undefined;
}

function fixFor({ value, name, port }: Pick<ServicePort, 'value' | 'name' | 'port'>): Fix | undefined {
  const isWeb = /^(?:web|www|ui|api|rest|frontend)(?:-|$)/.test(name?.value ?? '') || port?.value === 80;
  if (!isWeb || (!name && !port)) return undefined;
  return { title: message`Say that it is ${'http'}`, safe: false, edits: [insertFieldAfter(value, name ? 'name' : 'port', 'appProtocol', 'http')] };
}
