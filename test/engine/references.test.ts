import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { Configuration } from '../../server/src/engine/configuration';
import { symbolAt } from '../../server/src/engine/navigation/navigate';
import type { Report } from '../../server/src/engine/report';
import { DEFAULT_SETTINGS, type Settings } from '../../server/src/engine/settings';
import { REFERENCES } from '../../server/src/model/graph/reference-table';
import { applyEdits } from '../../server/src/text/edit';
import { CUSTOM_SAMPLES } from './custom-reference-rows';
import { SAMPLES as CORE_SAMPLES, type ReferenceSample } from './reference-rows';

const SAMPLES = [...CORE_SAMPLES, ...CUSTOM_SAMPLES];

/** The target, and what somebody wrote who meant it. */
const NAME = 'checkout';
const SLIP = 'chekcout';

const API_VERSIONS: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  Ingress: 'networking.k8s.io/v1',
  IngressClass: 'networking.k8s.io/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  VerticalPodAutoscaler: 'autoscaling.k8s.io/v1',
  ScaledObject: 'keda.sh/v1alpha1',
  ScaledJob: 'keda.sh/v1alpha1',
  TriggerAuthentication: 'keda.sh/v1alpha1',
  Role: 'rbac.authorization.k8s.io/v1',
  ClusterRole: 'rbac.authorization.k8s.io/v1',
  RoleBinding: 'rbac.authorization.k8s.io/v1',
  ClusterRoleBinding: 'rbac.authorization.k8s.io/v1',
  StorageClass: 'storage.k8s.io/v1',
  PriorityClass: 'scheduling.k8s.io/v1',
  RuntimeClass: 'node.k8s.io/v1',
  ValidatingWebhookConfiguration: 'admissionregistration.k8s.io/v1',
  MutatingWebhookConfiguration: 'admissionregistration.k8s.io/v1',
  ValidatingAdmissionPolicy: 'admissionregistration.k8s.io/v1',
  ValidatingAdmissionPolicyBinding: 'admissionregistration.k8s.io/v1',
  APIService: 'apiregistration.k8s.io/v1',
  CustomResourceDefinition: 'apiextensions.k8s.io/v1',
  HTTPRoute: 'gateway.networking.k8s.io/v1',
  GRPCRoute: 'gateway.networking.k8s.io/v1',
  TCPRoute: 'gateway.networking.k8s.io/v1alpha2',
  TLSRoute: 'gateway.networking.k8s.io/v1alpha2',
  UDPRoute: 'gateway.networking.k8s.io/v1alpha2',
  Gateway: 'gateway.networking.k8s.io/v1',
  GatewayClass: 'gateway.networking.k8s.io/v1',
  Certificate: 'cert-manager.io/v1',
  Issuer: 'cert-manager.io/v1',
  VolumeSnapshot: 'snapshot.storage.k8s.io/v1',
  Application: 'argoproj.io/v1alpha1',
  AppProject: 'argoproj.io/v1alpha1',
  Rollout: 'argoproj.io/v1alpha1',
  HelmRelease: 'helm.toolkit.fluxcd.io/v2',
  Kustomization: 'kustomize.toolkit.fluxcd.io/v1',
  GitRepository: 'source.toolkit.fluxcd.io/v1',
  HelmRepository: 'source.toolkit.fluxcd.io/v1',
  OCIRepository: 'source.toolkit.fluxcd.io/v1',
  ExternalSecret: 'external-secrets.io/v1',
  SecretStore: 'external-secrets.io/v1',
  IngressRoute: 'traefik.io/v1alpha1',
  IngressRouteTCP: 'traefik.io/v1alpha1',
  IngressRouteUDP: 'traefik.io/v1alpha1',
  Middleware: 'traefik.io/v1alpha1',
  HTTPProxy: 'projectcontour.io/v1',
  Route: 'route.openshift.io/v1',
  ResourceClaim: 'resource.k8s.io/v1',
  ResourceClaimTemplate: 'resource.k8s.io/v1',
  DeviceClass: 'resource.k8s.io/v1',
  ClusterTrustBundle: 'certificates.k8s.io/v1alpha1',
  VolumeAttributesClass: 'storage.k8s.io/v1',
  MutatingAdmissionPolicy: 'admissionregistration.k8s.io/v1beta1',
  MutatingAdmissionPolicyBinding: 'admissionregistration.k8s.io/v1beta1',
  FlowSchema: 'flowcontrol.apiserver.k8s.io/v1',
  PriorityLevelConfiguration: 'flowcontrol.apiserver.k8s.io/v1',
  VolumeSnapshotContent: 'snapshot.storage.k8s.io/v1',
  VolumeSnapshotClass: 'snapshot.storage.k8s.io/v1',
  BackendTLSPolicy: 'gateway.networking.k8s.io/v1',
  ListenerSet: 'gateway.networking.k8s.io/v1',
  XListenerSet: 'gateway.networking.x-k8s.io/v1alpha1',
  ClusterIssuer: 'cert-manager.io/v1',
  ClusterExternalSecret: 'external-secrets.io/v1',
  ClusterSecretStore: 'external-secrets.io/v1',
  PushSecret: 'external-secrets.io/v1alpha1',
  SecretProviderClass: 'secrets-store.csi.x-k8s.io/v1',
  HelmChart: 'source.toolkit.fluxcd.io/v1',
  Bucket: 'source.toolkit.fluxcd.io/v1',
  ImageRepository: 'image.toolkit.fluxcd.io/v1beta2',
  ImagePolicy: 'image.toolkit.fluxcd.io/v1beta2',
  ImageUpdateAutomation: 'image.toolkit.fluxcd.io/v1beta2',
  Alert: 'notification.toolkit.fluxcd.io/v1beta3',
  Provider: 'notification.toolkit.fluxcd.io/v1beta3',
  Receiver: 'notification.toolkit.fluxcd.io/v1',
  ApplicationSet: 'argoproj.io/v1alpha1',
  AnalysisTemplate: 'argoproj.io/v1alpha1',
  VirtualService: 'networking.istio.io/v1',
  DestinationRule: 'networking.istio.io/v1',
  Prometheus: 'monitoring.coreos.com/v1',
  PrometheusAgent: 'monitoring.coreos.com/v1alpha1',
  Alertmanager: 'monitoring.coreos.com/v1',
  ThanosRuler: 'monitoring.coreos.com/v1',
  ServiceMonitor: 'monitoring.coreos.com/v1',
  PodMonitor: 'monitoring.coreos.com/v1',
  TLSOption: 'traefik.io/v1alpha1',
  ServersTransport: 'traefik.io/v1alpha1',
  TraefikService: 'traefik.io/v1alpha1',
};

