import { insertFieldAfter, replaceValue } from '../../fix/fields';
import { type Reference, referencesOf } from '../../model/graph/edges';
import { describe } from '../../model/object';
import type { Project } from '../../model/project';
import { type Service, serviceOf } from '../../model/service';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'];
/** These ask for 443 where no port is written (apiregistration and admissionregistration, defaults.go). */
const HTTPS_BY_DEFAULT = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'APIService', 'CustomResourceDefinition'];

export default rule({
  id: 'service-reference-port-unknown',
  summary: 'A route, webhook or API service leads to a port that its Service does not have.',
  severity: 'error',
  stage: 'traffic',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['popeye:POP-407'],
  scope: 'object',

  *check(object, project) {
    if (object.kind.value === 'Ingress') return;
    for (const reference of referencesOf(object)) {
      if (reference.kind !== 'Service') continue;
      yield* checkPort(reference, project);
      yield* checkTarget(reference, project);
    }
  },
});

function* checkPort(reference: Reference, project: Project): Iterable<Finding> {
  const { from, name, namespace, port, value } = reference;
  const services = project.find('Service', name.value, from, namespace).flatMap((found) => serviceOf(found) ?? []);
  const isRoute = ROUTES.includes(from.kind.value);
  if (isRoute && !port && !value.get('port')) {
    const only = services[0]?.ports.length === 1 ? services[0].ports[0]?.port : undefined;
    const fix: Fix | undefined = only && {
      title: message`Use port ${String(only.value)}`,
      safe: false,
      edits: [insertFieldAfter(value, 'name', 'port', only.value)],
    };
    yield { at: name.at, message: message`A route to a Service needs the ${'port'} of the Service.`, ...(fix && { fix }) };
    return;
  }
  const asked = port?.value ?? (HTTPS_BY_DEFAULT.includes(from.kind.value) ? 443 : undefined);
  const [nearest] = services;
  // Several Services of a name are those of several environments: the port must be wrong for all of them.
  if (!nearest || asked === undefined || isTemplated(String(asked)) || services.some((service) => isUncertain(service) || has(service, asked))) return;
  const written = value.get('port') ?? (from.kind.value === 'Route' ? from.value.get('spec', 'port', 'targetPort') : undefined);
  const meant = replacementFor(nearest, asked);
  const fix: Fix | undefined =
    meant === undefined
      ? undefined
      : {
          title: message`Use port ${String(meant)}`,
          safe: false,
          edits: [written ? replaceValue(written, meant) : insertFieldAfter(value, 'name', 'port', meant)],
        };
  const ports = nearest.ports.map((one) => (typeof asked === 'string' && one.name ? one.name.value : String(one.port?.value)));
  yield {
    at: port?.at ?? name.at,
    message: port
      ? message`${describe(nearest.object)} has no port ${String(asked)}; it has ${ports}.`
      : message`Port 443 is asked for where none is written, and ${describe(nearest.object)} has ${ports}.`,
    related: [{ at: nearest.object.at, message: message`The Service is defined here.` }],
    ...(fix && { fix }),
  };
}

/** A number in a Route of OpenShift is a port of the pods, not of the Service (route.openshift.io/v1, RoutePort). */
function* checkTarget({ from, name, namespace, targetPort }: Reference, project: Project): Iterable<Finding> {
  const services = project.find('Service', name.value, from, namespace).flatMap((found) => serviceOf(found) ?? []);
  const [nearest] = services;
  if (!nearest || !targetPort) return;
  // Names are ports of the pods, and of what is in no selector the files show nothing.
  const isKnown = services.every((service) => !isUncertain(service) && service.selector && targetsOf(service).every((one) => typeof one === 'number'));
  if (!isKnown || services.some((service) => targetsOf(service).includes(targetPort.value))) return;
  const targets = targetsOf(nearest);
  const behind = nearest.ports.find(({ port }) => port?.value === targetPort.value)?.targetPort?.value;
  const meant = behind ?? (targets.length === 1 ? targets[0] : undefined);
  const written = from.value.get('spec', 'port', 'targetPort');
  yield {
    at: targetPort.at,
    message: message`${describe(nearest.object)} leads to no port ${String(targetPort.value)} of its pods; it leads to ${targets.map(String)}.`,
    related: [{ at: nearest.object.at, message: message`The Service is defined here.` }],
    ...(meant !== undefined && written && { fix: { title: message`Use port ${String(meant)}`, safe: false, edits: [replaceValue(written, meant)] } }),
  };
}

function targetsOf({ ports }: Service): readonly (string | number | undefined)[] {
  return [...new Set(ports.map(({ port, targetPort }) => targetPort?.value ?? port?.value))];
}

function isUncertain({ type, ports }: Service): boolean {
  return type === 'ExternalName' || ports.length === 0 || ports.some(({ port, name }) => !port || (name && isTemplated(name.value)));
}

function has({ ports }: Service, asked: string | number): boolean {
  return ports.some(({ port, name }) => port?.value === asked || name?.value === asked);
}

/** The port whose name is near, the one that leads to the number, or the only one. */
function replacementFor({ ports }: Service, asked: string | number): string | number | undefined {
  const names = ports.flatMap(({ name }) => name?.value ?? []);
  const [near] = typeof asked === 'string' ? suggest(asked, names) : [];
  const leading = ports.filter(({ targetPort }) => targetPort?.value === asked);
  return near ?? (leading.length === 1 ? leading[0]?.port?.value : ports.length === 1 ? ports[0]?.port?.value : undefined);
}
