import { changeFields } from '../../fix/change-fields';
import { securityContext } from '../../model/security-context';
import { message } from '../../text/message';
import { isWaivedForWindows } from '../pod-security/violation';
import { rule } from '../rule';

export default rule({
  id: 'root-file-system-writable',
  summary: 'A container may write to its own file system.',
  severity: 'info',
  stage: 'secure',
  profile: 'production',
  fixable: 'always',
  since: '0.1.0',
  aliases: [
    'kube-linter:no-read-only-root-fs',
    'kube-score:container-security-context-readonlyrootfilesystem',
    'polaris:notReadOnlyRootFilesystem',
    'trivy:KSV-0014',
    'checkov:CKV_K8S_22',
    'kubescape:C-0017',
    'monokle:KBP102',
    'datree:CONTAINERS_INCORRECT_READONLYROOTFILESYSTEM_VALUE',
  ],
  scope: 'container',

  *check(container) {
    const { readOnlyRootFilesystem: written } = securityContext(container);
    // Of another type than boolean: nobody knows. Windows has no such thing.
    if ((written && written.value !== false) || container.role === 'ephemeral' || isWaivedForWindows(container.pod, 25)) return;
    yield {
      at: written?.at ?? container.at,
      message: message`This container may write to its own file system, so that an intruder can leave programs there.`,
      fix: {
        title: message`Make it read-only`,
        safe: false,
        edits: changeFields({ set: [{ map: container.value, way: ['securityContext', 'readOnlyRootFilesystem'], data: true }] }),
      },
    };
  },
});
