import { message } from '../../text/message';
import { places } from '../pod-security/violation';
import { rule } from '../rule';

/** Below this, ids belong to the system or to people of a node (kube-score and Trivy draw the line here). */
const LEAST = 10000;

export default rule({
  id: 'user-id-low',
  summary: 'A container runs as a user or group that its node may know as somebody else.',
  severity: 'hint',
  stage: 'secure',
  profile: 'optional',
  fixable: 'never',
  since: '0.1.0',
  aliases: [
    'kube-score:container-security-context-user-group-id',
    'checkov:CKV_K8S_40',
    'trivy:KSV-0020',
    'trivy:KSV-0021',
    'monokle:KBP104',
    'monokle:KBP105',
    'datree:CONTAINERS_INCORRECT_RUNASUSER_VALUE_LOWUID',
    'datree:CONTAINERS_INCORRECT_RUNASGROUP_VALUE_LOWGID',
  ],
  scope: 'pod',

  *check(pod) {
    for (const { context } of places(pod)) {
      for (const key of ['runAsUser', 'runAsGroup']) {
        const id = context?.number(key);
        // Root is the matter of rules of its own.
        if (!id || id.value <= 0 || id.value >= LEAST) continue;
        yield { at: id.at, message: message`The id ${id.value} may be somebody's on the node; from ${LEAST} on nobody has one.` };
      }
    }
  },
});
