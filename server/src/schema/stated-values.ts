import { table } from '../text/table';
import type { AllowedValue } from './definition';

/**
 * Closed lists of values that the schemas of Kubernetes do not hold, or hold too widely, by definition and field. From
 * `validation.go` of each group in pkg/apis of Kubernetes, and of apiextensions-apiserver.
 */
const STATED: Readonly<Record<string, readonly AllowedValue[]>> = table({
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy#whenDeleted': values('Delete', 'Retain'),
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy#whenScaled': values('Delete', 'Retain'),
  'autoscaling.v2.HPAScalingRules#selectPolicy': values('Disabled', 'Max', 'Min'),
  'autoscaling.v2.HPAScalingPolicy#type': values('Percent', 'Pods'),
  // `Recycle` is for volumes that nobody provisions.
  'storage.v1.StorageClass#reclaimPolicy': values('Delete', 'Retain'),
  'storage.v1.CSIDriverSpec#fsGroupPolicy': values('File', 'None', 'ReadWriteOnceWithFSType'),
  'storage.v1.CSIDriverSpec#volumeLifecycleModes': values('Ephemeral', 'Persistent'),
  // KEP 3015, on by default since 1.34.
  'core.v1.ServiceSpec#trafficDistribution': [...values('PreferClose'), { value: 'PreferSameNode', since: 34 }, { value: 'PreferSameZone', since: 34 }],
  // `Some` and `Unknown` ended with v1beta1.
  'admissionregistration.v1.ValidatingWebhook#sideEffects': values('None', 'NoneOnDryRun'),
  'admissionregistration.v1.MutatingWebhook#sideEffects': values('None', 'NoneOnDryRun'),
  'networking.v1.IngressClassParametersReference#scope': values('Cluster', 'Namespace'),
  'apiextensions.v1.CustomResourceDefinitionSpec#scope': values('Cluster', 'Namespaced'),
  'apiextensions.v1.CustomResourceConversion#strategy': values('None', 'Webhook'),
  'apiextensions.v1.CustomResourceColumnDefinition#type': values('boolean', 'date', 'integer', 'number', 'string'),
  'flowcontrol.v1.LimitResponse#type': values('Queue', 'Reject'),
  'flowcontrol.v1.PriorityLevelConfigurationSpec#type': values('Exempt', 'Limited'),
});

/** The values of a field, where they are stated here. */
export function statedValues(definition: string, field: string): readonly AllowedValue[] | undefined {
  return STATED[`${definition}#${field}`];
}

function values(...list: readonly string[]): AllowedValue[] {
  return list.map((value) => ({ value, since: 0 }));
}
