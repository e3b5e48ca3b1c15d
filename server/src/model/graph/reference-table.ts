/**
 * Where objects name other objects. A way leads from the object (or from the pod's spec) to the map that holds the name;
 * `[]` stands for every item of a list.
 */
export interface ReferenceRow {
  /** Kinds whose objects have it; `Pod` rows are relative to the pod's spec of every workload. */
  readonly from: readonly string[];
  readonly way: string;
  /** Key of the name in that map; `''` where the way leads to the name itself. */
  readonly name: string;
  /** Kind that is named; undefined where `kindKey` says it. */
  readonly to?: string;
  /** Key that holds the kind, and the kind where it is left out. */
  readonly kindKey?: string;
  readonly fallback?: string;
  /** Key that holds the namespace; without it the target lies in the namespace of the object. */
  readonly namespaceKey?: string;
  /** The target has no namespace. */
  readonly clusterScoped?: boolean;
  /** Where the same map names keys of the target's data: a key, or a way to a list of maps with it. */
  readonly dataKey?: string;
  /** Where the same map names a port of the target. */
  readonly portKeys?: readonly string[];
  /** A way from the object to a port of the target that stands elsewhere; only names count there. */
  readonly portName?: string;
}

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
  ...CONTAINERS.flatMap((container): ReferenceRow[] => [
    { from: POD, way: `${container}.env[].valueFrom.configMapKeyRef`, name: 'name', to: 'ConfigMap', dataKey: 'key' },
    { from: POD, way: `${container}.env[].valueFrom.secretKeyRef`, name: 'name', to: 'Secret', dataKey: 'key' },
    { from: POD, way: `${container}.envFrom[].configMapRef`, name: 'name', to: 'ConfigMap' },
    { from: POD, way: `${container}.envFrom[].secretRef`, name: 'name', to: 'Secret' },
  ]),
];

const SERVICE_PORT = ['port.number', 'port.name'];

/** Every reference that the graph follows. Sources: the API reference, and for custom resources their projects' own. */
export const REFERENCES: readonly ReferenceRow[] = [
  ...podRows,
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
  { from: ['PersistentVolumeClaim'], way: 'spec.storageClassName', name: '', to: 'StorageClass', clusterScoped: true },
  { from: ['PersistentVolumeClaim'], way: 'spec.volumeName', name: '', to: 'PersistentVolume', clusterScoped: true },
  { from: ['StatefulSet'], way: 'spec.volumeClaimTemplates[].spec.storageClassName', name: '', to: 'StorageClass', clusterScoped: true },
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
  { from: ['Certificate'], way: 'spec.issuerRef', name: 'name', kindKey: 'kind', fallback: 'Issuer' },
  { from: ['ValidatingAdmissionPolicyBinding'], way: 'spec.policyName', name: '', to: 'ValidatingAdmissionPolicy', clusterScoped: true },
  { from: ['VolumeSnapshot'], way: 'spec.source.persistentVolumeClaimName', name: '', to: 'PersistentVolumeClaim' },
  { from: ['Application'], way: 'spec.project', name: '', to: 'AppProject' },
  { from: ['HelmRelease'], way: 'spec.chart.spec.sourceRef', name: 'name', kindKey: 'kind', fallback: 'HelmRepository', namespaceKey: 'namespace' },
  { from: ['Kustomization'], way: 'spec.sourceRef', name: 'name', kindKey: 'kind', fallback: 'GitRepository', namespaceKey: 'namespace' },
  { from: ['HelmRelease'], way: 'spec.valuesFrom[]', name: 'name', kindKey: 'kind', fallback: 'ConfigMap' },
  { from: ['Kustomization'], way: 'spec.postBuild.substituteFrom[]', name: 'name', kindKey: 'kind', fallback: 'ConfigMap' },
  { from: ['GitRepository', 'HelmRepository', 'OCIRepository'], way: 'spec.secretRef', name: 'name', to: 'Secret' },
  { from: ['ScaledObject', 'ScaledJob'], way: 'spec.triggers[].authenticationRef', name: 'name', kindKey: 'kind', fallback: 'TriggerAuthentication' },
  { from: ['TriggerAuthentication'], way: 'spec.secretTargetRef[]', name: 'name', to: 'Secret', dataKey: 'key' },
  { from: ['ExternalSecret'], way: 'spec.secretStoreRef', name: 'name', kindKey: 'kind', fallback: 'SecretStore' },
  {
    from: ['IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP'],
    way: 'spec.routes[].services[]',
    name: 'name',
    kindKey: 'kind',
    fallback: 'Service',
    namespaceKey: 'namespace',
    portKeys: ['port'],
  },
  { from: ['IngressRoute', 'IngressRouteTCP'], way: 'spec.routes[].middlewares[]', name: 'name', to: 'Middleware', namespaceKey: 'namespace' },
  { from: ['HTTPProxy'], way: 'spec.routes[].services[]', name: 'name', to: 'Service', portKeys: ['port'] },
  { from: ['Route'], way: 'spec.to', name: 'name', kindKey: 'kind', fallback: 'Service', portName: 'spec.port.targetPort' },
  ...['canary.stableService', 'canary.canaryService', 'blueGreen.activeService', 'blueGreen.previewService'].map(
    (way): ReferenceRow => ({ from: ['Rollout'], way: `spec.strategy.${way}`, name: '', to: 'Service' }),
  ),
];
