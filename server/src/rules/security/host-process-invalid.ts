import { setField } from '../../fix/fields';
import { securityContext } from '../../model/security-context';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'host-process-invalid',
  summary: 'Containers for Windows that run on the host itself, beside others or in a network of their own.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check(pod) {
    const settings = pod.allContainers.map((container) => ({ container, hostProcess: securityContext(container).hostProcess }));
    const [first] = settings.flatMap(({ hostProcess }) => (hostProcess?.value === true ? [hostProcess] : []));
    if (!first) return;
    if (!pod.hostNetwork && !(pod.value.given('hostNetwork') && pod.value.boolean('hostNetwork') === undefined))
      yield {
        at: first.at,
        message: message`A container on the host itself needs ${'hostNetwork: true'} in the pod.`,
        fix: { title: message`Use the network of the node`, safe: false, edits: setField(pod.value, ['hostNetwork'], true) },
      };
    for (const { container, hostProcess } of settings) {
      if (hostProcess && hostProcess.value !== false) continue;
      yield {
        at: hostProcess?.at ?? container.at,
        message: message`All containers of a pod run on the host itself, or none.`,
        related: [{ at: first.at, message: message`Another one does.` }],
      };
    }
  },
});
