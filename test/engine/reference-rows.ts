/** One kind of reference: a row of the table, and what it looks like. */
export interface ReferenceSample {
  /** Kind that names, and the way of the row. */
  readonly from: string;
  readonly way: string;
  /** Kind that is named. */
  readonly to: string;
  /** What the object holds, with `NAME` for the name, and `SPACE` for the namespace of the target where it is written beside. */
  readonly text: string;
  /** It may say `optional: true`. */
  readonly optional: boolean;
}

const sample = (from: string, way: string, to: string, text: string, optional = false): ReferenceSample => ({ from, way, to, text, optional });
const optional = (from: string, way: string, to: string, text: string) => sample(from, way, to, text, true);
const each = (kinds: readonly string[], way: string, to: string, text: string) => kinds.map((kind) => sample(kind, way, to, text));

/** What is in a container may be in each of the three lists of them. */
const inContainers = (way: string, to: string, text: string) =>
  ['containers', 'initContainers', 'ephemeralContainers'].map((list) =>
    optional('Pod', `${list}[].${way}`, to, `${list}: [{ name: part, image: registry.example.com/part:1.4.2, ${text} }]`),
  );

const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'];
const WEBHOOKS = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'];
const BINDINGS = ['RoleBinding', 'ClusterRoleBinding'];
const TARGET = 'apiVersion: apps/v1, kind: Deployment, name: NAME';

