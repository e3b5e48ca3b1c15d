import { message } from '../../text/message';
import { rule } from '../rule';
import { judge } from './judge';
import { appArmorProfile } from './profile-checks';

export default rule({
  id: 'apparmor-off',
  summary: 'A container runs without an AppArmor profile.',
  severity: 'info',
  stage: 'secure',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['pss:baseline:apparmorprofile', 'trivy:KSV-0002', 'kubescape:C-0055', 'monokle:PSS107'],
  scope: 'pod',

  *check(pod, project) {
    yield* judge(pod, project, {
      level: 'baseline',
      check: appArmorProfile,
      say: () => message`AppArmor is switched off here`,
      fix: message`Leave AppArmor on`,
    });
  },
});
