import { CUSTOM_REFERENCES } from './custom-references';
import { ANY_KIND, CLUSTER_WIDE, named, ofKind, plain, type ReferenceRow, WITH_NAMESPACE } from './reference-row';

const POD = ['Pod'];
const CONTAINERS = ['containers[]', 'initContainers[]', 'ephemeralContainers[]'];

const podRows: ReferenceRow[] = [
  { from: POD, way: 'serviceAccountName', name: '', to: 'ServiceAccount' },
  { from: POD, way: 'serviceAccount', name: '', to: 'ServiceAccount' },
  { from: POD, way: 'priorityClassName', name: '', to: 'PriorityClass', clusterScoped: true },
  { from: POD, way: 'runtimeClassName', name: '', to: 'RuntimeClass', clusterScoped: true },
  { from: POD, way: 'imagePullSecrets[]', name: 'name', to: 'Secret' },
  { from: POD, way: 'volumes[].configMap', name: 'name', to: 'ConfigMap', dataKey: 'items[].key' },
  { from: POD, way: 'volumes[].secret', name: 'secretName', to: 'Secret', dataKey: 'items[].key' },
  { from: POD, way: 'volumes[].projected.sources[].configMap', name: 'name', to: 'ConfigMap', dataKey: 'items[].key' },
  { from: POD, way: 'volumes[].projected.sources[].secret', name: 'name', to: 'Secret', dataKey: 'items[].key' },
  { from: POD, way: 'volumes[].persistentVolumeClaim', name: 'claimName', to: 'PersistentVolumeClaim' },
  { from: POD, way: 'volumes[].csi.nodePublishSecretRef', name: 'name', to: 'Secret' },
  ...['iscsi', 'rbd', 'cephfs', 'flexVolume', 'scaleIO', 'storageos'].map((source) => named(POD, `volumes[].${source}.secretRef`, 'Secret')),
  plain(POD, 'volumes[].azureFile.secretName', 'Secret'),
  plain(POD, 'volumes[].csi.volumeAttributes.secretProviderClass', 'SecretProviderClass'),
  named(POD, 'volumes[].projected.sources[].clusterTrustBundle', 'ClusterTrustBundle', CLUSTER_WIDE),
  // Until 1.30 they stood below `source`.
  ...['resourceClaims[]', 'resourceClaims[].source'].flatMap((way) => [
    plain(POD, `${way}.resourceClaimName`, 'ResourceClaim'),
    plain(POD, `${way}.resourceClaimTemplateName`, 'ResourceClaimTemplate'),
  ]),
  ...CONTAINERS.flatMap((container): ReferenceRow[] => [
    { from: POD, way: `${container}.env[].valueFrom.configMapKeyRef`, name: 'name', to: 'ConfigMap', dataKey: 'key' },
    { from: POD, way: `${container}.env[].valueFrom.secretKeyRef`, name: 'name', to: 'Secret', dataKey: 'key' },
    { from: POD, way: `${container}.envFrom[].configMapRef`, name: 'name', to: 'ConfigMap' },
    { from: POD, way: `${container}.envFrom[].secretRef`, name: 'name', to: 'Secret' },
  ]),
];

/** Where the spec of a claim stands: in a claim, and in what makes claims. */
const CLAIM_SPECS: readonly (readonly [from: readonly string[], way: string])[] = [
  [['PersistentVolumeClaim'], 'spec'],
  [['StatefulSet'], 'spec.volumeClaimTemplates[].spec'],
  [POD, 'volumes[].ephemeral.volumeClaimTemplate.spec'],
];

const claimRows = CLAIM_SPECS.flatMap(([from, way]) => [
  plain(from, `${way}.storageClassName`, 'StorageClass', CLUSTER_WIDE),
  plain(from, `${way}.volumeAttributesClassName`, 'VolumeAttributesClass', CLUSTER_WIDE),
  plain(from, `${way}.volumeName`, 'PersistentVolume', CLUSTER_WIDE),
  ofKind(from, `${way}.dataSource`, undefined),
  ofKind(from, `${way}.dataSourceRef`, undefined, WITH_NAMESPACE),
]);

