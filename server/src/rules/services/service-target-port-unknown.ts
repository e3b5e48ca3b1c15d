import { insertFieldAfter, replaceValue } from '../../fix/fields';
import type { Container, ContainerPort } from '../../model/container';
import type { Pod } from '../../model/pod';
import type { Project } from '../../model/project';
import { remember } from '../../model/remember';
import { isEmpty } from '../../model/selector';
import type { ServicePort } from '../../model/service';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'service-target-port-unknown',
  summary: 'A Service sends its traffic to a port that no selected container declares.',
  severity: 'error',
  stage: 'traffic',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['popeye:POP-1106'],
  scope: 'service',

  *check({ object, selector, ports, type }, project) {
    if (!selector?.certain || isEmpty(selector) || type === 'ExternalName') return;
    const pods = project.selectedPods(selector, object);
    if (pods.length === 0 || pods.some(({ allContainers }) => reachable(allContainers).isFilledIn)) return;
    const declared = pods.flatMap(portsOf);
    for (const port of ports) {
      const target = port.targetPort?.value ?? port.port?.value;
      if (typeof target === 'string') yield* checkName(port, target, declared);
      else if (target !== undefined) yield* checkNumber(port, target, pods, ports.length === 1, project);
    }
  },
});

/** Ports that a Service can reach by name: of main containers and sidecars (endpointslice, `FindPort`). Many Services may select one pod. */
const reachable = remember((containers: readonly Container[]) => {
  const ports = containers.filter(({ role }) => role === 'main' || role === 'sidecar').flatMap((container) => container.ports);
  return { ports, isFilledIn: ports.some(isFilledIn) };
});

function portsOf({ allContainers }: Pod): readonly ContainerPort[] {
  return reachable(allContainers).ports;
}

function isFilledIn({ name, protocol, value }: ContainerPort): boolean {
  return isTemplated(name?.value ?? '') || isTemplated(protocol) || isTemplated(value.get('containerPort')?.words ?? '');
}

function* checkName({ targetPort, protocol, value }: ServicePort, target: string, declared: readonly ContainerPort[]): Iterable<Finding> {
  // Digits in quotes are no legal name, and a fault of their own.
  if (!targetPort || isTemplated(target) || isTemplated(protocol) || /^\d*$/.test(target)) return;
  const named = declared.filter(({ name }) => name?.value === target);
  if (named.some((port) => port.protocol === protocol)) return;
  const [other] = named;
  if (other) {
    const related = other.name ? [{ at: other.name.at, message: message`The port is declared here.` }] : [];
    yield { at: targetPort.at, message: message`The containers' port ${target} is ${other.protocol}, but this port of the Service is ${protocol}.`, related };
    return;
  }
  const candidates = declared.filter((port) => port.protocol === protocol);
  const [near] = suggest(
    target,
    candidates.flatMap(({ name }) => name?.value ?? []),
  );
  const replacement = near ?? only(candidates.map(({ name, number }) => name?.value ?? number?.value));
  const written = value.get('targetPort');
  const fix = replacement === undefined || !written ? undefined : useFix(replacement, [replaceValue(written, replacement)]);
  yield {
    at: targetPort.at,
    message:
      near === undefined
        ? message`None of the selected containers has a port named ${target}.`
        : message`None of the selected containers has a port named ${target}; did you mean ${near}?`,
    ...(fix && { fix }),
  };
}

function* checkNumber(
  { port, targetPort, protocol, value }: ServicePort,
  target: number,
  pods: readonly Pod[],
  isOnly: boolean,
  project: Project,
): Iterable<Finding> {
  const numbers = pods.map((pod) =>
    portsOf(pod)
      .filter((one) => one.protocol === protocol)
      .flatMap(({ number }) => number?.value ?? []),
  );
  // A port need not be declared to be open; it tells only where the others are declared. Where the program behind a
  // container is known, its source says more than its declaration.
  if (numbers.some((list) => list.length === 0) || numbers.flat().includes(target)) return;
  if (pods.some(({ containers }) => containers.some((container) => container.ports.length === 0))) return;
  if (pods.some(({ containers }) => containers.some((container) => project.chainOf(container)?.program))) return;
  const declared = [...new Set(numbers.flat())];
  const replacement = isOnly ? only(declared) : undefined;
  const written = value.get('targetPort');
  const edits = replacement === undefined ? [] : [written ? replaceValue(written, replacement) : insertFieldAfter(value, 'port', 'targetPort', replacement)];
  const shown = declared.map(String);
  yield {
    at: (targetPort ?? port)?.at ?? value.headAt,
    severity: replacement === undefined ? 'hint' : 'warning',
    message: targetPort
      ? message`The selected containers declare ${shown}, not ${target}.`
      : message`Without a targetPort the traffic goes to ${target}, but the selected containers declare ${shown}.`,
    ...(replacement !== undefined && { fix: useFix(replacement, edits) }),
  };
}

function useFix(replacement: string | number, edits: Fix['edits']): Fix {
  return { title: typeof replacement === 'string' ? message`Use port ${replacement}` : message`Send to port ${replacement}`, safe: false, edits };
}

function only<T>(values: readonly (T | undefined)[]): T | undefined {
  const [first, ...others] = new Set(values);
  return others.length === 0 ? first : undefined;
}
