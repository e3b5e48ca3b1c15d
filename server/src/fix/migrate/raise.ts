import type { Value } from '../../yaml/value';
import { restructureAutoscaler, restructureCpuAutoscaler } from './autoscaler';
import { restructureCustomDefinition } from './custom-definition';
import { restructureIngress } from './ingress';
import { type Migration, type Restructure, setApiVersion } from './migration';
import { restructureDisruptionBudget, restructureEndpointSlice, restructurePriorityLevel, restructureWebhooks } from './others';
import { restructureWorkload } from './workload';

export type { Migration } from './migration';

/** From which apiVersions to which, and what changes below. Versions that are not here differ in nothing but their name, or are not raised. */
const TABLE: readonly (readonly [kinds: RegExp, from: RegExp, to: RegExp, restructure: Restructure])[] = [
  [/^Ingress$/, /^(?:extensions|networking\.k8s\.io)\/v1beta1$/, /^networking\.k8s\.io\/v1$/, restructureIngress],
  [/^HorizontalPodAutoscaler$/, /^autoscaling\/v2beta1$/, /^autoscaling\/v2(?:beta2)?$/, restructureAutoscaler],
  [/^HorizontalPodAutoscaler$/, /^autoscaling\/v1$/, /^autoscaling\/v2$/, restructureCpuAutoscaler],
  [/^CustomResourceDefinition$/, /\/v1beta1$/, /\/v1$/, restructureCustomDefinition],
  [/^(?:Deployment|DaemonSet|ReplicaSet|StatefulSet)$/, /^(?:apps|extensions)\/v1beta\d$/, /^apps\/v1$/, restructureWorkload],
  [/^(?:Mutating|Validating)WebhookConfiguration$/, /\/v1beta1$/, /\/v1$/, restructureWebhooks],
  [/^EndpointSlice$/, /\/v1beta1$/, /\/v1$/, restructureEndpointSlice],
  [/^PodDisruptionBudget$/, /\/v1beta1$/, /\/v1$/, restructureDisruptionBudget],
  [/^PriorityLevelConfiguration$/, /\/v1(?:alpha1|beta[12])$/, /\/v1(?:beta3)?$/, restructurePriorityLevel],
];

/**
 * Makes an object one of another apiVersion, with what changes below it. `isAlike` says whether the object as it stands
 * is one of that version too: then only the apiVersion changes. Undefined where that is not enough and no way is known.
 */
export function raiseVersion(root: Value, kind: string, from: string, to: string, isAlike: () => boolean): Migration | undefined {
  const row = TABLE.find(([kinds, before, after]) => kinds.test(kind) && before.test(from) && after.test(to));
  const below = row ? row[3](root) : isAlike() ? { edits: [], exact: true } : undefined;
  return below && { edits: [...setApiVersion(root, to), ...below.edits], exact: below.exact };
}
