import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { existingNamesAt } from '../../server/src/engine/existing-names';
import { applyEdits } from '../../server/src/text/edit';

const OTHERS = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
data: { MODE: release, "log.level": debug }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: far, namespace: elsewhere }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: runner, namespace: shop }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop, labels: { app: web } }
spec:
  selector: { app: web }
  ports: [{ name: http, port: 80, targetPort: www }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web, tier: front } }
    spec:
      containers:
        - name: web
          image: web:1
          ports: [{ name: www, containerPort: 8080 }]
---
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshot
metadata: { name: nightly, namespace: shop }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: databases, namespace: shop }
---
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: { name: letsencrypt }
`;

/** The labels offered at `|`, and the text after the first of them is chosen. */
function offered(typed: string): { labels: string[]; chosen: string } {
  const analysis = new Analysis();
  analysis.setFile('/w/others.yaml', OTHERS);
  const offset = typed.indexOf('|');
  const text = typed.replace('|', '');
  analysis.setFile('/w/open.yaml', text);
  const cursor = analysis.cursorAt('/w/open.yaml', offset);
  const offers = cursor ? existingNamesAt(cursor, analysis.project) : [];
  const [first] = offers;
  return { labels: offers.map(({ label }) => label), chosen: first ? applyEdits(text, [{ at: first.replaces, text: first.text }]) : text };
}

const policy = (rules: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: own, namespace: shop }\nspec: { podSelector: { matchLabels: { app: web } }, ${rules} }\n`;
const monitor = (kind: string, list: string) =>
  `apiVersion: monitoring.coreos.com/v1\nkind: ${kind}\nmetadata: { name: own, namespace: shop }\nspec: { selector: { matchLabels: { app: web } }, ${list}: [{ port: | }] }\n`;
const pod = (inner: string) => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: own, namespace: shop }
spec:
  serviceName: web
  selector:
    matchLabels:
      app: own
  volumeClaimTemplates:
    - metadata: { name: claim }
  template:
    metadata:
      labels:
        app: own
    spec:
${inner}`;

describe('names that exist are offered', () => {
  for (const [what, text, labels] of [
    ['objects of the namespace', pod('      serviceAccountName: |\n'), ['runner']],
    ['objects behind what is typed of them', pod('      serviceAccountName: ru|\n'), ['runner']],
    ['keys of the ConfigMap that is named', pod(env('name: settings\n                  key: |')), ['MODE', 'log.level']],
    ['no keys of a ConfigMap in another namespace', pod(env('name: far\n                  key: |')), []],
    [
      'sources of a claim',
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: own, namespace: shop }\nspec:\n  dataSource:\n    kind: VolumeSnapshot\n    name: |\n',
      ['nightly'],
    ],
    [
      'what a Kustomization of Flux depends on',
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: own, namespace: shop }\nspec:\n  dependsOn:\n    - name: |\n',
      ['databases'],
    ],
    [
      'owners',
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: own\n  namespace: shop\n  ownerReferences:\n    - kind: Deployment\n      name: |\n',
      ['web'],
    ],
    [
      'issuers for an annotation',
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: own\n  annotations:\n    cert-manager.io/cluster-issuer: |\n',
      ['letsencrypt'],
    ],
    ['ConfigMaps of the namespace', pod(env('name: |')), ['settings']],
    ['ports of the container for a probe', pod(container('readinessProbe:\n            httpGet:\n              port: |')), ['www', '8080']],
    ['numbers alone for a probe over gRPC', pod(container('livenessProbe:\n            grpc:\n              port: |')), ['8080']],
    [
      'volumes and claims',
      pod(container('volumeMounts:\n            - name: |', '      volumes:\n        - name: cache\n          emptyDir: {}\n')),
      ['cache', 'claim'],
    ],
    ['a governing Service', pod('').replace('serviceName: web', 'serviceName: |'), ['web']],
    ['namespaces', 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n  namespace: |\n', ['shop']],
    [
      'names with their namespaces',
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: i\n  namespace: shop\n  annotations:\n    nginx.ingress.kubernetes.io/custom-headers: |\n',
      ['shop/settings', 'elsewhere/far'],
    ],
    [
      'names with other namespaces',
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: i\n  namespace: shop\n  annotations:\n    nginx.ingress.kubernetes.io/fastcgi-params-configmap: |\n',
      ['settings', 'elsewhere/far'],
    ],
    ['labels of pods for a Service', service('  selector:\n    |\n'), ['app: web', 'tier: front']],
    ['labels that are not asked for yet', service('  selector:\n    app: web\n    |\n'), ['tier: front']],
    ['values of a label', service('  selector:\n    tier: |\n'), ['front']],
    ['ports of the pods that a policy lets be called', policy('ingress: [{ ports: [{ port: | }] }]'), ['www', '8080']],
    [
      'ports of the pods that a policy lets call',
      policy('egress: [{ to: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: | }] }]'),
      ['www', '8080'],
    ],
    ['port names of the pods that a monitor picks', monitor('PodMonitor', 'podMetricsEndpoints'), ['www']],
    ['port names of the Services that a monitor picks', monitor('ServiceMonitor', 'endpoints'), ['http']],
    ['ports of the pods that a Service selects', service('  selector:\n    app: web\n  ports:\n    - port: 80\n      targetPort: |\n'), ['www', '8080']],
    ['Services, from an Ingress', ingress('name: |'), ['web']],
    ['ports of the Service by name', ingress('name: web\n      port:\n        name: |'), ['http']],
    ['ports of the Service by number', ingress('name: web\n      port:\n        number: |'), ['80']],
    ['nothing where no name stands', pod('      restartPolicy: |\n'), []],
  ] as const) {
    it(what, () => assert.deepEqual(offered(text).labels, labels));
  }
});

describe('a chosen name is written as YAML wants it', () => {
  it('within quotes that are there', () => assert.match(offered(pod("      serviceAccountName: 'ru|'\n")).chosen, /serviceAccountName: 'runner'\n/));
  it('as key and value of a selector', () => assert.match(offered(service('  selector:\n    ap|\n')).chosen, /\n {4}app: web\n/));
  it('as a number', () => assert.match(offered(ingress('name: web\n      port:\n        number: |')).chosen, /number: 80\n/));
});

function env(reference: string): string {
  return container(`env:\n            - name: A\n              valueFrom:\n                configMapKeyRef:\n                  ${reference}`);
}

function container(inner: string, before = ''): string {
  return `${before}      containers:\n        - name: own\n          image: own:1\n          ports: [{ name: www, containerPort: 8080 }]\n          ${inner}\n`;
}

function service(spec: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata: { name: other, namespace: shop }\nspec:\n${spec}`;
}

function ingress(backend: string): string {
  return `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: i, namespace: shop }\nspec:\n  defaultBackend:\n    service:\n      ${backend}\n`;
}
