import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { DEFAULT_SETTINGS, type Settings } from '../../server/src/engine/settings';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1.4.2
          ports: [{ containerPort: 8080 }]
`;

describe('what another report says too', () => {
  it('is left out', () => assert.deepEqual(rulesOf(DEPLOYMENT), ['readiness-probe-missing', 'requests-missing']));

  it('stays where it is graver', () => {
    const rules = new Map([['memory-limit-missing', 'error' as const]]);
    assert.deepEqual(rulesOf(DEPLOYMENT, { rules }), ['memory-limit-missing', 'readiness-probe-missing', 'requests-missing']);
  });

  it('stays where the other is off', () => {
    const rules = new Map([['requests-missing', 'off' as const]]);
    assert.deepEqual(rulesOf(DEPLOYMENT, { rules }), ['memory-limit-missing', 'readiness-probe-missing']);
  });

  it('stays where a comment silences the other', () => {
    const silenced = DEPLOYMENT.replace('        - name: web\n', '        # seaworthy-ignore requests-missing: a test\n        - name: web\n');
    assert.deepEqual(rulesOf(silenced), ['memory-limit-missing', 'readiness-probe-missing']);
  });

  it('stays where the other says less', () => {
    const requested = DEPLOYMENT.replace('          ports', '          resources: { requests: { memory: 64Mi } }\n          ports');
    assert.deepEqual(rulesOf(requested), ['memory-limit-missing', 'readiness-probe-missing', 'requests-missing']);
  });
});

function rulesOf(text: string, settings: Partial<Settings> = {}): string[] {
  const analysis = new Analysis({ ...DEFAULT_SETTINGS, ...settings });
  analysis.setFile('web.yaml', text);
  return analysis.reportsOf('web.yaml').map(({ rule }) => rule.id);
}
