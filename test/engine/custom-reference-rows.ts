import { nest, type ReferenceSample, sample, slips, TARGET } from './reference-rows';

const BESIDE = '{ name: NAME, namespace: SPACE }';
const SERVICE = '{ kind: Service, name: NAME, namespace: SPACE, port: 80 }';

/** Of Services it is told too where none of the name is there. */
const services = (kinds: readonly string[], ways: readonly string[], leaf = SERVICE) =>
  kinds.flatMap((from) => ways.map((way) => sample(from, way, 'Service', nest(way, leaf))));
const optional = (samples: readonly ReferenceSample[]) => samples.map((one) => ({ ...one, optional: true }));

const ROUTES = ['HTTPRoute', 'GRPCRoute'];
const ISSUERS = ['Issuer', 'ClusterIssuer'];
const SERVERS = ['Prometheus', 'PrometheusAgent', 'Alertmanager', 'ThanosRuler'];
const SOURCES = ['GitRepository', 'HelmRepository', 'OCIRepository', 'Bucket'];
const SCRAPES = [
  ['ServiceMonitor', 'spec.endpoints[]'],
  ['PodMonitor', 'spec.podMetricsEndpoints[]'],
] as const;

const TRUSTING = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'APIService', 'CustomResourceDefinition'];

const inAnnotation = (from: string, name: string, to: string, value: string): ReferenceSample => ({
  ...sample(from, `metadata.annotations#${name}`, to, `metadata: { annotations: { ${name}: ${value} } }`),
  onlySlips: true,
});

