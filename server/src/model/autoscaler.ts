import type { Located } from '../text/span';
import type { Value } from '../yaml/value';
import { liesBeside } from './neighbours';
import { type KubeObject, known } from './object';
import { sameNamespace } from './object-index';
import type { Project } from './project';
import type { Workload } from './workload';

/** A HorizontalPodAutoscaler, or KEDA's ScaledObject, which makes one. */
export interface Autoscaler {
  readonly object: KubeObject;
  readonly target: { readonly value: Value; readonly kind: string; readonly name: Located<string> };
  readonly least: Located<number> | undefined;
  readonly most: Located<number> | undefined;
}

export function readAutoscaler(object: KubeObject): Autoscaler | undefined {
  const isOwn = object.kind.value === 'HorizontalPodAutoscaler' && object.group === 'autoscaling';
  const isKeda = object.kind.value === 'ScaledObject' && object.group === 'keda.sh';
  const value = isOwn || isKeda ? object.value.given('spec', 'scaleTargetRef') : undefined;
  const name = known(value?.string('name'));
  const kind = value?.string('kind')?.value ?? (isKeda ? 'Deployment' : undefined);
  if (!value || !name || kind === undefined) return undefined;
  const bound = (own: string, keda: string) => object.value.number('spec', isOwn ? own : keda);
  return { object, target: { value, kind, name }, least: bound('minReplicas', 'minReplicaCount'), most: bound('maxReplicas', 'maxReplicaCount') };
}

/** The autoscalers that lie with a workload and scale it. */
export function autoscalersOf({ object }: Workload, project: Project): readonly Autoscaler[] {
  if (!object.name) return [];
  return project.referrers(object.kind.value, object.name.value).flatMap((from) => {
    const isHere = sameNamespace(from.namespace?.value, object.namespace?.value) && (liesBeside(from, object) || project.areDeployedTogether(from, object));
    return isHere ? (readAutoscaler(from) ?? []) : [];
  });
}

/** A metric that is counted against what containers request. */
export interface Utilization {
  readonly resource: Located<string>;
  /** Where only one container counts. */
  readonly container: Located<string> | undefined;
}

/** The metrics of a HorizontalPodAutoscaler that are shares of requests. */
export function utilizationsOf({ value, version, at }: KubeObject): readonly Utilization[] {
  const cpu = value.get('spec', 'targetCPUUtilizationPercentage');
  if (version === 'v1') return cpu ? [{ resource: { value: 'cpu', at: cpu.keyAt }, container: undefined }] : [];
  const metrics = value.items('spec', 'metrics');
  // Without metrics the server takes 80 % of the requested CPU (autoscaling/v2, SetDefaults_HorizontalPodAutoscaler).
  if (metrics.length === 0) return [{ resource: { value: 'cpu', at }, container: undefined }];
  return metrics.flatMap((metric) =>
    (['resource', 'containerResource'] as const).flatMap((field) => {
      const name = known(metric.string(field, 'name'));
      return name && metric.given(field, 'target', 'averageUtilization') ? [{ resource: name, container: known(metric.string(field, 'container')) }] : [];
    }),
  );
}
