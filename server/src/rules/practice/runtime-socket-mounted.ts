import { message } from '../../text/message';
import { isRuntimeSocket } from '../pod-security/node-paths';
import { rule } from '../rule';

export default rule({
  id: 'runtime-socket-mounted',
  summary: 'A pod gets hold of the container runtime of its node.',
  severity: 'info',
  stage: 'secure',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  aliases: [
    'kube-linter:docker-sock',
    'checkov:CKV_K8S_27',
    'trivy:KSV-0006',
    'monokle:KBP101',
    'kubescape:C-0074',
    'datree:CONTAINERS_INCORRECT_PATH_VALUE_DOCKERSOCKET',
  ],
  scope: 'pod',

  *check({ volumes }, project) {
    for (const { sources } of volumes) {
      for (const { kind, value } of sources) {
        const path = kind === 'hostPath' ? value.string('path') : undefined;
        if (!path || !isRuntimeSocket(path.value)) continue;
        // The kubelet lost its support of Docker with 1.24, and nodes came without it from then on.
        const isGone = path.value.endsWith('docker.sock') && project.kubernetes.from >= 24;
        yield isGone
          ? {
              at: path.at,
              severity: 'warning',
              message: message`Nodes of Kubernetes 1.24 and later hardly ever run Docker, so that ${path.value} is missing there.`,
            }
          : { at: path.at, message: message`Who can write to ${path.value} is root on the node.` };
      }
    }
  },
});
