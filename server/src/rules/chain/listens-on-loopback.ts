import { chainPorts } from '../../model/chain-ports';
import type { ListenPort } from '../../model/program';
import { isLoopback } from '../../model/program';
import type { Chain, Project } from '../../model/project';
import { message } from '../../text/message';
import type { Span } from '../../text/span';
import { type Related, rule } from '../rule';

export default rule({
  id: 'listens-on-loopback',
  summary: 'A program listens on the loopback interface alone, where nobody outside its pod can reach it.',
  severity: 'error',
  stage: 'ready',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'chain',

  *check(chain, project) {
    const listens = chainPorts(chain) ?? [];
    for (const one of listens) {
      if (one.host === undefined || !isLoopback(one.host)) continue;
      // The same port on another address is open all the same.
      if (listens.some((other) => other.port === one.port && other.host !== undefined && !isLoopback(other.host))) continue;
      const wanted = wantedBy(one.port, chain, project);
      if (wanted.length === 0) continue;
      const place = hostPlace(one);
      yield {
        at: place ?? variablePlace(one, chain) ?? one.listen.at,
        message: message`The program listens on ${one.host} alone, and port ${one.port} is asked for from outside the pod.`,
        related: wanted,
        ...(place && { fix: { title: message`Listen on all addresses`, safe: false, edits: [{ at: place, text: '' }] } }),
      };
    }
  },
});

/** Where the manifests or the image name the port: a probe and a Service come from outside, and so does whoever reads EXPOSE. */
function wantedBy(port: number, { container, image }: Chain, project: Project): Related[] {
  const numberOf = (value: string | number | undefined) =>
    typeof value === 'string' ? container.ports.find(({ name }) => name?.value === value)?.number?.value : value;
  const related: Related[] = [];
  for (const { handlers } of container.probes) {
    for (const { port: asked, kind } of handlers) {
      if (asked && kind !== 'exec' && numberOf(asked.value) === port) related.push({ at: asked.at, message: message`A probe asks this port.` });
    }
  }
  for (const { ports } of project.servicesOf(container.pod)) {
    for (const one of ports) {
      const target = one.targetPort ?? one.port;
      if (target && numberOf(target.value) === port) related.push({ at: target.at, message: message`A Service sends traffic here.` });
    }
  }
  for (const { number } of container.ports) if (number?.value === port) related.push({ at: number.at, message: message`The port is declared here.` });
  for (const { port: exposed } of image.exposes) if (exposed.value === port) related.push({ at: exposed.at, message: message`The port is exposed here.` });
  return related;
}

/** Where a manifest or image sets the variable that the host comes from. */
function variablePlace({ listen }: ListenPort, { container, image }: Chain): Span | undefined {
  const [first] = listen.address ?? [];
  if (first?.kind !== 'environment') return undefined;
  return container.environment.find(({ name }) => name?.value === first.key)?.literal?.at ?? image.environment.get(first.key)?.at;
}

/** The host inside the literal that the address begins with; undefined where it comes from somewhere else. */
function hostPlace({ host, listen }: ListenPort): Span | undefined {
  const [first] = listen.address ?? [];
  if (host === undefined || !first || !('at' in first) || !first.at) return undefined;
  const text = first.kind === 'constant' ? first.text : first.kind === 'flag' ? first.fallback : '';
  const written = text.startsWith('[') ? `[${host}]` : host;
  return text.startsWith(`${written}:`) ? { ...first.at, end: first.at.start + written.length } : undefined;
}