/** What belongs to no namespace. */
const CLUSTER_WIDE =
  /^(?:Cluster.*|(?!SecretProvider).*Class|PersistentVolume|.*WebhookConfiguration|\w+AdmissionPolicy.*|APIService|CustomResourceDefinition|FlowSchema|PriorityLevelConfiguration|VolumeSnapshotContent)$/;

/**
 * What is so often made by something else that only a slip is told, and no name that is missing. Of accounts that are bound, the
 * namespace is told instead of the name.
 */
const OFTEN_ELSEWHERE = [
  ...[
    'imagePullSecrets[]',
    'nodePublishSecretRef',
    'tls[]',
    'secrets[]',
    'spec.secretRef',
    'certificateRefs[]',
    'secretTargetRef[]',
    'valuesFrom[]',
    'substituteFrom[]',
  ],
  ...['parentRefs[]', 'issuerRef', 'sourceRef', 'secretStoreRef', 'authenticationRef', 'middlewares[]', 'spec.project'],
  ...['claimRef', 'persistentVolumeClaimName', 'targetRef', 'subjects[]'],
];
/** They name Services of other namespaces, of which nothing is known; and a kind of which only slips are told. */
const ONLY_SLIPS = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'APIService', 'CustomResourceDefinition', 'ScaledJob'];

const TEMPLATE =
  'selector: { matchLabels: { app: one } }, template: { metadata: { labels: { app: one } }, spec: { containers: [{ name: one, image: registry.example.com/one:1.4.2 }] } }';

