import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { symbolAt } from '../../server/src/engine/navigation/navigate';
import type { Report } from '../../server/src/engine/report';
import { REFERENCES } from '../../server/src/model/graph/reference-table';
import { applyEdits } from '../../server/src/text/edit';

/** A place that names a part of another object: a key of its data, or one of its ports. */
interface Part {
  readonly title: string;
  /** The object, with `PART` for what is named. */
  readonly text: string;
  readonly right: string;
  /** A slip of it. */
  readonly wrong: string;
  /** What stands right in front of the definition. */
  readonly defined: string;
  /** The object itself has it. */
  readonly isOwn?: boolean;
}

/** What the parts belong to. Every word to be named stands there once. */
const TARGETS = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
data: { log-level: debug }
---
apiVersion: v1
kind: Secret
metadata: { name: login, namespace: shop }
stringData: { password: example }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop, labels: { app: web } }
spec:
  selector: { app: web }
  ports: [{ name: public, port: 8443, targetPort: 9000 }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: registry.example.com/web:1.4.2, ports: [{ name: requests, containerPort: 9000 }] }]
`;

const KEY_OF_MAP = { right: 'log-level', wrong: 'log-levle', defined: '\ndata: { ' };
const KEY_OF_SECRET = { right: 'password', wrong: 'pasword', defined: 'stringData: { ' };
const PORT_NAME = { right: 'public', wrong: 'pubilc', defined: 'ports: [{ name: ' };
const PORT_NUMBER = { right: '8443', wrong: '9000', defined: 'public, port: ' };
const CONTAINER_PORT = { right: 'requests', wrong: 'reqeusts', defined: 'ports: [{ name: ' };

const volumes = (source: string, mount = '') => pod(`volumes: [{ name: files, ${source} }]`, `volumeMounts: [{ name: files, mountPath: /etc/files${mount} }]`);
const variable = (source: string) => pod('', `env: [{ name: MODE, valueFrom: { ${source} } }]`);
const handler = (field: string) => pod('', `ports: [{ name: requests, containerPort: 9000 }], ${field}`);

const PARTS: readonly Part[] = [
  { title: 'configMapKeyRef', text: variable('configMapKeyRef: { name: settings, key: PART }'), ...KEY_OF_MAP },
  { title: 'secretKeyRef', text: variable('secretKeyRef: { name: login, key: PART }'), ...KEY_OF_SECRET },
  { title: 'items of a ConfigMap', text: volumes('configMap: { name: settings, items: [{ key: PART, path: level }] }'), ...KEY_OF_MAP },
  { title: 'items of a Secret', text: volumes('secret: { secretName: login, items: [{ key: PART, path: word }] }'), ...KEY_OF_SECRET },
  {
    title: 'items of a projected ConfigMap',
    text: volumes('projected: { sources: [{ configMap: { name: settings, items: [{ key: PART, path: level }] } }] }'),
    ...KEY_OF_MAP,
  },
  {
    title: 'items of a projected Secret',
    text: volumes('projected: { sources: [{ secret: { name: login, items: [{ key: PART, path: word }] } }] }'),
    ...KEY_OF_SECRET,
  },
  { title: 'subPath of a ConfigMap', text: volumes('configMap: { name: settings }', ', subPath: PART'), ...KEY_OF_MAP },
  { title: 'subPath of a Secret', text: volumes('secret: { secretName: login }', ', subPath: PART'), ...KEY_OF_SECRET },
  {
    title: 'key of a TriggerAuthentication',
    text: object('keda.sh/v1alpha1', 'TriggerAuthentication', 'spec: { secretTargetRef: [{ parameter: p, name: login, key: PART }] }'),
    ...KEY_OF_SECRET,
  },

  {
    title: 'ConfigMap key of a TriggerAuthentication',
    text: object('keda.sh/v1alpha1', 'TriggerAuthentication', 'spec: { configMapTargetRef: [{ parameter: p, name: settings, key: PART }] }'),
    ...KEY_OF_MAP,
  },
  {
    title: 'key of an Issuer',
    text: object('cert-manager.io/v1', 'Issuer', 'spec: { acme: { solvers: [{ dns01: { cloudflare: { apiTokenSecretRef: { name: login, key: PART } } } }] } }'),
    ...KEY_OF_SECRET,
  },
  {
    title: 'key of a HelmRelease',
    text: object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'spec: { valuesFrom: [{ kind: ConfigMap, name: settings, valuesKey: PART }] }'),
    ...KEY_OF_MAP,
  },
  {
    title: 'key of a Prometheus',
    text: object('monitoring.coreos.com/v1', 'Prometheus', 'spec: { additionalScrapeConfigs: { name: login, key: PART } }'),
    ...KEY_OF_SECRET,
  },
  {
    title: 'key of a ServiceMonitor',
    text: object('monitoring.coreos.com/v1', 'ServiceMonitor', 'spec: { endpoints: [{ basicAuth: { password: { name: login, key: PART } } }], selector: {} }'),
    ...KEY_OF_SECRET,
  },

  { title: 'port name of an Ingress', text: ingress('service: { name: web, port: { name: PART } }'), ...PORT_NAME },
  { title: 'port number of an Ingress', text: ingress('service: { name: web, port: { number: PART } }'), ...PORT_NUMBER },
  { title: 'port of an HTTPRoute', text: route('HTTPRoute', 'backendRefs: [{ name: web, port: PART }]'), ...PORT_NUMBER },
  { title: 'port of a GRPCRoute', text: route('GRPCRoute', 'backendRefs: [{ name: web, port: PART }]'), ...PORT_NUMBER },
  {
    title: 'port of a mirror',
    text: route('HTTPRoute', 'filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: web, port: PART } } }]'),
    ...PORT_NUMBER,
  },
  {
    title: 'port of an IngressRoute',
    text: object('traefik.io/v1alpha1', 'IngressRoute', 'spec: { routes: [{ kind: Rule, match: "PathPrefix(`/`)", services: [{ name: web, port: PART }] }] }'),
    ...PORT_NAME,
  },
  {
    title: 'port of an HTTPProxy',
    text: object('projectcontour.io/v1', 'HTTPProxy', 'spec: { routes: [{ services: [{ name: web, port: PART }] }] }'),
    ...PORT_NUMBER,
  },
  {
    title: 'port of a TraefikService',
    text: object('traefik.io/v1alpha1', 'TraefikService', 'spec: { weighted: { services: [{ name: web, port: PART }] } }'),
    ...PORT_NAME,
  },
  {
    title: 'port of a Middleware',
    text: object('traefik.io/v1alpha1', 'Middleware', 'spec: { errors: { status: ["500"], query: /, service: { name: web, port: PART } } }'),
    ...PORT_NUMBER,
  },
  {
    title: 'port of an Alertmanager',
    text: object('monitoring.coreos.com/v1', 'Prometheus', 'spec: { alerting: { alertmanagers: [{ name: web, namespace: shop, port: PART }] } }'),
    ...PORT_NAME,
  },
  {
    title: 'port of a Route',
    text: object('route.openshift.io/v1', 'Route', 'spec: { to: { kind: Service, name: web }, port: { targetPort: PART } }'),
    ...PORT_NAME,
  },
  {
    title: 'port of a webhook',
    text: object(
      'admissionregistration.k8s.io/v1',
      'ValidatingWebhookConfiguration',
      'webhooks: [{ name: one.example.com, clientConfig: { service: { name: web, namespace: shop, port: PART } } }]',
    ),
    ...PORT_NUMBER,
  },
  {
    title: 'port of an APIService',
    text: object('apiregistration.k8s.io/v1', 'APIService', 'spec: { service: { name: web, namespace: shop, port: PART } }'),
    ...PORT_NUMBER,
  },
  {
    title: 'port of a conversion',
    text: object(
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      'spec: { conversion: { strategy: Webhook, webhook: { clientConfig: { service: { name: web, namespace: shop, port: PART } } } } }',
    ),
    ...PORT_NUMBER,
  },
  {
    title: 'port of a ServiceMonitor',
    text: object('monitoring.coreos.com/v1', 'ServiceMonitor', 'spec: { selector: { matchLabels: { app: web } }, endpoints: [{ port: PART }] }'),
    ...PORT_NAME,
  },

  {
    title: 'port of a PodMonitor',
    text: object('monitoring.coreos.com/v1', 'PodMonitor', 'spec: { selector: { matchLabels: { app: web } }, podMetricsEndpoints: [{ port: PART }] }'),
    ...CONTAINER_PORT,
  },
  {
    title: 'targetPort of a Service',
    text: object('v1', 'Service', 'spec: { selector: { app: web }, ports: [{ port: 80, targetPort: PART }] }'),
    ...CONTAINER_PORT,
  },
  {
    title: 'port of a NetworkPolicy',
    text: object('networking.k8s.io/v1', 'NetworkPolicy', 'spec: { podSelector: { matchLabels: { app: web } }, ingress: [{ ports: [{ port: PART }] }] }'),
    ...CONTAINER_PORT,
  },
  {
    title: 'port that a NetworkPolicy lets be called',
    text: object(
      'networking.k8s.io/v1',
      'NetworkPolicy',
      'spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: PART }] }] }',
    ),
    ...CONTAINER_PORT,
  },
  { title: 'port of a probe', text: handler('readinessProbe: { httpGet: { path: /, port: PART } }'), ...CONTAINER_PORT, isOwn: true },
  { title: 'port of a TCP probe', text: handler('livenessProbe: { tcpSocket: { port: PART } }'), ...CONTAINER_PORT, isOwn: true },
  { title: 'port of a hook', text: handler('lifecycle: { preStop: { httpGet: { path: /, port: PART } } }'), ...CONTAINER_PORT, isOwn: true },
];

describe('parts of what is named', () => {
  it('has a sample for every key and port of the table of references', () => {
    const rows = REFERENCES.filter(({ dataKey, portKeys }) => dataKey ?? portKeys).flatMap(({ from }) => from);
    const sampled = PARTS.map(({ text }) => /^kind: (\w+)/m.exec(text)?.[1] ?? '');
    // What is told in the same way by the same row; pods are sampled as those of a Deployment.
    const alike = [
      'Pod',
      'TCPRoute',
      'TLSRoute',
      'UDPRoute',
      'MutatingWebhookConfiguration',
      'IngressRouteTCP',
      'IngressRouteUDP',
      'ClusterIssuer',
      'PrometheusAgent',
    ];
    assert.deepEqual(
      [...new Set(rows)].filter((kind) => !sampled.includes(kind) && !alike.includes(kind)),
      [],
    );
  });

  for (const part of PARTS) {
    describe(part.title, () => {
      it('is silent where it is there', () => assert.deepEqual(said(part, part.right), []));
      it('mends a slip', () => {
        const [report, ...more] = said(part, part.wrong);
        assert.ok(report, 'nothing is said');
        assert.deepEqual(more, []);
        const [fix] = report.fixes;
        assert.ok(fix, `${report.rule.id} has no fix`);
        assert.equal(applyEdits(fileWith(part, part.wrong), fix.edits), fileWith(part, part.right));
      });
      it('is silent about what cannot be known', () => {
        for (const unknown of ['"{{ .Values.part }}"', '"${PART}"']) assert.deepEqual(said(part, unknown), [], unknown);
        // With another target, of which nothing is known.
        if (part.isOwn) return;
        const orphan = fileWith(part, part.wrong).split('---\n')[0] as string;
        assert.deepEqual(reportsAt(orphan, part), []);
      });
      it('leads to where it is defined', () => {
        const text = fileWith(part, part.right);
        const symbol = symbolAt(analysisOf(text), 'all.yaml', placeIn(part));
        const own = text.indexOf(part.defined) + part.defined.length;
        const wanted = [own, text.lastIndexOf(part.defined) + part.defined.length];
        assert.ok(
          symbol?.definitions.some(({ start }) => wanted.includes(start)),
          JSON.stringify(symbol?.definitions.map(({ start }) => text.slice(start, start + 20))),
        );
        const edits = symbol?.rename?.(/^\d/.test(part.right) ? '7000' : 'renamed');
        assert.ok(Array.isArray(edits));
        assert.ok(
          edits.some(({ at }) => at.start === placeIn(part)),
          'the name stays',
        );
      });
    });
  }
});

function said(part: Part, written: string): readonly Report[] {
  return reportsAt(fileWith(part, written), part);
}

/** What is said at the part, but for what every value with marks of a template is told. */
function reportsAt(text: string, part: Part): readonly Report[] {
  const analysis = analysisOf(text);
  const reports = analysis.reportsOf('all.yaml').filter(({ at }) => at.start === placeIn(part));
  assert.deepEqual(analysis.takeCrashes(), []);
  return reports.filter(({ rule }) => /missing|unknown/.test(rule.id));
}

function analysisOf(text: string): Analysis {
  const analysis = new Analysis();
  analysis.setFile('all.yaml', text);
  return analysis;
}

function fileWith({ text }: Part, written: string): string {
  return `${text.replace('PART', written)}---\n${TARGETS}`;
}

function placeIn({ text }: Part): number {
  return text.indexOf('PART');
}

function object(apiVersion: string, kind: string, body: string): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: one, namespace: shop }\n${body}\n`;
}

function pod(spec: string, container: string): string {
  const inner = `${spec === '' ? '' : `${spec}, `}containers: [{ name: one, image: registry.example.com/one:1.4.2, ${container} }]`;
  return object(
    'apps/v1',
    'Deployment',
    `spec: { selector: { matchLabels: { app: one } }, template: { metadata: { labels: { app: one } }, spec: { ${inner} } } }`,
  );
}

function ingress(backend: string): string {
  return object('networking.k8s.io/v1', 'Ingress', `spec: { defaultBackend: { ${backend} } }`);
}

function route(kind: string, rule: string): string {
  return object('gateway.networking.k8s.io/v1', kind, `spec: { rules: [{ ${rule} }] }`);
}
