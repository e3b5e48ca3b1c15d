import type { Pod } from '../../model/pod';
import { securityContext } from '../../model/security-context';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { rule } from '../rule';
import { admissionAt } from './admission';
import { levelFix } from './judge';
import { capabilitiesDropped, privilegeEscalation, runAsNonRoot } from './privilege-checks';
import { seccompMissing } from './profile-checks';
import type { Check } from './violation';

/** What a container may do as long as nobody takes it away, by the rule that says it alone. */
const DEFAULTS: Readonly<Record<string, Check>> = table({
  'root-not-forbidden': runAsNonRoot,
  'privilege-escalation-allowed': privilegeEscalation,
  'capabilities-kept': capabilitiesDropped,
  'seccomp-profile-missing': seccompMissing,
});

export default rule({
  id: 'container-unhardened',
  summary: 'A container keeps every right that it has by default.',
  severity: 'info',
  stage: 'secure',
  profile: 'production',
  fixable: 'always',
  since: '0.1.0',
  scope: 'pod',

  *check(pod, project) {
    // Where a namespace asks for a level, each check is told for itself.
    if (admissionAt('restricted', pod, project)) return;
    const minor = project.kubernetes.to;
    const lacking = Object.values(DEFAULTS).map((check) => placesOf(check, pod, minor));
    for (const container of pod.allContainers) {
      if (securityContext(container).privileged?.value || !lacking.every((places) => places.has(container.at.start))) continue;
      yield {
        at: container.at,
        message: message`This container may run as root and gain more rights, keeps the capabilities of root, and has no seccomp profile.`,
        covers: Object.keys(DEFAULTS),
        // Worked out for those who see the finding: most profiles leave it out.
        get fix() {
          return levelFix(pod, project, 'restricted', minor);
        },
      };
    }
  },
});

/** Where a check finds what is not written at all: such findings stand at the container itself. */
function placesOf(check: Check, pod: Pod, minor: number): ReadonlySet<number> {
  return new Set([...check(pod, minor)].map(({ at }) => at.start));
}
