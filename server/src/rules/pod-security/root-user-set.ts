import { securityContext } from '../../model/security-context';
import { message } from '../../text/message';
import { rule } from '../rule';
import { judge } from './judge';
import { runAsUser } from './privilege-checks';

export default rule({
  id: 'root-user-set',
  summary: 'A pod or container is told to run as root.',
  severity: 'info',
  stage: 'secure',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['pss:restricted:runasuser', 'trivy:KSV-0105', 'monokle:PSS204'],
  scope: 'pod',

  *check(pod, project) {
    yield* judge(pod, project, {
      level: 'restricted',
      check: runAsUser,
      say: () => message`User 0 is root`,
      // What contradicts `runAsNonRoot` is reported by `run-as-non-root-contradicted`.
      isPractice: ({ container }) => pod.allContainers.every((one) => (container && one !== container) || securityContext(one).runAsNonRoot?.value !== true),
      fix: message`Run as user ${65532}`,
    });
  },
});
