import type { Pod } from '../../model/pod';
import type { Project } from '../../model/project';
import type { Located } from '../../text/span';

/** What a namespace asks of its pods: labels that the admission plugin PodSecurity reads. */
export interface Admission {
  readonly mode: Mode;
  readonly level: Level;
  /** The label that asks for it. */
  readonly label: Located<string>;
  readonly namespace: string;
  /** Minors whose edition of the policy counts, over the Kubernetes versions that are checked. */
  readonly policy: { readonly from: number; readonly to: number };
}

export type Level = 'baseline' | 'restricted';
export type Mode = 'enforce' | 'warn' | 'audit';

export const PREFIX = 'pod-security.kubernetes.io/';
export const MODES: readonly Mode[] = ['enforce', 'warn', 'audit'];

/** The strictest that the pod's namespace asks for at a level: what refuses comes before what warns. */
export function admissionAt(level: Level, pod: Pod, project: Project): Admission | undefined {
  const name = pod.owner.namespace?.value;
  if (name === undefined) return undefined;
  for (const { labels } of project.find('Namespace', name, pod.owner)) {
    for (const mode of MODES) {
      const label = labels.get(`${PREFIX}${mode}`);
      if (!label || (label.value !== 'restricted' && label.value !== 'baseline')) continue;
      if (label.value === 'baseline' && level === 'restricted') continue;
      const policy = editions(labels.get(`${PREFIX}${mode}-version`)?.value, project.kubernetes);
      if (policy) return { mode, level: label.value, label, namespace: name, policy };
    }
  }
  return undefined;
}

/** A cluster that is older than the version of the label uses its own newest edition. */
function editions(version: string | undefined, { from, to }: { from: number; to: number }): { from: number; to: number } | undefined {
  if (version === undefined || version === 'latest') return { from, to };
  const minor = /^v1\.(\d+)$/.exec(version)?.[1];
  return minor === undefined ? undefined : { from: Math.min(from, Number(minor)), to: Math.min(to, Number(minor)) };
}