/** A sample of every row of the table for custom resources, for every kind that has it. */
export const CUSTOM_SAMPLES: readonly ReferenceSample[] = [
  ...slips(['VolumeSnapshot'], ['spec.source.persistentVolumeClaimName'], 'PersistentVolumeClaim', 'NAME'),
  ...slips(['VolumeSnapshot'], ['spec.source.volumeSnapshotContentName'], 'VolumeSnapshotContent', 'NAME'),
  ...slips(['VolumeSnapshot', 'VolumeSnapshotContent'], ['spec.volumeSnapshotClassName'], 'VolumeSnapshotClass', 'NAME'),
  ...slips(['VolumeSnapshotContent'], ['spec.volumeSnapshotRef'], 'VolumeSnapshot', BESIDE),

  ...slips(
    ROUTES,
    ['spec.rules[].filters[].extensionRef', 'spec.rules[].backendRefs[].filters[].extensionRef'],
    'Middleware',
    '{ group: traefik.io, kind: Middleware, name: NAME }',
  ),
  ...services(ROUTES, ['spec.rules[].backendRefs[].filters[].requestMirror.backendRef']),
  ...slips(['GatewayClass'], ['spec.parametersRef'], 'ConfigMap', '{ group: "", kind: ConfigMap, name: NAME, namespace: SPACE }'),
  ...slips(['Gateway'], ['spec.infrastructure.parametersRef'], 'ConfigMap', '{ group: "", kind: ConfigMap, name: NAME }'),
  ...slips(
    ['Gateway'],
    ['spec.listeners[].tls.frontendValidation.caCertificateRefs[]'],
    'ConfigMap',
    '{ group: "", kind: ConfigMap, name: NAME, namespace: SPACE }',
  ),
  ...services(['BackendTLSPolicy'], ['spec.targetRefs[]'], '{ group: "", kind: Service, name: NAME }'),
  ...slips(['BackendTLSPolicy'], ['spec.validation.caCertificateRefs[]'], 'ConfigMap', '{ group: "", kind: ConfigMap, name: NAME }'),
  ...slips(['ListenerSet', 'XListenerSet'], ['spec.parentRef'], 'Gateway', BESIDE),

  ...slips(['Certificate'], ['spec.issuerRef'], 'Issuer'),
  ...slips(ISSUERS, ['spec.ca.secretName'], 'Secret', 'NAME'),
  ...slips(
    ISSUERS,
    [
      ...['cloudflare.apiTokenSecretRef', 'cloudflare.apiKeySecretRef', 'route53.secretAccessKeySecretRef', 'cloudDNS.serviceAccountSecretRef'],
      ...['azureDNS.clientSecretSecretRef', 'digitalocean.tokenSecretRef', 'rfc2136.tsigSecretSecretRef', 'acmeDNS.accountSecretRef'],
    ].map((way) => `spec.acme.solvers[].dns01.${way}`),
    'Secret',
    '{ name: NAME, key: mode }',
  ),
  ...slips(
    ISSUERS,
    ['spec.acme.externalAccountBinding.keySecretRef', 'spec.vault.auth.tokenSecretRef', 'spec.vault.auth.appRole.secretRef'],
    'Secret',
    '{ name: NAME, key: mode }',
  ),
  ...slips(ISSUERS, ['spec.acme.solvers[].http01.ingress.ingressClassName'], 'IngressClass', 'NAME'),
  ...annotated('cert-manager.io/issuer', 'Issuer'),
  ...annotated('cert-manager.io/cluster-issuer', 'ClusterIssuer'),

  ...slips(['ExternalSecret'], ['spec.secretStoreRef', 'spec.data[].sourceRef.storeRef', 'spec.dataFrom[].sourceRef.storeRef'], 'SecretStore'),
  ...slips(['ClusterExternalSecret'], ['spec.externalSecretSpec.secretStoreRef'], 'ClusterSecretStore', '{ kind: ClusterSecretStore, name: NAME }'),
  ...slips(['PushSecret'], ['spec.secretStoreRefs[]'], 'SecretStore'),
  ...slips(['PushSecret'], ['spec.selector.secret'], 'Secret'),

  ...slips(['HelmRelease'], ['spec.chart.spec.sourceRef'], 'HelmRepository', '{ kind: HelmRepository, name: NAME, namespace: SPACE }'),
  ...slips(['HelmRelease'], ['spec.chartRef'], 'OCIRepository', '{ kind: OCIRepository, name: NAME, namespace: SPACE }'),
  ...slips(['HelmChart'], ['spec.sourceRef'], 'HelmRepository', '{ kind: HelmRepository, name: NAME }'),
  ...slips(['Kustomization'], ['spec.sourceRef'], 'GitRepository', '{ kind: GitRepository, name: NAME, namespace: SPACE }'),
  ...slips(['Kustomization'], ['spec.dependsOn[]'], 'Kustomization', BESIDE),
  ...slips(['HelmRelease'], ['spec.dependsOn[]'], 'HelmRelease', BESIDE),
  ...optional(slips(['HelmRelease'], ['spec.valuesFrom[]'], 'ConfigMap', '{ kind: ConfigMap, name: NAME }')),
  ...optional(slips(['Kustomization'], ['spec.postBuild.substituteFrom[]'], 'Secret', '{ kind: Secret, name: NAME }')),
  ...slips(['Kustomization'], ['spec.decryption.secretRef'], 'Secret'),
  ...slips(['Kustomization'], ['spec.healthChecks[]'], 'Deployment', '{ apiVersion: apps/v1, kind: Deployment, name: NAME, namespace: SPACE }'),
  ...slips(['Kustomization', 'HelmRelease'], ['spec.serviceAccountName'], 'ServiceAccount', 'NAME'),
  ...slips(['Kustomization', 'HelmRelease'], ['spec.kubeConfig.secretRef'], 'Secret'),
  ...slips(SOURCES, ['spec.secretRef', 'spec.certSecretRef'], 'Secret'),
  ...slips(['GitRepository', 'OCIRepository'], ['spec.verify.secretRef'], 'Secret'),
  ...slips(['ImageRepository'], ['spec.secretRef'], 'Secret'),
  ...slips(['ImagePolicy'], ['spec.imageRepositoryRef'], 'ImageRepository', BESIDE),
  ...slips(['ImageUpdateAutomation'], ['spec.sourceRef'], 'GitRepository', '{ kind: GitRepository, name: NAME, namespace: SPACE }'),
  ...slips(['Alert'], ['spec.providerRef'], 'Provider'),
  ...slips(['Alert'], ['spec.eventSources[]'], 'HelmRelease', '{ kind: HelmRelease, name: NAME, namespace: SPACE }'),
  ...slips(['Receiver'], ['spec.resources[]'], 'GitRepository', '{ kind: GitRepository, name: NAME, namespace: SPACE }'),
  ...slips(['Receiver', 'Provider'], ['spec.secretRef'], 'Secret'),

  ...slips(['Application'], ['spec.project'], 'AppProject', 'NAME'),
  ...slips(['ApplicationSet'], ['spec.template.spec.project'], 'AppProject', 'NAME'),
  ...slips(['Rollout'], ['spec.workloadRef'], 'Deployment', `{ ${TARGET} }`),
  ...services(
    ['Rollout'],
    [
      ...['canary.stableService', 'canary.canaryService', 'canary.pingPong.pingService', 'canary.pingPong.pongService'],
      ...['blueGreen.activeService', 'blueGreen.previewService'],
    ].map((way) => `spec.strategy.${way}`),
    'NAME',
  ),
  ...slips(['Rollout'], ['spec.strategy.canary.trafficRouting.nginx.stableIngress', 'spec.strategy.canary.trafficRouting.alb.ingress'], 'Ingress', 'NAME'),
  ...slips(['Rollout'], ['spec.strategy.canary.trafficRouting.istio.virtualService'], 'VirtualService', '{ name: NAME, routes: [primary] }'),
  ...slips(['Rollout'], ['spec.strategy.canary.trafficRouting.istio.destinationRule'], 'DestinationRule'),
  ...slips(
    ['Rollout'],
    ['canary.analysis', 'canary.steps[].analysis', 'blueGreen.prePromotionAnalysis', 'blueGreen.postPromotionAnalysis'].map(
      (way) => `spec.strategy.${way}.templates[]`,
    ),
    'AnalysisTemplate',
    '{ templateName: NAME }',
  ),

  ...slips(['ScaledObject', 'ScaledJob'], ['spec.triggers[].authenticationRef'], 'TriggerAuthentication'),
  ...slips(['TriggerAuthentication'], ['spec.secretTargetRef[]'], 'Secret', '{ parameter: host, name: NAME, key: mode }'),
  ...slips(['TriggerAuthentication'], ['spec.configMapTargetRef[]'], 'ConfigMap', '{ parameter: host, name: NAME, key: mode }'),

  ...slips(SERVERS, ['spec.serviceAccountName'], 'ServiceAccount', 'NAME'),
  ...slips(SERVERS, ['spec.secrets[]'], 'Secret', 'NAME'),
  ...slips(SERVERS, ['spec.configMaps[]'], 'ConfigMap', 'NAME'),
  ...slips(SERVERS, ['spec.imagePullSecrets[]'], 'Secret'),
  ...slips(SERVERS, ['spec.storage.volumeClaimTemplate.spec.storageClassName'], 'StorageClass', 'NAME'),
  ...slips(['Prometheus', 'PrometheusAgent'], ['spec.additionalScrapeConfigs'], 'Secret', '{ name: NAME, key: mode }'),
  ...services(['Prometheus'], ['spec.alerting.alertmanagers[]'], '{ name: NAME, namespace: SPACE, port: 80 }'),
  ...slips(['Alertmanager'], ['spec.configSecret'], 'Secret', 'NAME'),
  ...SCRAPES.flatMap(([kind, way]) => [
    ...optional(
      slips(
        [kind],
        [
          ...['bearerTokenSecret', 'authorization.credentials', 'basicAuth.username', 'basicAuth.password', 'oauth2.clientSecret'],
          ...['oauth2.clientId.secret', 'tlsConfig.ca.secret', 'tlsConfig.cert.secret', 'tlsConfig.keySecret'],
        ].map((end) => `${way}.${end}`),
        'Secret',
        '{ name: NAME, key: mode }',
      ),
    ),
    ...slips(
      [kind],
      ['oauth2.clientId.configMap', 'tlsConfig.ca.configMap', 'tlsConfig.cert.configMap'].map((end) => `${way}.${end}`),
      'ConfigMap',
      '{ name: NAME, key: mode }',
    ),
  ]),

  ...services(['IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP'], ['spec.routes[].services[]'], '{ name: NAME, namespace: SPACE, port: 80 }'),
  ...slips(['IngressRoute', 'IngressRouteTCP'], ['spec.routes[].middlewares[]'], 'Middleware', BESIDE),
  ...slips(['IngressRoute', 'IngressRouteTCP'], ['spec.tls.secretName'], 'Secret', 'NAME'),
  ...slips(['IngressRoute', 'IngressRouteTCP'], ['spec.tls.options'], 'TLSOption', BESIDE),
  ...slips(['IngressRoute'], ['spec.routes[].services[].serversTransport'], 'ServersTransport', 'NAME'),
  ...services(['TraefikService'], ['spec.weighted.services[]', 'spec.mirroring', 'spec.mirroring.mirrors[]']),
  ...slips(['Middleware'], ['spec.chain.middlewares[]'], 'Middleware', BESIDE),
  ...services(['Middleware'], ['spec.errors.service']),
  ...slips(
    ['Middleware'],
    ['spec.basicAuth.secret', 'spec.digestAuth.secret', 'spec.forwardAuth.tls.caSecret', 'spec.forwardAuth.tls.certSecret'],
    'Secret',
    'NAME',
  ),
  ...services(['HTTPProxy'], ['spec.routes[].services[]', 'spec.tcpproxy.services[]'], '{ name: NAME, port: 80 }'),
  ...slips(['HTTPProxy'], ['spec.includes[]'], 'HTTPProxy', BESIDE),
  ...slips(['HTTPProxy'], ['spec.virtualhost.tls.secretName'], 'Secret', 'NAME'),

  ...services(['Route'], ['spec.to', 'spec.alternateBackends[]'], '{ kind: Service, name: NAME, weight: 10 }'),
  ...slips(['Route'], ['spec.tls.externalCertificate'], 'Secret'),
  ...slips(
    ['VirtualService'],
    ['spec', 'spec.http[].match[]', 'spec.tls[].match[]', 'spec.tcp[].match[]'].map((way) => `${way}.gateways[]`),
    'Gateway',
    'SPACE/NAME',
  ),
  ...TRUSTING.flatMap((kind) => [
    inAnnotation(kind, 'cert-manager.io/inject-ca-from', 'Certificate', 'SPACE/NAME'),
    inAnnotation(kind, 'cert-manager.io/inject-ca-from-secret', 'Secret', 'SPACE/NAME'),
  ]),
  ...['auth-tls-secret', 'proxy-ssl-secret', 'auth-secret'].map((name) =>
    inAnnotation('Ingress', `nginx.ingress.kubernetes.io/${name}`, 'Secret', 'SPACE/NAME'),
  ),
  ...['auth-proxy-set-headers', 'custom-headers', 'fastcgi-params-configmap'].map((name) =>
    inAnnotation('Ingress', `nginx.ingress.kubernetes.io/${name}`, 'ConfigMap', 'SPACE/NAME'),
  ),
  { ...inAnnotation('Ingress', 'nginx.ingress.kubernetes.io/default-backend', 'Service', 'NAME'), onlySlips: false },
  ...['Secret', 'ConfigMap'].map((kind) => inAnnotation(kind, 'reflector.v1.k8s.emberstack.com/reflects', kind, 'SPACE/NAME')),
];

function annotated(annotation: string, to: string): ReferenceSample[] {
  const text = `metadata: { annotations: { ${annotation}: NAME } }`;
  return ['Ingress', 'Gateway'].map((from) => ({ from, way: `metadata.annotations#${annotation}`, to, text, optional: false, onlySlips: true }));
}
