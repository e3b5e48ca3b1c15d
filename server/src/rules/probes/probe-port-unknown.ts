import { replaceValue } from '../../fix/fields';
import type { Container, Handler } from '../../model/container';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'probe-port-unknown',
  summary: 'A probe or hook names a port that its container does not declare.',
  severity: 'error',
  stage: 'ready',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-linter:liveness-port', 'kube-linter:readiness-port', 'kube-linter:startup-port'],
  scope: 'container',

  *check(container) {
    for (const { handlers } of [...container.probes, ...container.hooks]) {
      for (const handler of handlers) {
        const { port } = handler;
        // A number is legal even when undeclared; only names are looked up, and only in the own container of the probe or hook
        // (kubernetes/pkg/probe/util.go, ResolveContainerPort).
        if (typeof port?.value !== 'string' || /^\d+$/.test(port.value) || handler.kind === 'grpc') continue;
        if (isTemplated(port.value) || container.ports.some(({ name }) => name && (name.value === port.value || isTemplated(name.value)))) continue;
        const fix = useDeclaredPort(container, handler);
        yield {
          at: port.at,
          message: container.name
            ? message`No port of container ${container.name.value} is named ${port.value}.`
            : message`No port of this container is named ${port.value}.`,
          ...(fix && { fix }),
        };
      }
    }
  },
});

function useDeclaredPort(container: Container, handler: Handler): Fix | undefined {
  const ports = container.ports.filter(({ protocol }) => protocol === 'TCP');
  const written = handler.value.get('port');
  const names = ports.flatMap(({ name }) => name?.value ?? []);
  const [near] = suggest(String(handler.port?.value), names);
  const only = ports.length === 1 ? ports[0] : undefined;
  const replacement = near ?? only?.name?.value ?? only?.number?.value;
  if (replacement === undefined || !written) return undefined;
  const title = typeof replacement === 'string' ? message`Use port ${replacement}` : message`Use port ${replacement} of this container`;
  return { title, safe: false, edits: [replaceValue(written, replacement)] };
}
