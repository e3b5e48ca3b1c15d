import type { Definition } from './definition';

/**
 * Fields that the API's documentation calls required and the server does not ask for: it sets a default, or takes the
 * zero value (`defaults.go` and `validation.go` of each group in `pkg/apis` of Kubernetes). By kind, since it
 * is the same in all versions of a group.
 */
const NOT_ENFORCED: ReadonlySet<string> = new Set([
  'apiextensions.CustomResourceDefinitionVersion#served',
  'apiextensions.CustomResourceDefinitionVersion#storage',
  'apps.ControllerRevision#revision',
  'apps.StatefulSetSpec#serviceName',
  'batch.PodFailurePolicyOnPodConditionsPattern#status',
  'batch.PodFailurePolicyRule#onPodConditions',
  'core.Event#involvedObject',
  'core.Event#metadata',
  'core.HTTPHeader#value',
  'core.ISCSIPersistentVolumeSource#lun',
  'core.ISCSIVolumeSource#lun',
  'core.LimitRangeSpec#limits',
  'core.PreferredSchedulingTerm#preference',
  'core.ProjectedVolumeSource#sources',
  'core.SleepAction#seconds',
  'core.Sysctl#value',
  'discovery.EndpointSlice#endpoints',
  'events.Event#eventTime',
  'events.Event#metadata',
  'events.EventSeries#state',
  'networking.NetworkPolicySpec#podSelector',
  'rbac.RoleRef#apiGroup',
  'scheduling.PriorityClass#value',
  'storage.CSIDriver#spec',
  'storage.CSINode#spec',
  'storage.CSINodeSpec#drivers',
  'storage.TokenRequest#audience',
]);

/** Whether the server refuses an object without the field. */
export function isEnforced({ name }: Definition, field: string): boolean {
  const [group = '', , kind = ''] = name.split('.');
  // What controllers report about an object is not taken from manifests.
  return !/(?:Status|Condition)$/.test(kind) && !NOT_ENFORCED.has(`${group}.${kind}#${field}`);
}
