import { removeField, replaceValue } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'host-network-port-mismatch',
  summary: 'In the network of the node, a host port differs from the container port.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'container',

  *check({ pod, ports }) {
    if (!pod.hostNetwork) return;
    for (const { number, hostPort, value } of ports) {
      const written = value.get('hostPort');
      if (!number || !hostPort || !written || hostPort.value === 0 || hostPort.value === number.value) continue;
      yield {
        at: hostPort.at,
        message: message`In the network of the node the host port has to be ${number.value}, like the container port.`,
        related: [{ at: number.at, message: message`The container port is written here.` }],
        fix: [
          { title: message`Use port ${number.value}`, safe: false, edits: [replaceValue(written, number.value)] },
          { title: message`Remove the host port`, safe: false, edits: [removeField(written)] },
        ],
      };
    }
  },
});
