import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { DEFAULT_SETTINGS } from '../../server/src/engine/settings';

const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  type: LoadBalancer
  ports: [{ port: 80 }]
  selector: { app: web }
`;
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - name: web
          image: registry.example.com/web
          readinessProbe: { httpGet: { port: 8080 } }
          livenessProbe: { tcpSocket: { port: 8080 } }
          resources: { requests: { cpu: 10m, memory: 1Mi }, limits: { memory: 1Mi } }
`;

describe('what is wrong only because of a slip', () => {
  it('is left out for the name of an object', () => assert.deepEqual(rulesOf(SERVICE.replace('metadata', 'Metadata')), ['field-unknown']));

  it('is left out for what a kind must have', () => assert.deepEqual(rulesOf(SERVICE.replace('ports', 'prots')), ['field-unknown']));

  it('is left out for labels that a selector asks for', () =>
    assert.deepEqual(rulesOf(DEPLOYMENT.replace('      labels', '      lables')), ['field-unknown', 'image-tag-mutable']));

  it('is left out for what a container should have', () => {
    const slips = DEPLOYMENT.replace('readinessProbe', 'readinesProbe').replace('resources', 'resource');
    assert.deepEqual(rulesOf(slips), ['field-unknown', 'field-unknown', 'image-tag-mutable']);
  });

  it('is left out for what stands a level too high', () => {
    const high = DEPLOYMENT.replace('          readinessProbe', '      readinessProbe');
    assert.ok(!rulesOf(high).includes('readiness-probe-missing'), rulesOf(high).join());
  });

  it('is left out for a volume that nobody mounts under its name', () => {
    const volumes = '          volumeMounts: [{ name: cahce, mountPath: /cache }]\n      volumes: [{ name: cache, emptyDir: {} }]\n';
    assert.deepEqual(rulesOf(DEPLOYMENT + volumes), ['image-tag-mutable', 'volume-mount-unknown']);
  });

  it('is left out for the namespace of a Service', () => {
    const namespaced = DEPLOYMENT.replace('  name: web\n', '  name: web\n  namespace: orders\n');
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: orders }\n';
    const service = SERVICE.replace('name: web', 'name: web, namespace: oredrs');
    assert.deepEqual(rulesOf([namespace, namespaced, service].join('---\n')), ['image-tag-mutable', 'namespace-misspelled']);
  });

  it('leaves alone what another document of the file lacks', () => {
    const file = `${SERVICE.replace('metadata', 'Metadata')}---\n${SERVICE.replace('  ports: [{ port: 80 }]\n', '')}`;
    assert.deepEqual(rulesOf(file), ['field-unknown', 'service-type-conflict']);
  });

  it('is there again once the slip is mended', () => {
    const analysis = new Analysis(DEFAULT_SETTINGS);
    analysis.setFile('/web.yaml', SERVICE.replace('ports: [{ port: 80 }]', 'prots: []'));
    const before = analysis
      .reportsOf('/web.yaml')
      .map(({ rule }) => rule.id)
      .sort();
    analysis.setFile('/web.yaml', SERVICE.replace('ports: [{ port: 80 }]', 'ports: []'));
    const after = analysis.reportsOf('/web.yaml').map(({ rule }) => rule.id);
    assert.deepEqual([before, after], [['field-unknown', 'service-type-conflict'], ['service-type-conflict']]);
  });
});

function rulesOf(text: string): string[] {
  const analysis = new Analysis(DEFAULT_SETTINGS);
  analysis.setFile('/web.yaml', text);
  return analysis
    .reportsOf('/web.yaml')
    .map(({ rule }) => rule.id)
    .sort();
}
