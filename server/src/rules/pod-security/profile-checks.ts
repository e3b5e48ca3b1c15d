import { securityContext } from '../../model/security-context';
import { table } from '../../text/table';
import { type Check, hasOwnUsers, isWaivedForWindows, places } from './violation';

// Checks about profiles and settings of the kernel: k8s.io/pod-security-admission/policy/check_*.go, by name of the check.

/** appArmorProfile */
export const appArmorProfile: Check = function* (pod) {
  for (const { context, container } of places(pod)) {
    const field = context?.given('appArmorProfile');
    if (field?.string('type')?.value !== 'Unconfined') continue;
    yield { at: field.get('type')?.at ?? field.at, ...(container && { container }), change: { remove: [field] } };
  }
  for (const container of pod.allContainers) {
    const { appArmorProfile: profile } = securityContext(container);
    // Where only the annotation is written, it is what counts.
    if (profile?.value === 'Unconfined' && profile.node.kind === 'string') yield { at: profile.at, container, change: { remove: [profile.node] } };
  }
};

/** seLinuxOptions; `container_engine_t` is allowed from 1.31 on. */
export const seLinuxOptions: Check = function* (pod, minor) {
  const allowed = ['', 'container_t', 'container_init_t', 'container_kvm_t', ...(minor >= 31 ? ['container_engine_t'] : [])];
  for (const { context, container } of places(pod)) {
    for (const { name, value } of context?.fields('seLinuxOptions') ?? []) {
      const text = value.string()?.value ?? '';
      const isForbidden = name === 'type' ? !allowed.includes(text) : (name === 'user' || name === 'role') && text !== '';
      if (isForbidden) yield { at: value.at, ...(container && { container }), word: text, change: { remove: [value] } };
    }
  }
};

/** procMount and procMount_restricted: from 1.35 on a pod with users of its own may unmask, unless it is restricted. */
function procMountCheck(restricted: boolean): Check {
  return function* (pod, minor) {
    if (!restricted && hasOwnUsers(pod, minor)) return;
    for (const container of pod.allContainers) {
      const field = securityContext(container).procMount;
      if (field?.value !== undefined && field.value !== 'Default') yield { at: field.at, container, word: field.value, change: { remove: [field.node] } };
    }
  };
}

export const procMount = procMountCheck(false);
export const procMountRestricted = procMountCheck(true);

/** seccompProfile_baseline */
export const seccompUnconfined: Check = function* (pod) {
  for (const { context, container } of places(pod)) {
    const field = context?.given('seccompProfile');
    if (field?.string('type')?.value !== 'Unconfined') continue;
    yield { at: field.get('type')?.at ?? field.at, ...(container && { container }), change: { remove: [field] } };
  }
};

/** seccompProfile_restricted, where nothing is written at all. */
export const seccompMissing: Check = function* (pod, minor) {
  if (minor < 19 || isWaivedForWindows(pod, minor) || pod.value.given('securityContext', 'seccompProfile')) return;
  const set = [{ map: pod.value, way: ['securityContext', 'seccompProfile'], data: { type: 'RuntimeDefault' } }];
  for (const container of pod.allContainers) {
    if (!container.value.given('securityContext', 'seccompProfile')) yield { at: container.at, container, change: { set } };
  }
};

/** Kernel settings that only touch the pod itself, and the first edition that allows each. */
const SYSCTLS: Readonly<Record<string, number>> = table({
  'kernel.shm_rmid_forced': 0,
  'net.ipv4.ip_local_port_range': 0,
  'net.ipv4.tcp_syncookies': 0,
  'net.ipv4.ping_group_range': 0,
  'net.ipv4.ip_unprivileged_port_start': 0,
  'net.ipv4.ip_local_reserved_ports': 27,
  'net.ipv4.tcp_keepalive_time': 29,
  'net.ipv4.tcp_fin_timeout': 29,
  'net.ipv4.tcp_keepalive_intvl': 29,
  'net.ipv4.tcp_keepalive_probes': 29,
  'net.ipv4.tcp_rmem': 32,
  'net.ipv4.tcp_wmem': 32,
  'net.ipv4.tcp_slow_start_after_idle': 37,
  'net.ipv4.tcp_notsent_lowat': 37,
});

/** sysctls. Both `net.ipv4.x` and `net/ipv4/x` can be written; only the first is compared. */
export const sysctls: Check = function* ({ value }, minor) {
  const list = value.items('securityContext', 'sysctls');
  const isAllowed = (name: string | undefined) => name !== undefined && (SYSCTLS[name] ?? Number.POSITIVE_INFINITY) <= minor;
  const kept = list.filter((item) => isAllowed(item.string('name')?.value));
  for (const item of list) {
    const name = item.string('name');
    const written = value.get('securityContext', 'sysctls');
    if (!name || isAllowed(name.value) || !written) continue;
    yield { at: name.at, word: name.value, ...(kept.length === 0 && { change: { remove: [written] } }) };
  }
};
