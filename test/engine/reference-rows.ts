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
  /** What it names is so often made by something else that only a slip is told, and no name that is missing. */
  readonly onlySlips?: boolean;
}

/** What lies along a way, written as YAML in flow style, with `leaf` at its end. */
export function nest(way: string, leaf: string): string {
  const [first, ...rest] = way.split('.');
  const inner = rest.length === 0 ? leaf : `{ ${nest(rest.join('.'), leaf)} }`;
  return first?.endsWith('[]') ? `${first.slice(0, -2)}: [${inner}]` : `${first}: ${inner}`;
}

export const sample = (from: string, way: string, to: string, text: string, optional = false): ReferenceSample => ({ from, way, to, text, optional });
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
export const TARGET = 'apiVersion: apps/v1, kind: Deployment, name: NAME';

/** Where only a slip is told. */
export const slips = (kinds: readonly string[], ways: readonly string[], to: string, leaf = '{ name: NAME }') =>
  kinds.flatMap((from) => ways.map((way): ReferenceSample => ({ from, way, to, text: nest(way, leaf), optional: false, onlySlips: true })));

const CLAIM_WAYS: readonly (readonly [string, string])[] = [
  ['PersistentVolumeClaim', 'spec'],
  ['StatefulSet', 'spec.volumeClaimTemplates[].spec'],
  ['Pod', 'volumes[].ephemeral.volumeClaimTemplate.spec'],
];
const DRIVERS = ['iscsi', 'rbd', 'cephfs', 'flexVolume', 'scaleIO', 'storageos'];
const CSI = ['controllerPublishSecretRef', 'nodeStageSecretRef', 'nodePublishSecretRef', 'controllerExpandSecretRef', 'nodeExpandSecretRef'];
const REQUESTS = ['requests[].deviceClassName', 'requests[].exactly.deviceClassName', 'requests[].firstAvailable[].deviceClassName'];
const BESIDE = '{ name: NAME, namespace: SPACE }';

/** A sample of every row of the table for the kinds of Kubernetes itself, for every kind that has it. */
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
  ...slips(['ValidatingAdmissionPolicyBinding'], ['spec.policyName'], 'ValidatingAdmissionPolicy', 'NAME'),
  ...slips(['MutatingAdmissionPolicyBinding'], ['spec.policyName'], 'MutatingAdmissionPolicy', 'NAME'),
  ...slips(['FlowSchema'], ['spec.priorityLevelConfiguration'], 'PriorityLevelConfiguration'),
  ...slips(['FlowSchema'], ['spec.rules[].subjects[].serviceAccount'], 'ServiceAccount', BESIDE),

  ...CLAIM_WAYS.flatMap(([from, way]) => [
    ...slips([from], [`${way}.storageClassName`], 'StorageClass', 'NAME'),
    ...slips([from], [`${way}.volumeAttributesClassName`], 'VolumeAttributesClass', 'NAME'),
    ...slips([from], [`${way}.volumeName`], 'PersistentVolume', 'NAME'),
    ...slips([from], [`${way}.dataSource`], 'PersistentVolumeClaim', '{ kind: PersistentVolumeClaim, name: NAME }'),
    ...slips([from], [`${way}.dataSourceRef`], 'VolumeSnapshot', '{ apiGroup: snapshot.storage.k8s.io, kind: VolumeSnapshot, name: NAME, namespace: SPACE }'),
  ]),
  ...slips(
    ['Pod'],
    DRIVERS.map((driver) => `volumes[].${driver}.secretRef`),
    'Secret',
  ),
  ...slips(['Pod'], ['volumes[].azureFile.secretName'], 'Secret', 'NAME'),
  ...slips(['Pod'], ['volumes[].csi.volumeAttributes.secretProviderClass'], 'SecretProviderClass', 'NAME'),
  ...slips(['Pod'], ['volumes[].projected.sources[].clusterTrustBundle'], 'ClusterTrustBundle'),
  ...slips(['Pod'], ['resourceClaims[].resourceClaimName', 'resourceClaims[].source.resourceClaimName'], 'ResourceClaim', 'NAME'),
  ...slips(['Pod'], ['resourceClaims[].resourceClaimTemplateName', 'resourceClaims[].source.resourceClaimTemplateName'], 'ResourceClaimTemplate', 'NAME'),
  ...slips(
    ['ResourceClaim'],
    REQUESTS.map((way) => `spec.devices.${way}`),
    'DeviceClass',
    'NAME',
  ),
  ...slips(
    ['ResourceClaimTemplate'],
    REQUESTS.map((way) => `spec.spec.devices.${way}`),
    'DeviceClass',
    'NAME',
  ),
  ...slips(['PersistentVolume'], [...CSI.map((use) => `spec.csi.${use}`), ...DRIVERS.map((driver) => `spec.${driver}.secretRef`)], 'Secret', BESIDE),
  ...slips(['PersistentVolume'], ['spec.azureFile'], 'Secret', '{ shareName: files, secretName: NAME, secretNamespace: SPACE }'),
  ...slips(['PersistentVolume'], ['spec.volumeAttributesClassName'], 'VolumeAttributesClass', 'NAME'),
  ...slips(['*'], ['metadata.ownerReferences[]'], 'Deployment', `{ ${TARGET}, uid: 6b7a }`),
  ...slips(['HorizontalPodAutoscaler'], ['spec.metrics[].object.describedObject'], 'Deployment', `{ ${TARGET} }`),
  ...slips(['IngressClass'], ['spec.parameters'], 'ConfigMap', '{ scope: Namespace, kind: ConfigMap, name: NAME, namespace: SPACE }'),
  ...slips(['Ingress'], ['spec.defaultBackend.resource', 'spec.rules[].http.paths[].backend.resource'], 'ConfigMap', '{ kind: ConfigMap, name: NAME }'),
];
