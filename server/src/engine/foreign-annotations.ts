import type { KubeObject, Labels } from '../model/object';
import { readLabels } from '../model/object';
import { podTemplate } from '../model/pod';
import { table } from '../text/table';

/** The wish of an annotation that belongs to another checker: one check by its name with the tool before it, or all of a tool. */
export interface ForeignWish {
  readonly key: string;
  /** `kube-linter:latest-tag`, or `kube-linter:*` for everything that the tool checks. */
  readonly name: string;
}

/**
 * What annotations of an object and of its pods ask other checkers to leave out: kube-linter (pkg/ignore), kube-score
 * (`kube-score/ignore`), Polaris (exemptions), Checkov (`checkov.io/skip1`), Datree (`datree.skip/ID`), Monokle
 * (AnnotationSuppressor) and Trivy.
 */
export function foreignWishes(object: KubeObject): ForeignWish[] {
  const template = podTemplate(object);
  const ofPods = template && template.node !== object.value.node ? readLabels(template.get('metadata', 'annotations')) : undefined;
  return [object.annotations, ofPods].flatMap((annotations) => (annotations ? readAnnotations(annotations) : []));
}

function readAnnotations(annotations: Labels): ForeignWish[] {
  return [...annotations].flatMap(([key, { value }]) => namesIn(key, value.trim()).map((name) => ({ key, name })));
}

const MONOKLE = 'monokle.io/suppress.';

function namesIn(key: string, value: string): string[] {
  const behind = key.slice(key.indexOf('/') + 1);
  if (key.startsWith('ignore-check.kube-linter.io/')) return [`kube-linter:${behind}`];
  if (key === 'kube-linter.io/ignore-all') return ['kube-linter:*'];
  if (key === 'kube-score/ignore') return value.split(',').map((name) => `kube-score:${name.trim()}`);
  if (key === 'polaris.fairwinds.com/exempt') return value === 'true' ? ['polaris:*'] : [];
  if (key.startsWith('polaris.fairwinds.com/') && key.endsWith('-exempt')) return value === 'true' ? [`polaris:${behind.slice(0, -'-exempt'.length)}`] : [];
  if (/^checkov\.io\/skip\d*$/.test(key)) return [`checkov:${value.split('=')[0]?.trim()}`];
  if (key.startsWith('datree.skip/')) return [`datree:${behind}`];
  if (key.startsWith(MONOKLE)) return value === 'false' ? [] : [`monokle:${monokleId(key.slice(MONOKLE.length))}`];
  if (key === 'trivy.aquasec.com/ignore') return value.split(/[,\s]+/).map((name) => `trivy:${name}`);
  return [];
}

/** Monokle's rules by plugin and name; an annotation may also hold the id itself. */
const MONOKLE_NAMES: Readonly<Record<string, readonly [first: number, names: string]>> = table({
  PSS1: [1, 'host-process host-namespaces privileged-containers capabilities host-path-volumes host-ports app-armor selinux proc-mount seccomp sysctls'],
  PSS2: [1, 'volume-types privilege-escalation running-as-non-root running-as-non-root-user seccomp-strict capabilities-strict'],
  KBP0: [1, 'no-latest-image cpu-request cpu-limit memory-request memory-limit'],
  KBP1: [
    0,
    'no-sys-admin no-mounted-docker-sock no-writable-fs drop-capabilities no-low-user-id no-low-group-id no-automount-service-account-token no-pod-create no-pod-execute no-root-group no-ssh-exposed no-secret-env no-secret-mounted-as-env privileged-ports no-exposed-service mount-propagation image-tagged',
  ],
  LNK0: [1, 'no-missing-links no-missing-optional-links no-missing-owner-references'],
  K8S0: [1, 'schema-violated deprecation-violated removal-violated strict-mode-violated'],
});

const MONOKLE_IDS: ReadonlyMap<string, string> = new Map(
  Object.entries(MONOKLE_NAMES).flatMap(([prefix, [first, names]]) =>
    names.split(' ').map((name, index) => [`${prefix.slice(0, 3).toLowerCase()}.${name}`, `${prefix}${String(first + index).padStart(2, '0')}`] as const),
  ),
);

function monokleId(written: string): string {
  return MONOKLE_IDS.get(written) ?? written;
}
