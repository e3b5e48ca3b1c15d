import { replaceValue } from '../../fix/fields';
import { definesBeside } from '../../model/neighbours';
import { describe, type KubeObject } from '../../model/object';
import { sameNamespace } from '../../model/object-index';
import type { Project } from '../../model/project';
import { serviceOf } from '../../model/service';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';
import { type Destination, destinationsOf, type ServiceName, serviceNameOf } from './destinations';

export default rule({
  id: 'mesh-destination-unknown',
  summary: 'A VirtualService or DestinationRule of Istio leads to a Service or port that is not there.',
  severity: 'warning',
  stage: 'traffic',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['DestinationRule', 'VirtualService'],

  *check(object, project) {
    for (const destination of destinationsOf(object)) {
      const service = serviceNameOf(destination.host.value, object);
      if (!service) continue;
      const found = project.find('Service', service.name, object, service.namespace);
      if (found.length > 0) yield* checkPort(destination, found);
      else yield* checkHost(destination, service, object, project);
    }
  },
});

function* checkHost({ host, written }: Destination, { name, namespace }: ServiceName, object: KubeObject, project: Project): Iterable<Finding> {
  const entries = project.objects('ServiceEntry', 'networking.istio.io').flatMap(({ value }) => value.strings('spec', 'hosts').map((one) => one.value));
  if (entries.includes(host.value) || project.objects('WorkloadGroup').length > 0) return;
  const names = project.objects('Service', '').flatMap((one) => (one.name && sameNamespace(one.namespace?.value, namespace) ? one.name.value : []));
  const [near] = suggest(name, names);
  if (project.mayExistElsewhere('Service', name, object, namespace) || (near === undefined && !definesBeside('Service', object, project))) return;
  const meant = near === undefined ? undefined : near + host.value.slice(name.length);
  yield {
    at: host.at,
    message: near === undefined ? message`No file defines the Service ${name}.` : message`No file defines the Service ${name}; did you mean ${near}?`,
    ...(meant !== undefined && { fix: { title: message`Use ${meant}`, safe: false, edits: [replaceValue(written, meant)] } }),
  };
}

function* checkPort({ port, written }: Destination, found: readonly KubeObject[]): Iterable<Finding> {
  const services = found.flatMap((one) => serviceOf(one) ?? []);
  const [nearest] = services;
  if (!port || !nearest || services.some(({ ports }) => ports.length === 0 || ports.some((one) => !one.port || one.port.value === port.value))) return;
  const numbers = nearest.ports.flatMap((one) => one.port?.value ?? []);
  const place = written.parent?.get('port', 'number');
  const leading = nearest.ports.filter(({ targetPort }) => targetPort?.value === port.value);
  const meant = leading.length === 1 ? leading[0]?.port?.value : numbers.length === 1 ? numbers[0] : undefined;
  yield {
    at: port.at,
    severity: 'error',
    message: message`${describe(nearest.object)} has no port ${port.value}; it has ${numbers.map(String)}.`,
    related: [{ at: nearest.object.at, message: message`The Service is defined here.` }],
    ...(place && meant !== undefined && { fix: { title: message`Use port ${String(meant)}`, safe: false, edits: [replaceValue(place, meant)] } }),
  };
}