/** How versions of the API spell what a claim of a device asks for, from v1alpha3 to v1. */
const REQUESTS = ['requests[]', 'requests[].exactly', 'requests[].firstAvailable[]'];

const deviceRows = [
  ['ResourceClaim', 'spec.devices'],
  ['ResourceClaimTemplate', 'spec.spec.devices'],
].flatMap(([from = '', way]) => REQUESTS.map((request) => plain([from], `${way}.${request}.deviceClassName`, 'DeviceClass', CLUSTER_WIDE)));

const CSI_SECRETS = ['controllerPublish', 'nodeStage', 'nodePublish', 'controllerExpand', 'nodeExpand'].map((use) => `csi.${use}SecretRef`);
const VOLUME_SECRETS = [...CSI_SECRETS, ...['iscsi', 'rbd', 'cephfs', 'flexVolume', 'scaleIO', 'storageos'].map((source) => `${source}.secretRef`)];

const SERVICE_PORT = ['port.number', 'port.name'];

/** What the kinds of Kubernetes itself name. Source: the API reference. */
const coreRows: readonly ReferenceRow[] = [
  ...podRows,
  ...claimRows,
  ...deviceRows,
  // Owners lie in the namespace of what they own, or in none.
  ofKind([ANY_KIND], 'metadata.ownerReferences[]', undefined),
  { from: ['StatefulSet'], way: 'spec.serviceName', name: '', to: 'Service' },
  { from: ['Ingress'], way: 'spec.ingressClassName', name: '', to: 'IngressClass', clusterScoped: true },
  { from: ['Ingress'], way: 'spec.defaultBackend.service', name: 'name', to: 'Service', portKeys: SERVICE_PORT },
  { from: ['Ingress'], way: 'spec.rules[].http.paths[].backend.service', name: 'name', to: 'Service', portKeys: SERVICE_PORT },
  { from: ['Ingress'], way: 'spec.rules[].http.paths[].backend', name: 'serviceName', to: 'Service', portKeys: ['servicePort'] },
  { from: ['Ingress'], way: 'spec.backend', name: 'serviceName', to: 'Service', portKeys: ['servicePort'] },
  { from: ['Ingress'], way: 'spec.tls[]', name: 'secretName', to: 'Secret' },
  { from: ['HorizontalPodAutoscaler', 'ScaledObject', 'ScaledJob'], way: 'spec.scaleTargetRef', name: 'name', kindKey: 'kind', fallback: 'Deployment' },
  { from: ['VerticalPodAutoscaler'], way: 'spec.targetRef', name: 'name', kindKey: 'kind', fallback: 'Deployment' },
  { from: ['RoleBinding', 'ClusterRoleBinding'], way: 'roleRef', name: 'name', kindKey: 'kind', fallback: 'Role' },
  { from: ['RoleBinding', 'ClusterRoleBinding'], way: 'subjects[]', name: 'name', kindKey: 'kind', fallback: 'ServiceAccount', namespaceKey: 'namespace' },
  { from: ['ServiceAccount'], way: 'secrets[]', name: 'name', to: 'Secret' },
  { from: ['ServiceAccount'], way: 'imagePullSecrets[]', name: 'name', to: 'Secret' },
  { from: ['PersistentVolume'], way: 'spec.storageClassName', name: '', to: 'StorageClass', clusterScoped: true },
  { from: ['PersistentVolume'], way: 'spec.claimRef', name: 'name', to: 'PersistentVolumeClaim', namespaceKey: 'namespace' },
  {
    from: ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'],
    way: 'spec.parentRefs[]',
    name: 'name',
    kindKey: 'kind',
    fallback: 'Gateway',
    namespaceKey: 'namespace',
  },
  {
    from: ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'],
    way: 'spec.rules[].backendRefs[]',
    name: 'name',
    kindKey: 'kind',
    fallback: 'Service',
    namespaceKey: 'namespace',
    portKeys: ['port'],
  },
  {
    from: ['HTTPRoute', 'GRPCRoute'],
    way: 'spec.rules[].filters[].requestMirror.backendRef',
    name: 'name',
    kindKey: 'kind',
    fallback: 'Service',
    namespaceKey: 'namespace',
    portKeys: ['port'],
  },
  { from: ['Gateway'], way: 'spec.gatewayClassName', name: '', to: 'GatewayClass', clusterScoped: true },
  { from: ['Gateway'], way: 'spec.listeners[].tls.certificateRefs[]', name: 'name', kindKey: 'kind', fallback: 'Secret', namespaceKey: 'namespace' },
  {
    from: ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'],
    way: 'webhooks[].clientConfig.service',
    name: 'name',
    to: 'Service',
    namespaceKey: 'namespace',
    portKeys: ['port'],
  },
  { from: ['APIService'], way: 'spec.service', name: 'name', to: 'Service', namespaceKey: 'namespace', portKeys: ['port'] },
  {
    from: ['CustomResourceDefinition'],
    way: 'spec.conversion.webhook.clientConfig.service',
    name: 'name',
    to: 'Service',
    namespaceKey: 'namespace',
    portKeys: ['port'],
  },
  ofKind(['HorizontalPodAutoscaler'], 'spec.metrics[].object.describedObject', undefined),
  ...VOLUME_SECRETS.map((way) => named(['PersistentVolume'], `spec.${way}`, 'Secret', WITH_NAMESPACE)),
  { from: ['PersistentVolume'], way: 'spec.azureFile', name: 'secretName', to: 'Secret', namespaceKey: 'secretNamespace' },
  plain(['PersistentVolume'], 'spec.volumeAttributesClassName', 'VolumeAttributesClass', CLUSTER_WIDE),
  ofKind(['IngressClass'], 'spec.parameters', undefined, WITH_NAMESPACE),
  ofKind(['Ingress'], 'spec.defaultBackend.resource', undefined),
  ofKind(['Ingress'], 'spec.rules[].http.paths[].backend.resource', undefined),
  plain(['ValidatingAdmissionPolicyBinding'], 'spec.policyName', 'ValidatingAdmissionPolicy', CLUSTER_WIDE),
  plain(['MutatingAdmissionPolicyBinding'], 'spec.policyName', 'MutatingAdmissionPolicy', CLUSTER_WIDE),
  named(['FlowSchema'], 'spec.priorityLevelConfiguration', 'PriorityLevelConfiguration', CLUSTER_WIDE),
  named(['FlowSchema'], 'spec.rules[].subjects[].serviceAccount', 'ServiceAccount', WITH_NAMESPACE),
];

/** Every reference that the graph follows. */
export const REFERENCES: readonly ReferenceRow[] = [...coreRows, ...CUSTOM_REFERENCES];

/** Rows whose ways begin at the spec of a pod. */
export const POD_ROWS: readonly ReferenceRow[] = REFERENCES.filter(({ from }) => from.includes('Pod'));

const ofAnyKind = REFERENCES.filter(({ from }) => from.includes(ANY_KIND));
const rowsByKind = new Map(
  [...new Set(REFERENCES.flatMap(({ from }) => from))].map((kind) => [
    kind,
    REFERENCES.filter(({ from }) => !from.includes('Pod') && (from.includes(kind) || from.includes(ANY_KIND))),
  ]),
);

/** Rows whose ways begin at an object of a kind, in the order of the table. */
export function ownRowsOf(kind: string): readonly ReferenceRow[] {
  return rowsByKind.get(kind) ?? ofAnyKind;
}

/** The rows of a kind, those of its pods included where it runs some. */
export function rowsOf(kind: string, runsPods: boolean): readonly ReferenceRow[] {
  return runsPods ? [...POD_ROWS, ...ownRowsOf(kind)] : ownRowsOf(kind);
}
