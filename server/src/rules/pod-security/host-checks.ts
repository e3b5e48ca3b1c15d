import type { Handler } from '../../model/container';
import { type Check, places } from './violation';

// Checks about the node that a pod runs on: k8s.io/pod-security-admission/policy/check_*.go, by name of the check.

/** hostNamespaces */
export const hostNamespaces: Check = function* ({ value }) {
  for (const key of ['hostNetwork', 'hostPID', 'hostIPC']) {
    const field = value.get(key);
    if (field?.boolean()?.value === true) yield { at: field.keyAt, word: key, change: { remove: [field] } };
  }
};

/** hostPathVolumes. What else the data could come from only its author knows. */
export const hostPathVolumes: Check = function* ({ volumes }) {
  for (const { sources } of volumes) {
    for (const { kind, value } of sources) if (kind === 'hostPath') yield { at: value.keyAt, word: value.string('path')?.value ?? '' };
  }
};

/** hostPorts */
export const hostPorts: Check = function* ({ allContainers }) {
  for (const container of allContainers) {
    for (const { hostPort, value } of container.ports) {
      const field = value.get('hostPort');
      if (hostPort && hostPort.value !== 0 && field) yield { at: hostPort.at, container, word: String(hostPort.value), change: { remove: [field] } };
    }
  }
};

/** hostProbesAndHostLifecycle, new with 1.34 */
export const handlerHosts: Check = function* ({ allContainers }, minor) {
  if (minor < 34) return;
  for (const container of allContainers) {
    const handlers: readonly Handler[] = [...container.probes, ...container.hooks].flatMap((holder) => holder.handlers);
    for (const { kind, value } of handlers) {
      const host = kind === 'httpGet' || kind === 'tcpSocket' ? value.get('host') : undefined;
      const name = host?.string()?.value ?? '';
      if (host && name !== '') yield { at: host.at, container, word: name, change: { remove: [host] } };
    }
  }
};

/** windowsHostProcess */
export const windowsHostProcess: Check = function* (pod) {
  for (const { context, container } of places(pod)) {
    const field = context?.get('windowsOptions', 'hostProcess');
    if (field?.boolean()?.value === true) yield { at: field.keyAt, ...(container && { container }), change: { remove: [field] } };
  }
};

const VOLUMES = new Set(['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret']);

/** restrictedVolumes; `hostPath` is forbidden by baseline already. */
export const restrictedVolumes: Check = function* ({ volumes }) {
  for (const { sources } of volumes) {
    for (const { kind, value } of sources) if (!VOLUMES.has(kind) && kind !== 'hostPath') yield { at: value.keyAt, word: kind };
  }
};
