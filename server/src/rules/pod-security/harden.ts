import { type Change, changeFields } from '../../fix/change-fields';
import type { Pod } from '../../model/pod';
import type { Edit } from '../../text/edit';
import type { Level } from './admission';
import { handlerHosts, hostNamespaces, hostPorts, windowsHostProcess } from './host-checks';
import {
  capabilitiesBaseline,
  capabilitiesDropped,
  capabilitiesRestricted,
  privileged,
  privilegeEscalation,
  runAsNonRoot,
  runAsUser,
} from './privilege-checks';
import { appArmorProfile, procMount, procMountRestricted, seccompMissing, seccompUnconfined, seLinuxOptions, sysctls } from './profile-checks';
import type { Check } from './violation';

const BASELINE: readonly Check[] = [
  hostNamespaces,
  privileged,
  capabilitiesBaseline,
  hostPorts,
  handlerHosts,
  appArmorProfile,
  seLinuxOptions,
  procMount,
  seccompUnconfined,
  sysctls,
  windowsHostProcess,
];
const RESTRICTED: readonly Check[] = [
  ...BASELINE,
  privilegeEscalation,
  capabilitiesRestricted,
  capabilitiesDropped,
  runAsNonRoot,
  runAsUser,
  seccompUnconfined,
  seccompMissing,
  procMountRestricted,
];

/** Every finding about a pod offers them, and a pod may have many. */
const known = new WeakMap<Pod, Map<string, readonly Edit[]>>();

/** The edits that bring a pod to a level; `users` are for containers that cannot be without root as they are. Volumes stay: what else their data could come from nobody can guess. */
export function hardenPod(pod: Pod, level: Level, minor: number, users: Change['set'] = []): readonly Edit[] {
  if (users.length > 0) return hardeningEdits(pod, level, minor, users);
  const ofPod = known.get(pod) ?? new Map<string, readonly Edit[]>();
  known.set(pod, ofPod);
  const key = `${level} ${minor}`;
  const edits = ofPod.get(key) ?? hardeningEdits(pod, level, minor, users);
  ofPod.set(key, edits);
  return edits;
}

function hardeningEdits(pod: Pod, level: Level, minor: number, users: NonNullable<Change['set']>): readonly Edit[] {
  const checks = level === 'baseline' ? BASELINE : RESTRICTED;
  const changes = checks.flatMap((check) => [...check(pod, minor)].map(({ change }) => change));
  // Containers that are no longer privileged can also be kept from gaining privileges.
  const freed = level === 'restricted' ? [...privileged(pod, minor)].flatMap(({ container }) => container ?? []) : [];
  const kept = freed.map((container) => ({ set: [{ map: container.value, way: ['securityContext', 'allowPrivilegeEscalation'], data: false }] }));
  const all: readonly Change[] = [...changes.flatMap((change) => change ?? []), ...kept];
  const set = all.flatMap((change) => change.set ?? []);
  const forbidsRoot = set.some(({ way }) => way.at(-1) === 'runAsNonRoot');
  return changeFields({ set: forbidsRoot ? [...set, ...users] : set, remove: all.flatMap(({ remove }) => remove ?? []) });
}
