import type { Container, ContainerPort } from '../../model/container';
import type { Pod } from '../../model/pod';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'port-name-duplicate',
  summary: 'Two ports of a pod have the same name.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['kube-score:container-ports-check'],
  scope: 'pod',

  *check(pod) {
    const first = new Map<string, { readonly container: Container; readonly port: ContainerPort }>();
    for (const container of running(pod)) {
      for (const port of container.ports) {
        const { name } = port;
        if (!name || name.value === '') continue;
        const before = first.get(name.value);
        if (!before) {
          first.set(name.value, { container, port });
          continue;
        }
        const at = before.port.name?.at ?? before.container.at;
        const related = [{ at, message: message`It is used here already.` }];
        if (before.container === container) yield { at: name.at, message: message`Another port of this container is named ${name.value} already.`, related };
        else
          yield {
            at: name.at,
            severity: 'warning',
            message: message`Another container of this pod has a port ${name.value}, and a Service that asks for it by name gets that one.`,
            related,
          };
      }
    }
  },
});

/** Containers that run at the same time. */
function running({ containers, initContainers }: Pod): readonly Container[] {
  return [...initContainers.filter(({ role }) => role === 'sidecar'), ...containers];
}
