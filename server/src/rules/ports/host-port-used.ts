import { removeField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'host-port-used',
  summary: 'A container takes a port of its node, so no two such pods fit on one node.',
  severity: 'warning',
  stage: 'schedule',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['polaris:hostPortSet', 'checkov:CKV_K8S_26', 'trivy:KSV-0024', 'kubescape:C-0044'],
  scope: 'container',

  *check({ ports, pod }) {
    // In the network of the node the port is taken anyway, and a DaemonSet has one pod on each node.
    if (pod.hostNetwork || pod.owner.kind.value === 'DaemonSet') return;
    for (const { hostPort, value } of ports) {
      const written = value.get('hostPort');
      if (!hostPort || hostPort.value === 0 || !written) continue;
      yield {
        at: hostPort.at,
        ...(pod.owner.kind.value === 'Pod' && { severity: 'info' }),
        message: message`Port ${hostPort.value} of the node is taken, so only one such pod fits on a node.`,
        fix: { title: message`Remove the host port`, safe: false, edits: [removeField(written)] },
      };
    }
  },
});
