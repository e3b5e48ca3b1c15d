import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'ssh-exposed',
  summary: 'The image offers SSH.',
  severity: 'info',
  stage: 'secure',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['trivy:DS-0004', 'checkov:CKV_DOCKER_1'],
  scope: 'instruction',

  *check({ instruction: { keyword, words } }) {
    if (keyword !== 'EXPOSE') return;
    for (const { value, at } of words) {
      if (/^22(?:\/tcp)?$/i.test(value)) yield { at, message: message`Port 22 is SSH; in Kubernetes ${'kubectl exec'} opens a shell in a container.` };
    }
  },
});
