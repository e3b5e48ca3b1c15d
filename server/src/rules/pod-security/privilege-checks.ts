import type { Change } from '../../fix/change-fields';
import type { Container } from '../../model/container';
import { securityContext } from '../../model/security-context';
import { type Check, hasOwnUsers, isWaivedForWindows, places } from './violation';

// Checks about what a container may do: k8s.io/pod-security-admission/policy/check_*.go, by name of the check.

/** privileged */
export const privileged: Check = function* ({ allContainers }) {
  for (const container of allContainers) {
    const field = securityContext(container).privileged;
    if (field?.value === true) yield { at: field.node.keyAt, container, change: { remove: [field.node] } };
  }
};

const BASELINE_CAPABILITIES = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

/** capabilities_baseline. Names are compared to the letter, so that `CAP_CHOWN` is refused too. */
export const capabilitiesBaseline: Check = function* ({ allContainers }) {
  for (const container of allContainers) {
    for (const { value, at } of securityContext(container).addedCapabilities) {
      if (!BASELINE_CAPABILITIES.has(value)) yield { at, container, word: value, change: keepAdded(container, (name) => BASELINE_CAPABILITIES.has(name)) };
    }
  }
};

/** capabilities_restricted: what baseline allows beyond NET_BIND_SERVICE. */
export const capabilitiesRestricted: Check = function* (pod, minor) {
  if (isWaivedForWindows(pod, minor)) return;
  for (const container of pod.allContainers) {
    for (const { value, at } of securityContext(container).addedCapabilities) {
      if (value === 'NET_BIND_SERVICE' || !BASELINE_CAPABILITIES.has(value)) continue;
      yield { at, container, word: value, change: keepAdded(container, (name) => name === 'NET_BIND_SERVICE') };
    }
  }
};

/** The other half of capabilities_restricted: everything has to be dropped first. */
export const capabilitiesDropped: Check = function* (pod, minor) {
  if (isWaivedForWindows(pod, minor)) return;
  for (const container of pod.allContainers) {
    const { droppedCapabilities, ofContainer } = securityContext(container);
    if (droppedCapabilities.some(({ value }) => value === 'ALL')) continue;
    const set = [{ map: container.value, way: ['securityContext', 'capabilities', 'drop'], data: ['ALL'] }];
    yield { at: ofContainer?.given('capabilities', 'drop')?.keyAt ?? container.at, container, change: { set } };
  }
};

function keepAdded(container: Container, keeps: (name: string) => boolean): Change {
  const list = securityContext(container).ofContainer?.get('capabilities', 'add');
  const kept = securityContext(container).addedCapabilities.flatMap(({ value }) => (keeps(value) ? [value] : []));
  if (kept.length === 0) return list ? { remove: [list] } : {};
  return { set: [{ map: container.value, way: ['securityContext', 'capabilities', 'add'], data: kept }] };
}

/** allowPrivilegeEscalation */
export const privilegeEscalation: Check = function* (pod, minor) {
  if (isWaivedForWindows(pod, minor)) return;
  for (const container of pod.allContainers) {
    const { allowPrivilegeEscalation } = securityContext(container);
    if (allowPrivilegeEscalation && allowPrivilegeEscalation.value !== true) continue;
    const set = [{ map: container.value, way: ['securityContext', 'allowPrivilegeEscalation'], data: false }];
    // The server refuses a privileged container that may not gain privileges; that one has to change first.
    const change = securityContext(container).privileged?.value === true ? {} : { change: { set } };
    yield { at: allowPrivilegeEscalation?.at ?? container.at, container, ...change };
  }
};

/** runAsNonRoot: nowhere false, and true for the pod or for every container. */
export const runAsNonRoot: Check = function* (pod, minor) {
  if (hasOwnUsers(pod, minor)) return;
  const set = [{ map: pod.value, way: ['securityContext', 'runAsNonRoot'], data: true }];
  const ofPod = pod.value.given('securityContext', 'runAsNonRoot');
  if (ofPod?.boolean()?.value === false) yield { at: ofPod.at, word: 'false', change: { set } };
  for (const container of pod.allContainers) {
    const own = container.value.given('securityContext', 'runAsNonRoot');
    if (own?.boolean()?.value === false) yield { at: own.at, container, word: 'false', change: { remove: [own], set } };
    else if (!own && !ofPod) yield { at: container.at, container, change: { set } };
  }
};

/** runAsUser. Who else to be the image knows best; 65532 is `nonroot` of the distroless images. */
export const runAsUser: Check = function* (pod, minor) {
  if (hasOwnUsers(pod, minor)) return;
  for (const { map, context, container } of places(pod)) {
    const user = context?.number('runAsUser');
    const set = [{ map, way: ['securityContext', 'runAsUser'], data: 65532 }];
    if (user?.value === 0) yield { at: user.at, ...(container && { container }), change: { set } };
  }
};
