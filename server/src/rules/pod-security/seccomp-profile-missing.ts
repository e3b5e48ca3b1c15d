import { message } from '../../text/message';
import { rule } from '../rule';
import { judge } from './judge';
import { seccompMissing } from './profile-checks';

export default rule({
  id: 'seccomp-profile-missing',
  summary: 'A container runs without a seccomp profile.',
  severity: 'info',
  stage: 'secure',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  aliases: [
    'pss:restricted:seccompprofile',
    'kube-score:container-seccomp-profile',
    'trivy:KSV-0030',
    'checkov:CKV_K8S_31',
    'kubescape:C-0210',
    'monokle:PSS205',
    'polaris:linuxHardening',
  ],
  scope: 'pod',

  *check(pod, project) {
    yield* judge(pod, project, {
      level: 'restricted',
      check: seccompMissing,
      say: () => message`This container has no seccomp profile`,
      fix: message`Use ${'RuntimeDefault'}`,
    });
  },
});
