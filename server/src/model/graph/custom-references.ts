import { annotation, CLUSTER_WIDE, type Details, MAYBE_QUALIFIED, named, ofKind, plain, QUALIFIED, type ReferenceRow, WITH_NAMESPACE } from './reference-row';

const PORT: Details = { portKeys: ['port'] };
const KEY: Details = { dataKey: 'key' };

/** API references of snapshot.storage.k8s.io (github.com/kubernetes-csi/external-snapshotter). */
const snapshots: readonly ReferenceRow[] = [
  plain(['VolumeSnapshot'], 'spec.source.persistentVolumeClaimName', 'PersistentVolumeClaim'),
  plain(['VolumeSnapshot'], 'spec.source.volumeSnapshotContentName', 'VolumeSnapshotContent', CLUSTER_WIDE),
  plain(['VolumeSnapshot', 'VolumeSnapshotContent'], 'spec.volumeSnapshotClassName', 'VolumeSnapshotClass', CLUSTER_WIDE),
  named(['VolumeSnapshotContent'], 'spec.volumeSnapshotRef', 'VolumeSnapshot', WITH_NAMESPACE),
];

const ROUTES = ['HTTPRoute', 'GRPCRoute'];

/** What the Gateway API names beside Gateways, Services and certificates (gateway-api.sigs.k8s.io). */
const gateways: readonly ReferenceRow[] = [
  ofKind(ROUTES, 'spec.rules[].filters[].extensionRef', undefined),
  ofKind(ROUTES, 'spec.rules[].backendRefs[].filters[].extensionRef', undefined),
  ofKind(ROUTES, 'spec.rules[].backendRefs[].filters[].requestMirror.backendRef', 'Service', { ...WITH_NAMESPACE, ...PORT }),
  ofKind(['GatewayClass'], 'spec.parametersRef', undefined, WITH_NAMESPACE),
  ofKind(['Gateway'], 'spec.infrastructure.parametersRef', undefined),
  ofKind(['Gateway'], 'spec.listeners[].tls.frontendValidation.caCertificateRefs[]', 'ConfigMap', WITH_NAMESPACE),
  ofKind(['BackendTLSPolicy'], 'spec.targetRefs[]', undefined),
  ofKind(['BackendTLSPolicy'], 'spec.validation.caCertificateRefs[]', undefined),
  ofKind(['ListenerSet', 'XListenerSet'], 'spec.parentRef', 'Gateway', WITH_NAMESPACE),
];

/** What asks for the certificate of an authority. */
const TRUSTING = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'APIService', 'CustomResourceDefinition'];
const ISSUERS = ['Issuer', 'ClusterIssuer'];
const SOLVER_SECRETS = [
  ...['cloudflare.apiTokenSecretRef', 'cloudflare.apiKeySecretRef', 'route53.secretAccessKeySecretRef', 'cloudDNS.serviceAccountSecretRef'],
  ...['azureDNS.clientSecretSecretRef', 'digitalocean.tokenSecretRef', 'rfc2136.tsigSecretSecretRef', 'acmeDNS.accountSecretRef'],
];

/** cert-manager.io/docs: API reference, and annotations of Ingresses and Gateways. A ClusterIssuer's Secrets lie where cert-manager runs. */
const certificates: readonly ReferenceRow[] = [
  ofKind(['Certificate'], 'spec.issuerRef', 'Issuer'),
  plain(ISSUERS, 'spec.ca.secretName', 'Secret'),
  ...SOLVER_SECRETS.map((way) => named(ISSUERS, `spec.acme.solvers[].dns01.${way}`, 'Secret', KEY)),
  named(ISSUERS, 'spec.acme.externalAccountBinding.keySecretRef', 'Secret', KEY),
  named(ISSUERS, 'spec.vault.auth.tokenSecretRef', 'Secret', KEY),
  named(ISSUERS, 'spec.vault.auth.appRole.secretRef', 'Secret', KEY),
  plain(ISSUERS, 'spec.acme.solvers[].http01.ingress.ingressClassName', 'IngressClass', CLUSTER_WIDE),
  { from: ['Ingress', 'Gateway'], way: 'metadata.annotations', name: 'cert-manager.io/issuer', kindKey: 'cert-manager.io/issuer-kind', fallback: 'Issuer' },
  annotation(['Ingress', 'Gateway'], 'cert-manager.io/cluster-issuer', 'ClusterIssuer'),
  annotation(TRUSTING, 'cert-manager.io/inject-ca-from', 'Certificate', QUALIFIED),
  annotation(TRUSTING, 'cert-manager.io/inject-ca-from-secret', 'Secret', QUALIFIED),
];

