import { removeItem } from '../../fix/fields';
import type { Container, ContainerPort } from '../../model/container';
import { message } from '../../text/message';
import type { Span } from '../../text/span';
import { rule } from '../rule';

export default rule({
  id: 'port-duplicate',
  summary: 'Two ports of a pod have the same number.',
  severity: 'warning',
  stage: 'start',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check({ containers, initContainers }) {
    const first = new Map<string, { readonly container: Container; readonly at: Span; readonly port: ContainerPort }>();
    for (const container of [...initContainers.filter(({ role }) => role === 'sidecar'), ...containers]) {
      for (const port of container.ports) {
        const { number, protocol, value } = port;
        if (!number) continue;
        const key = `${number.value}/${protocol}`;
        const before = first.get(key);
        if (!before) {
          first.set(key, { container, at: number.at, port });
          continue;
        }
        const related = [{ at: before.at, message: message`It is declared here already.` }];
        if (before.container !== container) {
          yield {
            at: number.at,
            message: message`Another container of this pod has port ${number.value} too, and only one of them can listen on it.`,
            related,
          };
          continue;
        }
        // With another port or address of the node it is another way in.
        if (port.hostPort?.value !== before.port.hostPort?.value || port.hostIP !== before.port.hostIP) continue;
        const isBare = port.name === undefined || port.name.value === before.port.name?.value;
        yield {
          at: number.at,
          message: message`Port ${number.value} is declared twice, and ${'kubectl apply'} may drop one of the two.`,
          related,
          ...(isBare && { fix: { title: message`Remove the second port`, safe: false, edits: [removeItem(value)] } }),
        };
      }
    }
  },
});
