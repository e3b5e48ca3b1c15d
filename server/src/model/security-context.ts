import type { Located, Span } from '../text/span';
import { table } from '../text/table';
import type { Value } from '../yaml/value';
import type { Container } from './container';
import { known } from './object';
import type { Pod } from './pod';

/**
 * What a container runs with once its own security context is laid over that of its pod, as the kubelet does it
 * (kubernetes/pkg/securitycontext/util.go, DetermineEffectiveSecurityContext). A setting that is absent is written at
 * neither place; what the image says comes on top of that.
 */
export interface SecurityContext {
  /** The maps as they are written. */
  readonly ofContainer: Value | undefined;
  readonly ofPod: Value | undefined;
  readonly privileged: Setting<boolean> | undefined;
  readonly allowPrivilegeEscalation: Setting<boolean> | undefined;
  readonly readOnlyRootFilesystem: Setting<boolean> | undefined;
  readonly runAsNonRoot: Setting<boolean> | undefined;
  readonly runAsUser: Setting<number> | undefined;
  readonly runAsGroup: Setting<number> | undefined;
  readonly procMount: Setting<string> | undefined;
  /** The `type` of the profile; `node` is the map that holds it. */
  readonly seccompProfile: Setting<string> | undefined;
  /** As seccompProfile. Where only the older annotation is written, `node` is its value and `value` the field's word for it. */
  readonly appArmorProfile: Setting<string> | undefined;
  /** Taken whole from the container or the pod. `node` is the map, `value` the `type` in it (`''` where none is written). */
  readonly seLinuxOptions: Setting<string> | undefined;
  readonly hostProcess: Setting<boolean> | undefined;
  readonly runAsUserName: Setting<string> | undefined;
  /** Names as they are written. */
  readonly addedCapabilities: readonly Located<string>[];
  readonly droppedCapabilities: readonly Located<string>[];
}

/** A value that is written, and where. */
export interface Setting<T> {
  /** Undefined where the text has another type or is a template: then nobody knows. */
  readonly value: T | undefined;
  readonly at: Span;
  readonly node: Value;
  readonly level: 'container' | 'pod';
}

const CONTEXTS = new WeakMap<Container, SecurityContext>();

/** The security context that holds for a container; made once. */
export function securityContext(container: Container): SecurityContext {
  const before = CONTEXTS.get(container);
  if (before) return before;
  const built = buildSecurityContext(container);
  CONTEXTS.set(container, built);
  return built;
}

/** True for pods that say they are for Windows, where most of a security context means nothing. */
export function isWindows(pod: Pod): boolean {
  return pod.value.string('os', 'name')?.value === 'windows' || pod.value.string('nodeSelector', 'kubernetes.io/os')?.value === 'windows';
}

function buildSecurityContext(container: Container): SecurityContext {
  const ofContainer = container.value.given('securityContext');
  const ofPod = container.pod.value.given('securityContext');
  /** The container's own, else the pod's. Not every field exists at both places. */
  const setting = <T>(read: (node: Value) => T | undefined, ...way: readonly string[]): Setting<T> | undefined => {
    const own = ofContainer?.given(...way);
    const node = own ?? ofPod?.given(...way);
    return node && { value: read(node), at: node.at, node, level: own ? 'container' : 'pod' };
  };
  const ownOnly = <T>(read: (node: Value) => T | undefined, ...way: readonly string[]): Setting<T> | undefined => {
    const node = ofContainer?.given(...way);
    return node && { value: read(node), at: node.at, node, level: 'container' };
  };
  return {
    ofContainer,
    ofPod,
    privileged: ownOnly(readBoolean, 'privileged'),
    allowPrivilegeEscalation: ownOnly(readBoolean, 'allowPrivilegeEscalation'),
    readOnlyRootFilesystem: ownOnly(readBoolean, 'readOnlyRootFilesystem'),
    procMount: ownOnly(readString, 'procMount'),
    runAsNonRoot: setting(readBoolean, 'runAsNonRoot'),
    runAsUser: setting(readNumber, 'runAsUser'),
    runAsGroup: setting(readNumber, 'runAsGroup'),
    seccompProfile: setting(readType, 'seccompProfile'),
    appArmorProfile: setting(readType, 'appArmorProfile') ?? annotatedProfile(container),
    seLinuxOptions: setting((node) => (node.given('type') ? readType(node) : ''), 'seLinuxOptions'),
    // Of the options for Windows, each field is merged by itself.
    hostProcess: setting(readBoolean, 'windowsOptions', 'hostProcess'),
    runAsUserName: setting(readString, 'windowsOptions', 'runAsUserName'),
    addedCapabilities: ofContainer?.strings('capabilities', 'add') ?? [],
    droppedCapabilities: ofContainer?.strings('capabilities', 'drop') ?? [],
  };
}

const APPARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';
const APPARMOR_TYPES: Readonly<Record<string, string>> = table({ 'runtime/default': 'RuntimeDefault', unconfined: 'Unconfined' });

/** The profile by annotation, which counts where no field is written (pkg/security/apparmor/helpers.go). */
function annotatedProfile({ name, pod }: Container): Setting<string> | undefined {
  const node = name && pod.template.given('metadata', 'annotations', APPARMOR_ANNOTATION + name.value);
  const profile = node?.plain;
  if (!node) return undefined;
  const value = typeof profile !== 'string' ? undefined : profile.startsWith('localhost/') ? 'Localhost' : APPARMOR_TYPES[profile];
  return { value, at: node.at, node, level: 'container' };
}

function readType(node: Value): string | undefined {
  return known(node.string('type'))?.value;
}

function readBoolean(node: Value): boolean | undefined {
  return node.boolean()?.value;
}

function readNumber(node: Value): number | undefined {
  return node.number()?.value;
}

function readString(node: Value): string | undefined {
  return known(node.string())?.value;
}
