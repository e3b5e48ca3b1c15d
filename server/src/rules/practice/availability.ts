import type { Project } from '../../model/project';
import { readSelector, selects } from '../../model/selector';
import type { Workload } from '../../model/workload';

/** True where something else than the manifest decides how many pods there are. */
export function isScaled({ object }: Workload, project: Project): boolean {
  return ['HorizontalPodAutoscaler', 'ScaledObject'].some((kind) =>
    project.objects(kind).some(({ value, namespace }) => {
      const target = value.get('spec', 'scaleTargetRef');
      const isSame = namespace === undefined || object.namespace === undefined || namespace.value === object.namespace.value;
      return isSame && target?.string('name')?.value === object.name?.value && (target?.string('kind')?.value ?? 'Deployment') === object.kind.value;
    }),
  );
}

/** True where a PodDisruptionBudget of the namespace picks the pods. */
export function hasBudget({ object, pod }: Workload, project: Project): boolean {
  return project.objects('PodDisruptionBudget').some(({ value, namespace }) => {
    const isSame = namespace === undefined || object.namespace === undefined || namespace.value === object.namespace.value;
    const selector = readSelector(value.get('spec', 'selector'));
    return isSame && selector !== undefined && (!selector.certain || selects(selector, pod.labels));
  });
}

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
