import { removeField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'host-ip-without-host-port',
  summary: 'An address of the node is given, but no port of it.',
  severity: 'warning',
  stage: 'apply',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'container',

  *check({ pod, ports }) {
    for (const { hostPort, hostIP, value } of ports) {
      const written = value.get('hostIP');
      // In the network of the node the server sets the host port itself.
      if (!written || hostIP === '' || (hostPort && hostPort.value !== 0) || pod.hostNetwork) continue;
      yield {
        at: written.at,
        message: message`The address ${hostIP} has no effect without ${'hostPort'}.`,
        fix: { title: message`Remove ${'hostIP'}`, safe: true, edits: [removeField(written)] },
      };
    }
  },
});
