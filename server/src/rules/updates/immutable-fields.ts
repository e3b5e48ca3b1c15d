/**
 * What the API server refuses to change in an object that exists. Read off the `Validate…Update` functions of
 * `pkg/apis/<group>/validation` in Kubernetes.
 */
export interface ImmutableFields {
  readonly group: string;
  readonly kinds: readonly string[];
  /** Ways from the object. What is missing on both sides is the same. */
  readonly ways: readonly (readonly string[])[];
  /** The server or a controller fills it in, so only a value on both sides is compared. */
  readonly filledIn?: boolean;
}

const spec = (...fields: readonly string[]) => fields.map((field) => ['spec', field]);

export const IMMUTABLE_FIELDS: readonly ImmutableFields[] = [
  { group: 'apps', kinds: ['Deployment', 'DaemonSet', 'ReplicaSet', 'StatefulSet'], ways: spec('selector') },
  { group: 'apps', kinds: ['StatefulSet'], ways: spec('serviceName', 'podManagementPolicy', 'volumeClaimTemplates') },
  { group: 'batch', kinds: ['Job'], ways: spec('template', 'selector', 'completionMode', 'podFailurePolicy', 'backoffLimitPerIndex', 'managedBy') },
  { group: '', kinds: ['Service'], ways: spec('clusterIP'), filledIn: true },
  {
    group: '',
    kinds: ['PersistentVolumeClaim'],
    ways: spec('accessModes', 'storageClassName', 'volumeName', 'volumeMode', 'selector', 'dataSource', 'dataSourceRef'),
    filledIn: true,
  },
  { group: 'storage.k8s.io', kinds: ['StorageClass'], ways: [['provisioner'], ['parameters']] },
  { group: 'storage.k8s.io', kinds: ['StorageClass'], ways: [['reclaimPolicy'], ['volumeBindingMode']], filledIn: true },
  { group: 'rbac.authorization.k8s.io', kinds: ['RoleBinding', 'ClusterRoleBinding'], ways: [['roleRef']] },
  { group: '', kinds: ['Secret'], ways: [['type']], filledIn: true },
  { group: 'scheduling.k8s.io', kinds: ['PriorityClass'], ways: [['value']] },
  { group: 'scheduling.k8s.io', kinds: ['PriorityClass'], ways: [['preemptionPolicy']], filledIn: true },
  { group: 'networking.k8s.io', kinds: ['IngressClass'], ways: spec('controller') },
  { group: 'node.k8s.io', kinds: ['RuntimeClass'], ways: [['handler']] },
  { group: 'apiextensions.k8s.io', kinds: ['CustomResourceDefinition'], ways: spec('group', 'scope') },
];

/** Of ConfigMaps and Secrets that say `immutable: true`. */
export const IMMUTABLE_DATA: readonly (readonly string[])[] = [['data'], ['binaryData'], ['stringData'], ['immutable']];
