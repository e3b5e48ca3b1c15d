import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { DEFAULT_SETTINGS, type Settings } from '../../server/src/engine/settings';
import type { GoGrammar } from '../../server/src/go/grammar';
import { loadGoGrammar } from '../../server/src/workspace/go-grammar';

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

let grammar: GoGrammar;
before(async () => {
  grammar = await loadGoGrammar();
});

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

  it('is left out where it stands at a related place', () => {
    const files = {
      'go.mod': 'module example.com/web\ngo 1.23\nrequire modernc.org/sqlite v1.30.0\n',
      'main.go': 'package main\n\nimport (\n\t"database/sql"\n\t_ "modernc.org/sqlite"\n)\n\nfunc main() {\n\tsql.Open("sqlite", "/data/app.db")\n}\n',
      Dockerfile:
        'FROM golang:1.23 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /web .\nFROM debian:12\nCOPY --from=build /web /web\nENTRYPOINT ["/web"]\n',
    };
    const many = DEPLOYMENT.replace('  selector', '  replicas: 3\n  selector').replace('registry.example.com/web', 'example.com/web');
    assert.deepEqual(
      rulesOf(many, {}, files).filter((id) => id.startsWith('sqlite')),
      ['sqlite-on-ephemeral-storage'],
    );
    const rules = new Map([['sqlite-on-ephemeral-storage', 'off' as const]]);
    assert.deepEqual(
      rulesOf(many, { rules }, files).filter((id) => id.startsWith('sqlite')),
      ['sqlite-shared'],
    );
  });

  it('is left out for ports of the node, and for containers that lack everything', () => {
    const twice = DEPLOYMENT.replace('[{ containerPort: 8080 }]', '[{ containerPort: 8080, hostPort: 80 }, { containerPort: 8081, hostPort: 80 }]');
    assert.deepEqual(
      rulesOf(twice).filter((id) => id.startsWith('host-port')),
      ['host-port-used', 'host-port-collision'],
    );
    const security = ['container-unhardened', 'root-not-forbidden', 'privilege-escalation-allowed', 'capabilities-kept', 'seccomp-profile-missing'];
    const told = (text: string) => rulesOf(text, { profile: 'production' }).filter((id) => security.includes(id));
    assert.deepEqual(told(DEPLOYMENT), ['container-unhardened']);
    assert.deepEqual(told(DEPLOYMENT.replace('    spec:\n', '    spec:\n      securityContext: { runAsNonRoot: true }\n')), [
      'capabilities-kept',
      'privilege-escalation-allowed',
      'seccomp-profile-missing',
    ]);
  });
});

function rulesOf(text: string, settings: Partial<Settings> = {}, files: Readonly<Record<string, string>> = {}): string[] {
  const analysis = new Analysis({ ...DEFAULT_SETTINGS, ...settings });
  analysis.useGrammar(grammar);
  for (const [file, content] of Object.entries(files)) analysis.setFile(file, content);
  analysis.setFile('web.yaml', text);
  return analysis.reportsOf('web.yaml').map(({ rule }) => rule.id);
}