const STORES = ['spec.secretStoreRef', 'spec.data[].sourceRef.storeRef', 'spec.dataFrom[].sourceRef.storeRef'];

/** kubernetes.github.io/ingress-nginx, annotations; github.com/emberstack/kubernetes-reflector. */
const annotations: readonly ReferenceRow[] = [
  ...['auth-tls-secret', 'proxy-ssl-secret'].map((name) => annotation(['Ingress'], `nginx.ingress.kubernetes.io/${name}`, 'Secret', QUALIFIED)),
  annotation(['Ingress'], 'nginx.ingress.kubernetes.io/auth-secret', 'Secret', MAYBE_QUALIFIED),
  ...['auth-proxy-set-headers', 'custom-headers'].map((name) => annotation(['Ingress'], `nginx.ingress.kubernetes.io/${name}`, 'ConfigMap', QUALIFIED)),
  annotation(['Ingress'], 'nginx.ingress.kubernetes.io/fastcgi-params-configmap', 'ConfigMap', MAYBE_QUALIFIED),
  annotation(['Ingress'], 'nginx.ingress.kubernetes.io/default-backend', 'Service'),
  ...['Secret', 'ConfigMap'].map((kind) => annotation([kind], 'reflector.v1.k8s.emberstack.com/reflects', kind, QUALIFIED)),
];

/** external-secrets.io, API specification; secrets-store-csi-driver.sigs.k8s.io. */
const secrets: readonly ReferenceRow[] = [
  ...STORES.map((way) => ofKind(['ExternalSecret'], way, 'SecretStore')),
  ofKind(['ClusterExternalSecret'], 'spec.externalSecretSpec.secretStoreRef', 'SecretStore'),
  ofKind(['PushSecret'], 'spec.secretStoreRefs[]', 'SecretStore'),
  named(['PushSecret'], 'spec.selector.secret', 'Secret'),
];

const SOURCES = ['GitRepository', 'HelmRepository', 'OCIRepository', 'Bucket'];
const FLUX_SOURCE: Details = { group: 'source.toolkit.fluxcd.io' };
const NOTIFICATION: Details = { group: 'notification.toolkit.fluxcd.io' };
const RELEASES = ['Kustomization', 'HelmRelease'];

/** fluxcd.io/flux/components. */
const flux: readonly ReferenceRow[] = [
  ofKind(['HelmRelease'], 'spec.chart.spec.sourceRef', 'HelmRepository', WITH_NAMESPACE),
  ofKind(['HelmRelease'], 'spec.chartRef', undefined, WITH_NAMESPACE),
  ofKind(['HelmChart'], 'spec.sourceRef', undefined),
  ofKind(['Kustomization'], 'spec.sourceRef', 'GitRepository', WITH_NAMESPACE),
  named(['Kustomization'], 'spec.dependsOn[]', 'Kustomization', WITH_NAMESPACE),
  named(['HelmRelease'], 'spec.dependsOn[]', 'HelmRelease', WITH_NAMESPACE),
  ofKind(['HelmRelease'], 'spec.valuesFrom[]', 'ConfigMap', { dataKey: 'valuesKey' }),
  ofKind(['Kustomization'], 'spec.postBuild.substituteFrom[]', 'ConfigMap'),
  named(['Kustomization'], 'spec.decryption.secretRef', 'Secret'),
  ofKind(['Kustomization'], 'spec.healthChecks[]', undefined, WITH_NAMESPACE),
  plain(RELEASES, 'spec.serviceAccountName', 'ServiceAccount'),
  named(RELEASES, 'spec.kubeConfig.secretRef', 'Secret'),
  named(SOURCES, 'spec.secretRef', 'Secret', FLUX_SOURCE),
  named(SOURCES, 'spec.certSecretRef', 'Secret', FLUX_SOURCE),
  named(['GitRepository', 'OCIRepository'], 'spec.verify.secretRef', 'Secret'),
  named(['ImageRepository'], 'spec.secretRef', 'Secret'),
  named(['ImagePolicy'], 'spec.imageRepositoryRef', 'ImageRepository', WITH_NAMESPACE),
  ofKind(['ImageUpdateAutomation'], 'spec.sourceRef', 'GitRepository', WITH_NAMESPACE),
  named(['Alert'], 'spec.providerRef', 'Provider', NOTIFICATION),
  ofKind(['Alert'], 'spec.eventSources[]', undefined, { ...NOTIFICATION, ...WITH_NAMESPACE }),
  ofKind(['Receiver'], 'spec.resources[]', undefined, { ...NOTIFICATION, ...WITH_NAMESPACE }),
  named(['Receiver', 'Provider'], 'spec.secretRef', 'Secret', NOTIFICATION),
];

