import { type Change, changeFields } from '../../fix/change-fields';
import { isNumeric, userOf } from '../../model/image-users';
import { showRange } from '../../model/kubernetes-range';
import type { Pod } from '../../model/pod';
import type { Project } from '../../model/project';
import { runningImage } from '../../model/running-image';
import { securityContext } from '../../model/security-context';
import { type Message, message } from '../../text/message';
import type { Finding, Fix } from '../rule';
import { type Admission, admissionAt, type Level } from './admission';
import { hardenPod } from './harden';
import { runAsUser } from './privilege-checks';
import { type Check, type Violation, violations } from './violation';

/** `nonroot` of the distroless images. */
const NOBODY = 65532;

export interface Question {
  readonly level: Level;
  readonly check: Check;
  /** What is wrong at a place, as a clause without a full stop. */
  say(violation: Violation): Message;
  /** What the repair of one place is called. */
  readonly fix?: Message;
  /** Whether a place is a matter of practice where no namespace asks; without it, every place is. */
  isPractice?(violation: Violation): boolean;
}

/**
 * Asks one check of the Pod Security Standards. Where the namespace enforces the level, the pod will be refused; where
 * it only warns, it will be talked about; everywhere else it is a matter of practice, for those who want that.
 */
export function* judge(pod: Pod, project: Project, question: Question): Iterable<Finding> {
  const admission = admissionAt(question.level, pod, project);
  if (!admission && !project.showsPractice) return;
  const { from, to } = admission?.policy ?? { from: project.kubernetes.to, to: project.kubernetes.to };
  for (const { violation, minors } of violations(question.check, pod, from, to)) {
    if (!admission && question.isPractice?.(violation) === false) continue;
    const { at } = violation;
    // Worked out for those who see the finding: most profiles leave it out.
    const repair = () => fixes(pod, project, question, violation, admission, minors.to);
    if (admission) {
      yield {
        ...asked(question.say(violation), admission, minors),
        at,
        get fix() {
          return repair();
        },
      };
    } else {
      yield {
        profile: 'production',
        at,
        get message() {
          return message`${question.say(violation)}.`;
        },
        get fix() {
          return repair();
        },
      };
    }
  }
}

/** What a namespace that asks for a level says to something; `minors` are the editions of the policy that see it. */
export function asked(what: Message, admission: Admission, minors = admission.policy): Pick<Finding, 'severity' | 'message' | 'related'> {
  return {
    severity: admission.mode === 'enforce' ? 'error' : 'warning',
    message: refusal(what, admission, minors),
    related: [{ at: admission.label.at, message: message`The namespace asks for it here.` }],
  };
}

function refusal(what: Message, { mode, level, namespace, policy }: Admission, minors: { from: number; to: number }): Message {
  const isAlways = minors.from === policy.from && minors.to === policy.to;
  if (mode === 'enforce') {
    return isAlways
      ? message`${what}; namespace ${namespace} enforces ${level} and refuses such pods.`
      : message`${what}; namespace ${namespace} enforces ${level} and refuses such pods by the policy of ${showRange(minors)}.`;
  }
  return isAlways
    ? message`${what}; namespace ${namespace} asks for ${level} and warns of such pods.`
    : message`${what}; namespace ${namespace} asks for ${level} and warns of such pods by the policy of ${showRange(minors)}.`;
}

function fixes(pod: Pod, project: Project, { fix, level }: Question, { change }: Violation, admission: Admission | undefined, minor: number): Fix[] {
  const users = otherUsers(pod, project);
  const forbidsRoot = change?.set?.some(({ way }) => way.at(-1) === 'runAsNonRoot');
  // Who is told to be root does not start either once root is forbidden.
  const roots = forbidsRoot ? [...runAsUser(pod, minor)].flatMap(({ change: other }) => other?.set ?? []) : [];
  const complete = forbidsRoot ? { ...change, set: [...(change?.set ?? []), ...users, ...roots] } : change;
  const own: Fix[] = fix && complete ? [{ title: fix, safe: false, edits: changeFields(complete) }] : [];
  const wanted = admission?.level ?? level;
  const whole = levelFix(pod, project, wanted, minor, users);
  return change && whole.edits.length > (own[0]?.edits.length ?? 0) ? [...own, whole] : own;
}

/** The fix that brings a pod to a level, with all that it lacks. */
export function levelFix(pod: Pod, project: Project, level: Level, minor: number, users = otherUsers(pod, project)): Fix {
  return { title: message`Bring the pod to the level ${level}`, safe: false, edits: hardenPod(pod, level, minor, level === 'restricted' ? users : []) };
}

/** With root forbidden, a container whose image runs as root or as a name does not start unless a number says who it is. */
function otherUsers(pod: Pod, project: Project): NonNullable<Change['set']>[number][] {
  return pod.allContainers.flatMap((container) => {
    const running = securityContext(container).runAsUser ? undefined : runningImage(container, project);
    const user = running && userOf(running.image);
    if (!user || (isNumeric(user) && user.id !== 0)) return [];
    return [{ map: container.value, way: ['securityContext', 'runAsUser'], data: user.id || NOBODY }];
  });
}