describe('the table of references', () => {
  it('has a sample for every row and kind', () => {
    // All annotations stand in one map.
    const rows = REFERENCES.flatMap(({ from, way, name }) => from.map((kind) => `${kind} ${way}${way === 'metadata.annotations' ? `#${name}` : ''}`));
    assert.deepEqual(SAMPLES.map(({ from, way }) => `${from} ${way}`).sort(), [...new Set(rows)].sort());
  });

  for (const sample of SAMPLES) {
    const { from, way, to } = sample;
    describe(`${from} ${way} -> ${to}`, () => {
      it('is silent where the target is there', () => assert.deepEqual(found(sample, NAME), []));
      it('mends a slip', () => mendsSlip(sample));
      it('is silent about what is provided elsewhere', () => knowsProviders(sample));
      it('keeps to the namespace', () => keepsToNamespace(sample));
      it('is silent about what cannot be known', () => staysSilent(sample));
      it('leads to the target, and is renamed with it', () => leadsToTarget(sample));
    });
  }
});

function mendsSlip(sample: ReferenceSample): void {
  const [report, ...more] = found(sample, SLIP);
  assert.ok(report, 'nothing is said');
  assert.deepEqual(more, []);
  const [fix] = report.fixes;
  assert.ok(fix, `${report.rule.id} has no fix`);
  const text = fileWith(sample, SLIP);
  assert.equal(applyEdits(text, fix.edits), fileWith(sample, NAME));
}

function knowsProviders(sample: ReferenceSample): void {
  assert.deepEqual(found(sample, SLIP, { settings: { external: [`${sample.to}/${SLIP}`] } }), [], 'external');
  if (sample.text.includes('SPACE')) {
    const world = { space: 'other', targetSpace: 'other', settings: { external: [`${sample.to}/other/${SLIP}`] } };
    assert.deepEqual(found(sample, SLIP, world), [], 'external, of the namespace that is written beside the name');
  }
  if (sample.optional) {
    const text = fileWith(sample, SLIP).replace(SLIP, `${SLIP}, optional: true`);
    assert.deepEqual(reportsAt(analysisOf(new Map([['all.yaml', text]])), text.indexOf(SLIP)), [], 'optional');
  }
  for (const [title, maker] of makersOf(sample.to)) assert.deepEqual(found(sample, SLIP, { files: maker }), [], title);
}

function* makersOf(kind: string): Iterable<[title: string, files: ReadonlyMap<string, string>]> {
  const generator = kind === 'Secret' ? 'secretGenerator' : 'configMapGenerator';
  if (kind === 'Secret' || kind === 'ConfigMap')
    yield [generator, new Map([['kustomization.yaml', `resources: [all.yaml]\n${generator}: [{ name: ${SLIP}, literals: [mode=release] }]\n`]])];
  if (kind !== 'Secret') return;
  const made = (maker: string, spec: string) => new Map([['made.yaml', object(maker, SLIP, `spec: ${spec}`, 'shop')]]);
  yield ['ExternalSecret', made('ExternalSecret', '{ data: [] }')];
  yield ['Certificate', made('Certificate', `{ secretName: ${SLIP} }`)];
}

/** A target of another namespace is no target, unless it is written that it lies there, or lies in none. */
function keepsToNamespace(sample: ReferenceSample): void {
  if (CLUSTER_WIDE.test(sample.to)) {
    assert.deepEqual(found(sample, NAME, { targetSpace: undefined }), []);
    return;
  }
  const hasSpace = sample.text.includes('SPACE');
  if (hasSpace) assert.deepEqual(found(sample, NAME, { space: 'other', targetSpace: 'other' }), [], 'written beside the name');
  // In which namespace something looks that lies in none itself is settled by its controller.
  if (!hasSpace && CLUSTER_WIDE.test(sample.from)) {
    assert.deepEqual(found(sample, NAME, { targetSpace: 'other' }), []);
    return;
  }
  const [told] = found(sample, NAME, { space: 'shop', targetSpace: 'other' });
  const [, other] = placesOf(fileWith(sample, NAME, { space: 'shop', targetSpace: 'other' }));
  if (told)
    assert.ok(
      told.related.some(({ at }) => at.start === other),
      'the one of the other namespace is not shown',
    );
  assert.equal(
    told !== undefined,
    sample.onlySlips !== true && !OFTEN_ELSEWHERE.some((end) => sample.way.endsWith(end)) && !ONLY_SLIPS.includes(sample.from),
    'one of that name lies in another namespace',
  );
  assert.deepEqual(
    found(sample, SLIP, { space: 'shop', targetSpace: 'other' }).flatMap(({ fixes }) => fixes),
    [],
    'a name of another namespace is offered',
  );
}

function staysSilent(sample: ReferenceSample): void {
  for (const name of [`"{{ .Values.${SLIP} }}"`, `"\${${SLIP}}"`]) assert.deepEqual(found(sample, name), [], name);
  assert.deepEqual(found(sample, SLIP, { partial: true }), [], 'only some files are given');
  const remote = 'resources: [all.yaml, "https://example.com/shop.git//base?ref=v1.4.2"]\n';
  assert.deepEqual(found(sample, SLIP, { files: new Map([['kustomization.yaml', remote]]) }), [], 'a remote base may bring it');
}

function leadsToTarget(sample: ReferenceSample): void {
  const text = fileWith(sample, NAME);
  const analysis = analysisOf(new Map([['all.yaml', text]]));
  const [reference, target] = placesOf(text);
  const symbol = symbolAt(analysis, 'all.yaml', reference);
  assert.deepEqual(
    symbol?.definitions.map(({ start }) => start),
    [target],
  );
  const there = symbolAt(analysis, 'all.yaml', target);
  assert.ok(there?.references.some(({ start }) => start === reference));
  const edits = there?.rename?.('till');
  assert.ok(Array.isArray(edits));
  assert.equal(applyEdits(text, edits), text.replaceAll(NAME, 'till'));
}

interface World {
  readonly settings?: Partial<Settings>;
  readonly partial?: boolean;
  readonly files?: ReadonlyMap<string, string>;
  /** The namespace that is written beside the name, and that of the target. */
  readonly space?: string;
  readonly targetSpace?: string | undefined;
}

/** What is said at the name. */
function found(sample: ReferenceSample, name: string, world: World = {}): readonly Report[] {
  const text = fileWith(sample, name, world);
  const analysis = analysisOf(new Map([['all.yaml', text], ...(world.files ?? [])]), world);
  return reportsAt(analysis, placesOf(text)[0]);
}

function reportsAt(analysis: Analysis, place: number): readonly Report[] {
  assert.equal(analysis.documentsOf('all.yaml').flatMap(({ objects }) => objects).length >= 2, true, 'a document was not read');
  const reports = analysis.reportsOf('all.yaml').filter(({ at }) => at.start === place);
  assert.deepEqual(analysis.takeCrashes(), []);
  // Values with marks of templates are told elsewhere where they make no legal name.
  return reports.filter(({ message }) => /^No file defines|did you mean/.test(message.template));
}

function analysisOf(files: ReadonlyMap<string, string>, { settings, partial = false }: World = {}): Analysis {
  const analysis = new Analysis(new Configuration({ ...DEFAULT_SETTINGS, ...settings }, [], {}, partial));
  for (const [file, text] of files) analysis.setFile(file, text);
  return analysis;
}

function fileWith({ from, to, text }: ReferenceSample, name: string, { space = 'shop', targetSpace = 'shop' }: World = {}): string {
  // What is quoted is quoted as a whole.
  const [, inner] = text.includes('SPACE/NAME') ? (/^"(.*)"$/.exec(name) ?? []) : [];
  const whole = inner === undefined ? text : text.replace('SPACE/NAME', () => `"SPACE/${inner}"`);
  const body = whole
    .replace('NAME', () => name)
    .replace('SPACE', space)
    .replace('TEMPLATE', TEMPLATE);
  const own = from === 'Pod' ? object('Deployment', 'one', podSpec(body), 'shop') : object(from === '*' ? 'ConfigMap' : from, 'one', body, 'shop');
  return `${own}---\n${object(to, NAME, contentOf(to), targetSpace)}`;
}

function podSpec(body: string): string {
  const containers = body.startsWith('containers:') ? '' : 'containers: [{ name: one, image: registry.example.com/one:1.4.2 }], ';
  return `spec:\n  selector: { matchLabels: { app: one } }\n  template: { metadata: { labels: { app: one } }, spec: { ${containers}${body} } }`;
}

function contentOf(kind: string): string {
  if (kind === 'ConfigMap' || kind === 'Secret') return 'data: { mode: cmVsZWFzZQ== }';
  if (kind === 'Service') return 'spec: { clusterIP: None, selector: { app: one }, ports: [{ port: 80 }] }';
  if (kind === 'Gateway') return 'spec: { gatewayClassName: nginx, listeners: [{ name: web, port: 80, protocol: HTTP }] }';
  return kind === 'Deployment' ? `spec: { ${TEMPLATE} }` : 'spec: {}';
}

function object(kind: string, name: string, body: string, namespace: string | undefined): string {
  const more = /^metadata: \{ (.*) \}$/.exec(body)?.[1];
  const parts = [`name: ${name}`, ...(namespace === undefined || CLUSTER_WIDE.test(kind) ? [] : [`namespace: ${namespace}`]), ...(more ? [more] : [])];
  const head = `apiVersion: ${API_VERSIONS[kind] ?? 'v1'}\nkind: ${kind}\nmetadata: { ${parts.join(', ')} }\n`;
  return more ? head : `${head}${body}\n`;
}

/** Where the name is written, and where that of the target: its object stands behind. */
function placesOf(text: string): [reference: number, target: number] {
  const place = /\b(?:checkout|chekcout)\b|\{\{|\$\{/.exec(text)?.index ?? -1;
  const isQuoted = text[place - 1] === '"';
  return [isQuoted ? place - 1 : place, text.lastIndexOf(NAME)];
}
