import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'ssh-port-open',
  summary: 'A container listens for SSH.',
  severity: 'hint',
  stage: 'secure',
  profile: 'production',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['kube-linter:ssh-port', 'monokle:KBP110', 'kubescape:C-0042'],
  scope: 'container',

  *check({ ports }) {
    for (const { number, protocol } of ports) {
      if (number?.value === 22 && protocol === 'TCP')
        yield { at: number.at, message: message`Port 22 is that of SSH; ${'kubectl exec'} gets in without a server, keys and an open port.` };
    }
  },
});
