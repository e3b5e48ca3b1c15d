import type { Pod } from '../../model/pod';
import { message } from '../../text/message';
import { admissionAt } from '../pod-security/admission';
import { isSensitivePath } from '../pod-security/node-paths';
import { rule } from '../rule';

export default rule({
  id: 'host-path-sensitive',
  summary: 'A pod mounts a folder from which its node can be taken over.',
  severity: 'warning',
  stage: 'secure',
  profile: 'production',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['kube-linter:sensitive-host-mounts', 'kube-linter:writable-host-mount', 'kubescape:C-0045'],
  scope: 'pod',

  *check(pod, project) {
    // Where the namespace forbids any folder of the node, `host-path-volume` has said so.
    if (admissionAt('baseline', pod, project)) return;
    for (const { name, sources } of pod.volumes) {
      for (const { kind, value } of sources) {
        const path = kind === 'hostPath' ? value.string('path') : undefined;
        if (!path || !isSensitivePath(path.value)) continue;
        yield isWritable(pod, name?.value)
          ? { at: path.at, message: message`The pod may change ${path.value} of its node, and so take it over.` }
          : { at: path.at, severity: 'info', message: message`The pod sees ${path.value} of its node, and what is secret there.` };
      }
    }
  },
});

function isWritable({ allContainers }: Pod, volume: string | undefined): boolean {
  return allContainers.some(({ mounts }) => mounts.some(({ name, readOnly }) => name !== undefined && name.value === volume && !readOnly));
}
