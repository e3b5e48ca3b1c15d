import { message } from '../../text/message';
import { rule } from '../rule';
import { hostPathVolumes } from './host-checks';
import { judge } from './judge';
import { isSensitivePath } from './node-paths';

export default rule({
  id: 'host-path-volume',
  summary: 'A pod mounts a folder of its node.',
  severity: 'info',
  stage: 'secure',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  aliases: [
    'pss:baseline:hostpathvolumes',
    'polaris:hostPathSet',
    'trivy:KSV-0023',
    'kubescape:C-0048',
    'monokle:PSS105',
    'datree:CONTAINERS_INCORRECT_KEY_HOSTPATH',
    'kubescape:C-0203',
  ],
  scope: 'pod',

  *check(pod, project) {
    yield* judge(pod, project, {
      level: 'baseline',
      check: hostPathVolumes,
      say: ({ word = '' }) => message`The pod sees ${word} of its node`,
      isPractice: ({ word = '' }) => !isSensitivePath(word),
    });
  },
});
