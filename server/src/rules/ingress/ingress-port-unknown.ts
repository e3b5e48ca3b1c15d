import { replaceValue, setField } from '../../fix/fields';
import type { Value } from '../../model/object';
import { type Service, serviceOf } from '../../model/service';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { type Message, message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'ingress-port-unknown',
  summary: 'An Ingress names a port that its Service does not have.',
  severity: 'error',
  stage: 'traffic',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-linter:dangling-ingress', 'kube-score:ingress-targets-service', 'popeye:POP-1402'],
  scope: 'ingress',

  *check({ object, backends }, project) {
    for (const backend of backends) {
      const { service: name, port } = backend;
      // A number that no port has is told elsewhere.
      if (!name || !port || (typeof port.value === 'number' && port.value < 1) || (typeof port.value === 'string' && isTemplated(port.value))) continue;
      const services = project.find('Service', name.value, object).flatMap((found) => serviceOf(found) ?? []);
      // Several Services of a name are those of several environments: the port must be wrong for all of them.
      const [nearest] = services;
      if (!nearest || services.some((service) => isUncertain(service) || has(service, port.value))) continue;
      const replacement = replacementFor(nearest, port.value);
      const fix = replacement === undefined ? undefined : useFix(backend.value, replacement);
      yield {
        at: port.at,
        message: messageFor(nearest, name.value, port.value),
        related: [{ at: nearest.object.at, message: message`The Service is defined here.` }],
        ...(fix && { fix }),
      };
    }
  },
});

function isUncertain({ type, ports }: Service): boolean {
  return (
    type === 'ExternalName' || ports.length === 0 || ports.some(({ value, name, port }) => !port || value.kind !== 'map' || (name && isTemplated(name.value)))
  );
}

function has({ ports }: Service, wanted: string | number): boolean {
  return ports.some(({ name, port }) => (typeof wanted === 'number' ? port?.value === wanted : name?.value === wanted));
}

function messageFor({ ports }: Service, name: string, wanted: string | number): Message {
  const numbers = ports.flatMap(({ port }) => (port ? String(port.value) : []));
  const names = ports.flatMap((port) => port.name?.value ?? []);
  if (typeof wanted === 'string') {
    return names.length === 0
      ? message`The ports of Service ${name} have no names; it has the port ${numbers}, and not ${wanted}.`
      : message`No port of Service ${name} is named ${wanted}; there is ${names}.`;
  }
  const isTarget = ports.some(({ targetPort }) => targetPort?.value === wanted);
  return isTarget
    ? message`${wanted} is the port of the pods; Service ${name} has the port ${numbers}.`
    : message`Service ${name} has no port ${wanted}; it has ${numbers}.`;
}

/** The port that is meant: the one whose name is near, the one that leads to the number, or the only one. */
function replacementFor({ ports }: Service, wanted: string | number): string | number | undefined {
  if (typeof wanted === 'string') {
    const [near] = suggest(
      wanted,
      ports.flatMap(({ name }) => name?.value ?? []),
    );
    if (near !== undefined) return near;
  }
  const target = ports.filter(({ targetPort }) => targetPort?.value === wanted);
  const [only, ...others] = target.length === 0 ? ports : target;
  if (!only || others.length > 0) return undefined;
  return typeof wanted === 'string' ? (only.name?.value ?? only.port?.value) : only.port?.value;
}

function useFix(backend: Value, replacement: string | number): Fix | undefined {
  const title = typeof replacement === 'string' ? message`Use port ${replacement}` : message`Use port ${replacement} of the Service`;
  const old = backend.get('servicePort');
  if (old) return { title, safe: false, edits: [replaceValue(old, replacement)] };
  const port = backend.get('service', 'port');
  const kind = typeof replacement === 'string' ? 'name' : 'number';
  if (port?.kind !== 'map') return undefined;
  return { title, safe: false, edits: port.get(kind) ? setField(port, [kind], replacement) : [replaceValue(port, { [kind]: replacement })] };
}