const ANALYSES = [
  ...['canary.analysis.templates[]', 'canary.steps[].analysis.templates[]'],
  ...['blueGreen.prePromotionAnalysis.templates[]', 'blueGreen.postPromotionAnalysis.templates[]'],
];
const SERVICES = [
  ...['canary.stableService', 'canary.canaryService', 'canary.pingPong.pingService', 'canary.pingPong.pongService'],
  ...['blueGreen.activeService', 'blueGreen.previewService'],
];

/** argo-cd.readthedocs.io and argo-rollouts.readthedocs.io, specifications of their resources. */
const argo: readonly ReferenceRow[] = [
  plain(['Application'], 'spec.project', 'AppProject'),
  plain(['ApplicationSet'], 'spec.template.spec.project', 'AppProject'),
  ofKind(['Rollout'], 'spec.workloadRef', undefined),
  ...SERVICES.map((way) => plain(['Rollout'], `spec.strategy.${way}`, 'Service')),
  plain(['Rollout'], 'spec.strategy.canary.trafficRouting.nginx.stableIngress', 'Ingress'),
  plain(['Rollout'], 'spec.strategy.canary.trafficRouting.alb.ingress', 'Ingress'),
  named(['Rollout'], 'spec.strategy.canary.trafficRouting.istio.virtualService', 'VirtualService'),
  named(['Rollout'], 'spec.strategy.canary.trafficRouting.istio.destinationRule', 'DestinationRule'),
  ...ANALYSES.map((way): ReferenceRow => ({ ...plain(['Rollout'], `spec.strategy.${way}`, 'AnalysisTemplate'), name: 'templateName', unless: 'clusterScope' })),
];

/** keda.sh/docs, authentication. */
const keda: readonly ReferenceRow[] = [
  ofKind(['ScaledObject', 'ScaledJob'], 'spec.triggers[].authenticationRef', 'TriggerAuthentication'),
  named(['TriggerAuthentication'], 'spec.secretTargetRef[]', 'Secret', KEY),
  named(['TriggerAuthentication'], 'spec.configMapTargetRef[]', 'ConfigMap', KEY),
];

const SERVERS = ['Prometheus', 'PrometheusAgent', 'Alertmanager', 'ThanosRuler'];
const ENDPOINTS: readonly (readonly [from: readonly string[], way: string])[] = [
  [['ServiceMonitor'], 'spec.endpoints[]'],
  [['PodMonitor'], 'spec.podMetricsEndpoints[]'],
];
const SCRAPE_SECRETS = [
  ...['bearerTokenSecret', 'authorization.credentials', 'basicAuth.username', 'basicAuth.password', 'oauth2.clientSecret'],
  ...['oauth2.clientId.secret', 'tlsConfig.ca.secret', 'tlsConfig.cert.secret', 'tlsConfig.keySecret'],
];

