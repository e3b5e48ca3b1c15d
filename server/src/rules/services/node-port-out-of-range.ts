import { message } from '../../text/message';
import { rule } from '../rule';

/** The default of kube-apiserver's flag `--service-node-port-range`. */
const FIRST = 30000;
const LAST = 32767;
/** No range goes beyond. */
const LAST_PORT = 65535;

export default rule({
  id: 'node-port-out-of-range',
  summary: 'A node port lies outside of the range that clusters give out.',
  severity: 'warning',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'service',

  *check({ ports, type }) {
    // That a ClusterIP has none is told elsewhere.
    if (type !== 'NodePort' && type !== 'LoadBalancer') return;
    for (const { nodePort } of ports) {
      if (!nodePort || nodePort.value === 0 || (nodePort.value >= FIRST && nodePort.value <= LAST)) continue;
      yield {
        at: nodePort.at,
        ...((nodePort.value < 0 || nodePort.value > LAST_PORT) && { severity: 'error' }),
        message: message`Clusters give out node ports from ${FIRST} to ${LAST} unless they are told otherwise, and ${nodePort.value} is none.`,
      };
    }
  },
});
