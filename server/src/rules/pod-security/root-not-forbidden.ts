import { message } from '../../text/message';
import { rule } from '../rule';
import { judge } from './judge';
import { runAsNonRoot } from './privilege-checks';

export default rule({
  id: 'root-not-forbidden',
  summary: 'Nothing keeps a container from running as root.',
  severity: 'info',
  stage: 'secure',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  aliases: [
    'pss:restricted:runasnonroot',
    'kube-linter:run-as-non-root',
    'polaris:runAsRootAllowed',
    'trivy:KSV-0012',
    'checkov:CKV_K8S_23',
    'kubescape:C-0013',
    'monokle:PSS203',
    'datree:CONTAINERS_INCORRECT_RUNASNONROOT_VALUE',
    'popeye:POP-302',
    'popeye:POP-306',
  ],
  scope: 'pod',

  *check(pod, project) {
    yield* judge(pod, project, {
      level: 'restricted',
      check: runAsNonRoot,
      say: ({ word }) => (word === undefined ? message`Nothing keeps this container from running as root` : message`Running as root is allowed here`),
      fix: message`Forbid root`,
    });
  },
});
