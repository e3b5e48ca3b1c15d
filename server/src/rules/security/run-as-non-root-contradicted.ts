import { removeField, replaceValue } from '../../fix/fields';
import { Raw } from '../../fix/write-yaml';
import { isWindows, securityContext } from '../../model/security-context';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'run-as-non-root-contradicted',
  summary: 'A container must not run as root, and is told to.',
  severity: 'error',
  stage: 'create',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'pod',

  *check(pod) {
    if (isWindows(pod)) return;
    // Several containers may share what the pod says.
    const reported = new Set<number>();
    for (const container of pod.allContainers) {
      const { runAsNonRoot, runAsUser } = securityContext(container);
      if (runAsNonRoot?.value !== true || runAsUser?.value !== 0 || reported.has(runAsUser.at.start)) continue;
      reported.add(runAsUser.at.start);
      yield {
        at: runAsUser.at,
        message: message`User 0 is root, which ${'runAsNonRoot'} forbids.`,
        related: [{ at: runAsNonRoot.at, message: message`It is forbidden here.` }],
        fix: [
          { title: message`Run as another user`, safe: false, edits: [replaceValue(runAsUser.node, new Raw(`\${1:65532}`), { snippet: true })] },
          { title: message`Remove ${'runAsNonRoot'}`, safe: false, edits: [removeField(runAsNonRoot.node)] },
        ],
      };
    }
  },
});
