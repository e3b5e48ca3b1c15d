import { removeField } from '../../fix/fields';
import { message } from '../../text/message';
import { admissionAt } from '../pod-security/admission';
import { asked } from '../pod-security/judge';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'host-port-used',
  summary: 'A container takes a port of its node, so no two such pods fit on one node.',
  severity: 'warning',
  stage: 'schedule',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  aliases: [
    'pss:baseline:hostports',
    'monokle:PSS106',
    'polaris:hostPortSet',
    'checkov:CKV_K8S_26',
    'trivy:KSV-0024',
    'kubescape:C-0044',
    'datree:CONTAINERS_INCORRECT_KEY_HOSTPORT',
  ],
  scope: 'container',

  *check({ ports, pod }, project) {
    const admission = admissionAt('baseline', pod, project);
    // In the network of the node the port is taken anyway, and a DaemonSet has one pod on each node.
    if (!admission && (pod.hostNetwork || pod.owner.kind.value === 'DaemonSet')) return;
    const seen = new Set<string>();
    for (const { hostPort, value, protocol, hostIP } of ports) {
      const written = value.get('hostPort');
      if (!hostPort || hostPort.value < 1 || hostPort.value > 65535 || !written) continue;
      // That a port is taken twice is told elsewhere.
      const taken = `${protocol}/${hostIP}/${hostPort.value}`;
      if (!admission && seen.has(taken)) continue;
      seen.add(taken);
      const { at, value: port } = hostPort;
      const fix: Fix = { title: message`Remove the host port`, safe: false, edits: [removeField(written)] };
      if (admission) yield { ...asked(message`Port ${port} of the node is taken`, admission), at, fix };
      else {
        yield {
          at,
          profile: 'recommended',
          ...(pod.owner.kind.value === 'Pod' && { severity: 'info' }),
          message: message`Port ${port} of the node is taken, so only one such pod fits on a node.`,
          fix,
        };
      }
    }
  },
});