/** A sample of every row of the table, for every kind that has it. */
export const SAMPLES: readonly ReferenceSample[] = [
  sample('Pod', 'serviceAccountName', 'ServiceAccount', 'serviceAccountName: NAME'),
  sample('Pod', 'serviceAccount', 'ServiceAccount', 'serviceAccount: NAME'),
  sample('Pod', 'priorityClassName', 'PriorityClass', 'priorityClassName: NAME'),
  sample('Pod', 'runtimeClassName', 'RuntimeClass', 'runtimeClassName: NAME'),
  sample('Pod', 'imagePullSecrets[]', 'Secret', 'imagePullSecrets: [{ name: NAME }]'),
  optional('Pod', 'volumes[].configMap', 'ConfigMap', 'volumes: [{ name: files, configMap: { name: NAME } }]'),
  optional('Pod', 'volumes[].secret', 'Secret', 'volumes: [{ name: files, secret: { secretName: NAME } }]'),
  optional(
    'Pod',
    'volumes[].projected.sources[].configMap',
    'ConfigMap',
    'volumes: [{ name: files, projected: { sources: [{ configMap: { name: NAME } }] } }]',
  ),
  optional('Pod', 'volumes[].projected.sources[].secret', 'Secret', 'volumes: [{ name: files, projected: { sources: [{ secret: { name: NAME } }] } }]'),
  sample('Pod', 'volumes[].persistentVolumeClaim', 'PersistentVolumeClaim', 'volumes: [{ name: files, persistentVolumeClaim: { claimName: NAME } }]'),
  sample(
    'Pod',
    'volumes[].csi.nodePublishSecretRef',
    'Secret',
    'volumes: [{ name: files, csi: { driver: csi.example.com, nodePublishSecretRef: { name: NAME } } }]',
  ),
  ...inContainers('env[].valueFrom.configMapKeyRef', 'ConfigMap', 'env: [{ name: MODE, valueFrom: { configMapKeyRef: { name: NAME, key: mode } } }]'),
  ...inContainers('env[].valueFrom.secretKeyRef', 'Secret', 'env: [{ name: MODE, valueFrom: { secretKeyRef: { name: NAME, key: mode } } }]'),
  ...inContainers('envFrom[].configMapRef', 'ConfigMap', 'envFrom: [{ configMapRef: { name: NAME } }]'),
  ...inContainers('envFrom[].secretRef', 'Secret', 'envFrom: [{ secretRef: { name: NAME } }]'),

  sample('StatefulSet', 'spec.serviceName', 'Service', 'spec: { serviceName: NAME, TEMPLATE }'),
  sample(
    'StatefulSet',
    'spec.volumeClaimTemplates[].spec.storageClassName',
    'StorageClass',
    'spec: { TEMPLATE, volumeClaimTemplates: [{ metadata: { name: data }, spec: { storageClassName: NAME, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }] }',
  ),
  sample(
    'Ingress',
    'spec.ingressClassName',
    'IngressClass',
    'spec: { ingressClassName: NAME, defaultBackend: { service: { name: web, port: { number: 80 } } } }',
  ),
  sample('Ingress', 'spec.defaultBackend.service', 'Service', 'spec: { defaultBackend: { service: { name: NAME, port: { number: 80 } } } }'),
  sample(
    'Ingress',
    'spec.rules[].http.paths[].backend.service',
    'Service',
    'spec: { rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: NAME, port: { number: 80 } } } }] } }] }',
  ),
  sample(
    'Ingress',
    'spec.rules[].http.paths[].backend',
    'Service',
    'spec: { rules: [{ http: { paths: [{ path: /, backend: { serviceName: NAME, servicePort: 80 } }] } }] }',
  ),
  sample('Ingress', 'spec.backend', 'Service', 'spec: { backend: { serviceName: NAME, servicePort: 80 } }'),
  sample('Ingress', 'spec.tls[]', 'Secret', 'spec: { tls: [{ hosts: [shop.example.com], secretName: NAME }] }'),
  ...each(
    ['HorizontalPodAutoscaler', 'ScaledObject', 'ScaledJob'],
    'spec.scaleTargetRef',
    'Deployment',
    `spec: { maxReplicas: 3, scaleTargetRef: { ${TARGET} } }`,
  ),
  sample('VerticalPodAutoscaler', 'spec.targetRef', 'Deployment', `spec: { targetRef: { ${TARGET} } }`),
  ...BINDINGS.map((kind) =>
    sample(kind, 'roleRef', kind.replace('Binding', ''), `roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ${kind.replace('Binding', '')}, name: NAME }`),
  ),
  ...each(
    BINDINGS,
    'subjects[]',
    'ServiceAccount',
    'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }\nsubjects: [{ kind: ServiceAccount, name: NAME, namespace: SPACE }]',
  ),
  sample('ServiceAccount', 'secrets[]', 'Secret', 'secrets: [{ name: NAME }]'),
  sample('ServiceAccount', 'imagePullSecrets[]', 'Secret', 'imagePullSecrets: [{ name: NAME }]'),
  sample('PersistentVolumeClaim', 'spec.storageClassName', 'StorageClass', 'spec: { storageClassName: NAME }'),
  sample('PersistentVolumeClaim', 'spec.volumeName', 'PersistentVolume', 'spec: { volumeName: NAME }'),
  sample('PersistentVolume', 'spec.storageClassName', 'StorageClass', 'spec: { storageClassName: NAME }'),
  sample('PersistentVolume', 'spec.claimRef', 'PersistentVolumeClaim', 'spec: { claimRef: { name: NAME, namespace: SPACE } }'),
  ...each(ROUTES, 'spec.parentRefs[]', 'Gateway', 'spec: { parentRefs: [{ name: NAME, namespace: SPACE }] }'),
  ...each(ROUTES, 'spec.rules[].backendRefs[]', 'Service', 'spec: { rules: [{ backendRefs: [{ name: NAME, namespace: SPACE, port: 80 }] }] }'),
  ...each(
    ['HTTPRoute', 'GRPCRoute'],
    'spec.rules[].filters[].requestMirror.backendRef',
    'Service',
    'spec: { rules: [{ filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: NAME, namespace: SPACE, port: 80 } } }] }] }',
  ),
  sample('Gateway', 'spec.gatewayClassName', 'GatewayClass', 'spec: { gatewayClassName: NAME }'),
  sample(
    'Gateway',
    'spec.listeners[].tls.certificateRefs[]',
    'Secret',
    'spec: { gatewayClassName: nginx, listeners: [{ name: web, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: NAME, namespace: SPACE }] } }] }',
  ),
  ...each(
    WEBHOOKS,
    'webhooks[].clientConfig.service',
    'Service',
    'webhooks: [{ name: check.example.com, clientConfig: { service: { name: NAME, namespace: SPACE, port: 80 } } }]',
  ),
  sample('APIService', 'spec.service', 'Service', 'spec: { service: { name: NAME, namespace: SPACE, port: 80 } }'),
  sample(
    'CustomResourceDefinition',
    'spec.conversion.webhook.clientConfig.service',
    'Service',
    'spec: { conversion: { strategy: Webhook, webhook: { clientConfig: { service: { name: NAME, namespace: SPACE, port: 80 } } } } }',
  ),
  sample('Certificate', 'spec.issuerRef', 'Issuer', 'spec: { secretName: pair, issuerRef: { name: NAME } }'),
  sample('ValidatingAdmissionPolicyBinding', 'spec.policyName', 'ValidatingAdmissionPolicy', 'spec: { policyName: NAME }'),
  sample('VolumeSnapshot', 'spec.source.persistentVolumeClaimName', 'PersistentVolumeClaim', 'spec: { source: { persistentVolumeClaimName: NAME } }'),
  sample('Application', 'spec.project', 'AppProject', 'spec: { project: NAME }'),
  sample(
    'HelmRelease',
    'spec.chart.spec.sourceRef',
    'HelmRepository',
    'spec: { chart: { spec: { chart: redis, sourceRef: { kind: HelmRepository, name: NAME, namespace: SPACE } } } }',
  ),
  optional('HelmRelease', 'spec.valuesFrom[]', 'ConfigMap', 'spec: { valuesFrom: [{ kind: ConfigMap, name: NAME }] }'),
  sample('Kustomization', 'spec.sourceRef', 'GitRepository', 'spec: { sourceRef: { kind: GitRepository, name: NAME, namespace: SPACE } }'),
  optional('Kustomization', 'spec.postBuild.substituteFrom[]', 'Secret', 'spec: { postBuild: { substituteFrom: [{ kind: Secret, name: NAME }] } }'),
  ...each(
    ['GitRepository', 'HelmRepository', 'OCIRepository'],
    'spec.secretRef',
    'Secret',
    'spec: { url: "https://example.com/charts", secretRef: { name: NAME } }',
  ),
  ...each(
    ['ScaledObject', 'ScaledJob'],
    'spec.triggers[].authenticationRef',
    'TriggerAuthentication',
    'spec: { triggers: [{ type: rabbitmq, authenticationRef: { name: NAME } }] }',
  ),
  sample('TriggerAuthentication', 'spec.secretTargetRef[]', 'Secret', 'spec: { secretTargetRef: [{ parameter: host, name: NAME, key: mode }] }'),
  sample('ExternalSecret', 'spec.secretStoreRef', 'SecretStore', 'spec: { secretStoreRef: { name: NAME } }'),
  ...each(
    ['IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP'],
    'spec.routes[].services[]',
    'Service',
    'spec: { routes: [{ services: [{ name: NAME, namespace: SPACE, port: 80 }] }] }',
  ),
  ...each(
    ['IngressRoute', 'IngressRouteTCP'],
    'spec.routes[].middlewares[]',
    'Middleware',
    'spec: { routes: [{ middlewares: [{ name: NAME, namespace: SPACE }] }] }',
  ),
  sample('HTTPProxy', 'spec.routes[].services[]', 'Service', 'spec: { routes: [{ services: [{ name: NAME, port: 80 }] }] }'),
  sample('Route', 'spec.to', 'Service', 'spec: { to: { kind: Service, name: NAME } }'),
  sample('Rollout', 'spec.strategy.canary.stableService', 'Service', 'spec: { strategy: { canary: { stableService: NAME } } }'),
  sample('Rollout', 'spec.strategy.canary.canaryService', 'Service', 'spec: { strategy: { canary: { canaryService: NAME } } }'),
  sample('Rollout', 'spec.strategy.blueGreen.activeService', 'Service', 'spec: { strategy: { blueGreen: { activeService: NAME } } }'),
  sample('Rollout', 'spec.strategy.blueGreen.previewService', 'Service', 'spec: { strategy: { blueGreen: { previewService: NAME } } }'),
];
