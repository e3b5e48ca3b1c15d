import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'port-number-invalid',
  summary: 'A port number that no port has.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'container',

  *check({ ports }) {
    for (const { number, hostPort } of ports) {
      for (const port of [number, hostPort]) {
        // 0 is the same as no host port.
        if (!port || (port.value >= 1 && port.value <= 65535) || (port === hostPort && port.value === 0)) continue;
        yield { at: port.at, message: message`A port number lies between 1 and 65535; ${port.value} does not.` };
      }
    }
  },
});
