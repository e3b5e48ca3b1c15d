import { removeField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1', '0.0.0.0']);

export default rule({
  id: 'probe-host-is-node',
  summary: 'A probe asks `localhost`, which is the node and not the container.',
  severity: 'error',
  stage: 'ready',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'container',

  *check({ probes, hooks, pod }) {
    // Then the two are one.
    if (pod.hostNetwork) return;
    for (const { kind, value } of [...probes, ...hooks].flatMap(({ handlers }) => handlers)) {
      const host = kind === 'httpGet' || kind === 'tcpSocket' ? value.string('host') : undefined;
      const written = value.get('host');
      if (!host || !written || !LOOPBACK.has(host.value)) continue;
      yield {
        at: host.at,
        message: message`The kubelet asks ${host.value} on the node, not in the container; without ${'host'} it asks the pod.`,
        fix: { title: message`Remove ${'host'}`, safe: false, edits: [removeField(written)] },
      };
    }
  },
});
