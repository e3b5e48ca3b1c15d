import { replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import type { Project } from '../../model/project';
import { serviceOf } from '../../model/service';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import type { Span } from '../../text/span';
import { type Finding, rule } from '../rule';
import { type Monitor, pickedServices, readMonitor } from './monitors';

/** The named ports of what a monitor picks, and where they are declared. */
interface Picked {
  readonly names: readonly string[];
  readonly numbers: ReadonlyMap<number, string>;
  readonly at: Span;
}

export default rule({
  id: 'monitor-port-unknown',
  summary: 'A ServiceMonitor or PodMonitor scrapes a port that nothing it selects has.',
  severity: 'error',
  stage: 'observe',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['PodMonitor', 'ServiceMonitor'],

  *check(object, project) {
    const monitor = readMonitor(object);
    const picked = monitor && pickedBy(monitor, project);
    if (!monitor || !picked) return;
    for (const endpoint of monitor.endpoints) {
      const port = endpoint.given('port');
      if (port?.words !== undefined && !isTemplated(port.words)) yield* checkPort(port, port.words, picked, monitor);
    }
  },
});

function pickedBy(monitor: Monitor, project: Project): Picked | undefined {
  const ports =
    monitor.picks === 'Service'
      ? pickedServices(monitor, project).flatMap((object) => serviceOf(object)?.ports.map(({ name, port, value }) => ({ name, number: port, value })) ?? [])
      : monitor.namespaces?.length === 1 && monitor.namespaces[0] === monitor.object.namespace?.value
        ? project.selectedPods(monitor.selector, monitor.object).flatMap(({ allContainers }) => allContainers.flatMap((container) => container.ports))
        : [];
  const [first] = ports;
  // Ports that are templated may have any name.
  if (!first || ports.some(({ name, value }) => value.kind !== 'map' || (name && isTemplated(name.value)))) return undefined;
  const numbers = new Map(ports.flatMap(({ name, number }) => (name && number ? [[number.value, name.value] as const] : [])));
  return { names: [...new Set(ports.flatMap(({ name }) => name?.value ?? []))], numbers, at: first.value.headAt };
}

function* checkPort(port: Value, words: string, { names, numbers, at }: Picked, { picks }: Monitor): Iterable<Finding> {
  if (names.includes(words)) return;
  const [near] = suggest(words, names);
  const meant = numbers.get(Number(words)) ?? near ?? (names.length === 1 ? names[0] : undefined);
  const owner = picks === 'Service' ? 'Service' : 'Pod';
  yield {
    at: port.at,
    message: /^\d+$/.test(words)
      ? message`The port is named here and not numbered, and no ${owner} that is selected has a port named ${words}.`
      : names.length === 0
        ? message`No ${owner} that is selected has a port named ${words}; their ports have no names.`
        : message`No ${owner} that is selected has a port named ${words}; there is ${names}.`,
    related: [{ at, message: message`Ports are declared here.` }],
    ...(meant !== undefined && { fix: { title: message`Use port ${meant}`, safe: false, edits: [replaceValue(port, meant)] } }),
  };
}
