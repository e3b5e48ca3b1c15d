import { message } from '../../text/message';
import { rule } from '../rule';
import { restrictedVolumes } from './host-checks';
import { judge } from './judge';

export default rule({
  id: 'volume-type-restricted',
  summary: 'A pod mounts a kind of volume that restricted namespaces forbid.',
  severity: 'info',
  stage: 'secure',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['pss:restricted:volumetypes', 'trivy:KSV-0028', 'trivy:KSV-0121', 'monokle:PSS201'],
  scope: 'pod',

  *check(pod, project) {
    yield* judge(pod, project, {
      level: 'restricted',
      check: restrictedVolumes,
      say: ({ word = '' }) => message`A volume of type ${word} is mounted by the pod itself`,
    });
  },
});