/** prometheus-operator.dev, API reference. */
const prometheus: readonly ReferenceRow[] = [
  plain(SERVERS, 'spec.serviceAccountName', 'ServiceAccount'),
  plain(SERVERS, 'spec.secrets[]', 'Secret'),
  plain(SERVERS, 'spec.configMaps[]', 'ConfigMap'),
  named(SERVERS, 'spec.imagePullSecrets[]', 'Secret'),
  plain(SERVERS, 'spec.storage.volumeClaimTemplate.spec.storageClassName', 'StorageClass', CLUSTER_WIDE),
  named(['Prometheus', 'PrometheusAgent'], 'spec.additionalScrapeConfigs', 'Secret', KEY),
  named(['Prometheus'], 'spec.alerting.alertmanagers[]', 'Service', { ...WITH_NAMESPACE, ...PORT }),
  plain(['Alertmanager'], 'spec.configSecret', 'Secret'),
  ...ENDPOINTS.flatMap(([from, way]) => [
    ...SCRAPE_SECRETS.map((secret) => named(from, `${way}.${secret}`, 'Secret', KEY)),
    ...['oauth2.clientId.configMap', 'tlsConfig.ca.configMap', 'tlsConfig.cert.configMap'].map((map) => named(from, `${way}.${map}`, 'ConfigMap', KEY)),
  ]),
];

const INGRESS_ROUTES = ['IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP'];
const TO_SERVICE: Details = { ...WITH_NAMESPACE, ...PORT };

/** doc.traefik.io, routing with Kubernetes IngressRoute; projectcontour.io/docs, API reference. */
const proxies: readonly ReferenceRow[] = [
  ofKind(INGRESS_ROUTES, 'spec.routes[].services[]', 'Service', TO_SERVICE),
  named(['IngressRoute', 'IngressRouteTCP'], 'spec.routes[].middlewares[]', 'Middleware', WITH_NAMESPACE),
  plain(['IngressRoute', 'IngressRouteTCP'], 'spec.tls.secretName', 'Secret'),
  named(['IngressRoute', 'IngressRouteTCP'], 'spec.tls.options', 'TLSOption', WITH_NAMESPACE),
  plain(['IngressRoute'], 'spec.routes[].services[].serversTransport', 'ServersTransport'),
  ofKind(['TraefikService'], 'spec.weighted.services[]', 'Service', TO_SERVICE),
  ofKind(['TraefikService'], 'spec.mirroring', 'Service', TO_SERVICE),
  ofKind(['TraefikService'], 'spec.mirroring.mirrors[]', 'Service', TO_SERVICE),
  named(['Middleware'], 'spec.chain.middlewares[]', 'Middleware', WITH_NAMESPACE),
  ofKind(['Middleware'], 'spec.errors.service', 'Service', TO_SERVICE),
  ...['basicAuth.secret', 'digestAuth.secret', 'forwardAuth.tls.caSecret', 'forwardAuth.tls.certSecret'].map((way) =>
    plain(['Middleware'], `spec.${way}`, 'Secret'),
  ),
  named(['HTTPProxy'], 'spec.routes[].services[]', 'Service', PORT),
  named(['HTTPProxy'], 'spec.tcpproxy.services[]', 'Service', PORT),
  named(['HTTPProxy'], 'spec.includes[]', 'HTTPProxy', WITH_NAMESPACE),
  plain(['HTTPProxy'], 'spec.virtualhost.tls.secretName', 'Secret', MAYBE_QUALIFIED),
];

/** docs.openshift.com, Route. A number as its port is one of the pods. */
const openshift: readonly ReferenceRow[] = [
  ofKind(['Route'], 'spec.to', 'Service', { portOrTarget: 'spec.port.targetPort' }),
  ofKind(['Route'], 'spec.alternateBackends[]', 'Service', { portOrTarget: 'spec.port.targetPort' }),
  named(['Route'], 'spec.tls.externalCertificate', 'Secret'),
];

/** istio.io, Virtual Service; `mesh` stands for all sidecars. */
const istio: readonly ReferenceRow[] = ['spec', 'spec.http[].match[]', 'spec.tls[].match[]', 'spec.tcp[].match[]'].map((way) =>
  plain(['VirtualService'], `${way}.gateways[]`, 'Gateway', { ...MAYBE_QUALIFIED, reserved: 'mesh' }),
);

/** What custom resources name, by the references of their projects. */
export const CUSTOM_REFERENCES: readonly ReferenceRow[] = [
  ...snapshots,
  ...gateways,
  ...certificates,
  ...annotations,
  ...secrets,
  ...flux,
  ...argo,
  ...keda,
  ...prometheus,
  ...proxies,
  ...openshift,
  ...istio,
];
