import { message } from '../../text/message';
import { rule } from '../rule';
import { admissionAt } from './admission';
import { judge } from './judge';
import { procMount, procMountRestricted } from './profile-checks';

export default rule({
  id: 'proc-mount-unmasked',
  summary: 'A container sees parts of `/proc` that are hidden otherwise.',
  severity: 'info',
  stage: 'secure',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['pss:baseline:procmount', 'pss:restricted:procmount', 'kube-linter:unsafe-proc-mount', 'polaris:procMount', 'trivy:KSV-0027', 'monokle:PSS109'],
  scope: 'pod',

  *check(pod, project) {
    const isRestricted = admissionAt('restricted', pod, project) !== undefined;
    yield* judge(pod, project, {
      level: isRestricted ? 'restricted' : 'baseline',
      check: isRestricted ? procMountRestricted : procMount,
      say: ({ word = '' }) => message`${'/proc'} is mounted ${word}`,
      // From 1.31 on the server refuses it without users of the pod's own (`proc-mount-needs-own-users`), and with them it is allowed.
      isPractice: () => project.kubernetes.to < 31,
      fix: message`Mount ${'/proc'} as usual`,
    });
  },
});
