import type { KubeObject } from '../../model/object';
import { sameNamespace } from '../../model/object-index';
import type { Project } from '../../model/project';
import { remember } from '../../model/remember';
import { readSelector, selects } from '../../model/selector';
import type { Workload } from '../../model/workload';

/** True where something else than the manifest decides how many pods there are. */
function isScaled({ object }: Workload, project: Project): boolean {
  return project
    .referrers(object.kind.value, object.name?.value ?? '')
    .some(({ kind, namespace }) => SCALERS.has(kind.value) && sameNamespace(namespace?.value, object.namespace?.value));
}

const SCALERS = new Set(['HorizontalPodAutoscaler', 'ScaledObject']);

/** True where a PodDisruptionBudget of the namespace picks the pods. */
export function hasBudget({ object, pod }: Workload, project: Project): boolean {
  return budgetsOf(project.objects('PodDisruptionBudget')).some(
    ({ namespace, selector }) => sameNamespace(namespace, object.namespace?.value) && (!selector.certain || selects(selector, pod.labels)),
  );
}

const budgetsOf = remember((budgets: readonly KubeObject[]) =>
  budgets.flatMap(({ value, namespace }) => {
    const selector = readSelector(value.get('spec', 'selector'));
    return selector ? [{ namespace: namespace?.value, selector }] : [];
  }),
);

/** How many pods a Deployment or StatefulSet runs; undefined where that is not certain. */
export function replicaCount(workload: Workload, project: Project): number | undefined {
  const written = workload.object.value.get('spec', 'replicas');
  if (isScaled(workload, project)) return undefined;
  if (written && written.kind !== 'null') return workload.replicas?.value;
  return 1;
}

/** True where the pods keep data or a lock of their own, so that there cannot simply be more of them. */
export function keepsState({ pod, object, kind }: Workload): boolean {
  if (kind === 'StatefulSet' || object.value.string('spec', 'strategy', 'type')?.value === 'Recreate') return true;
  return pod.volumes.some(({ sources }) => sources.some((source) => source.kind === 'persistentVolumeClaim' || source.kind === 'hostPath'));
}
