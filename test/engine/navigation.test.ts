import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { type Step, stepsFrom, stepsTo } from '../../server/src/engine/navigation/hierarchy';
import { symbolAt } from '../../server/src/engine/navigation/navigate';
import { rehearseObject } from '../../server/src/engine/rehearsal';
import { applyEdits } from '../../server/src/text/edit';
import type { Span } from '../../server/src/text/span';

const FILES = {
  'app/config.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  MODE: release
  "log.level": debug
`,
  'app/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      serviceAccountName: runner
      containers:
        - name: web
          image: web:1
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { port: http } }
          env:
            - name: MODE
              valueFrom:
                configMapKeyRef: { name: settings, key: MODE }
          envFrom: [{ configMapRef: { name: settings } }]
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: { app: web }
  ports: [{ name: www, port: 80, targetPort: http }]
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: runner }
`,
  'app/ingress.yaml': `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend: { service: { name: web, port: { name: www } } }
`,
  'other/web.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: other }
data: { MODE: debug }
`,
};

describe('symbols in manifests', () => {
  // `|` marks the place that is asked about; the answers are shown as `file:line:column text`.
  it('follows a ConfigMap key from its use to its data', () => {
    const symbol = at('app/web.yaml', 'key: |MODE');
    assert.equal(show(symbol?.definitions)[0], 'app/config.yaml:6:3 MODE');
    assert.deepEqual(show(symbol?.references), ['app/web.yaml:21:57 MODE']);
  });

  it('finds every reference to an object', () => {
    const symbol = at('app/config.yaml', 'name: |settings');
    assert.deepEqual(show(symbol?.references), ['app/web.yaml:21:42 settings', 'app/web.yaml:22:45 settings']);
  });

  it('renames a Service port at both ends', () => {
    const symbol = at('app/ingress.yaml', 'port: { name: |www');
    const edits = symbol?.rename?.('public');
    assert.ok(Array.isArray(edits));
    assert.match(changed('app/ingress.yaml', edits), /port: \{ name: public \}/);
    assert.match(changed('app/web.yaml', edits), /ports: \[\{ name: public, port: 80, targetPort: http \}\]/);
  });

  it('renames a container port with its probe and the Service that means it', () => {
    const edits = at('app/web.yaml', 'targetPort: |http')?.rename?.('api');
    assert.ok(Array.isArray(edits));
    const text = changed('app/web.yaml', edits);
    assert.match(text, /ports: \[\{ name: api, containerPort: 8080 \}\]/);
    assert.match(text, /httpGet: \{ port: api \}/);
    assert.match(text, /targetPort: api/);
  });

  it('renames a container port with all pods that a Service or policy takes it from', () => {
    const workload = (name: string) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec: { selector: { matchLabels: { app: web, track: ${name} } }, template: { metadata: { labels: { app: web, track: ${name} } }, spec: { containers: [{ name: web, image: web:1, ports: [{ name: http, containerPort: 8080 }] }] } } }\n`;
    const service =
      'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: http }] }\n';
    const policy =
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: web }\nspec: { podSelector: {}, egress: [{ to: [{ podSelector: { matchLabels: { track: blue } } }], ports: [{ port: http }] }] }\n';
    const text = [workload('blue'), workload('green'), service, policy].join('---\n');
    const analysis = new Analysis();
    analysis.setFile('all.yaml', text);
    const edits = symbolAt(analysis, 'all.yaml', text.lastIndexOf('http'))?.rename?.('api');
    assert.ok(Array.isArray(edits));
    const expected = text
      .replaceAll('{ name: http, containerPort', '{ name: api, containerPort')
      .replace('targetPort: http', 'targetPort: api')
      .replace('{ port: http }', '{ port: api }');
    assert.equal(applyEdits(text, edits), expected);
  });

  it('leads to what a generator makes, and renames its name and keys', () => {
    const analysis = new Analysis();
    const kustomization = 'resources: [web.yaml]\nconfigMapGenerator:\n  - name: options\n    literals: ["LEVEL=debug", MODE=release]\n';
    const web =
      'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, image: web:1, env: [{ name: A, valueFrom: { configMapKeyRef: { name: options, key: LEVEL } } }] }] }\n';
    analysis.setFile('kustomization.yaml', kustomization);
    analysis.setFile('web.yaml', web);
    const renamed = (word: string, to: string) => {
      const edits = symbolAt(analysis, 'web.yaml', web.indexOf(word))?.rename?.(to);
      assert.ok(Array.isArray(edits));
      const own = (file: string) => edits.filter(({ at }) => at.file === file);
      return [applyEdits(kustomization, own('kustomization.yaml')), applyEdits(web, own('web.yaml'))];
    };
    assert.deepEqual(renamed('options', 'settings'), [kustomization.replace('options', 'settings'), web.replace('options', 'settings')]);
    assert.deepEqual(renamed('LEVEL', 'log-level'), [kustomization.replace('LEVEL', 'log-level'), web.replace('LEVEL', 'log-level')]);
  });

  it('renames a label on the pods and in every selector', () => {
    const edits = at('app/web.yaml', 'selector: { app: |web')?.rename?.('shop');
    assert.ok(Array.isArray(edits));
    assert.equal(edits.length, 3);
  });

  it('refuses a name that Kubernetes would not take', () => {
    const refusal = at('app/web.yaml', 'serviceAccountName: |runner')?.rename?.('Not A Name');
    assert.ok(refusal && 'template' in refusal);
  });

  it('knows nothing about words without other ends', () => {
    assert.equal(at('app/web.yaml', 'image: |web:1'), undefined);
  });
});

function analysis(): Analysis {
  const made = new Analysis();
  for (const [file, text] of Object.entries(FILES)) made.setFile(file, text);
  return made;
}

function at(file: keyof typeof FILES, marked: string) {
  const plain = marked.replace('|', '');
  const place = FILES[file].indexOf(plain);
  assert.ok(place >= 0, `${file} does not hold ${plain}`);
  return symbolAt(analysis(), file, place + marked.indexOf('|'));
}

function show(spans: readonly Span[] = []): string[] {
  return spans.map(({ file, start, end }) => {
    const text = FILES[file as keyof typeof FILES];
    const before = text.slice(0, start).split('\n');
    return `${file}:${before.length}:${(before.at(-1) ?? '').length + 1} ${text.slice(start, end)}`;
  });
}

function changed(file: keyof typeof FILES, edits: Parameters<typeof applyEdits>[1]): string {
  return applyEdits(
    FILES[file],
    edits.filter((edit) => edit.at.file === file),
  );
}

describe('the hierarchy', () => {
  const analysis = new Analysis();
  for (const [file, text] of Object.entries(FILES)) analysis.setFile(`/w/${file}`, text);
  const { project } = analysis;
  const [deployment] = project.objects('Deployment');
  const [service] = project.objects('Service');
  assert.ok(deployment && service);
  const names = (steps: readonly Step[]) => steps.map(({ to }) => `${to.kind.value}/${to.name?.value}`).sort();

  it('leads from Services to what they select, and on to configuration', () => {
    assert.deepEqual(names(stepsFrom(service, project)), ['Deployment/web']);
    assert.deepEqual(names(stepsFrom(deployment, project)), ['ConfigMap/settings', 'ServiceAccount/runner']);
  });

  it('leads back to those who send traffic', () => {
    assert.deepEqual(names(stepsTo(deployment, project)), ['Service/web']);
    assert.deepEqual(names(stepsTo(service, project)), ['Ingress/web']);
  });

  it('knows every place that leads on', () => {
    const [settings] = stepsFrom(deployment, project).filter(({ to }) => to.kind.value === 'ConfigMap');
    assert.deepEqual(
      settings?.through.map(({ start, end }) => analysis.textOf('/w/app/web.yaml')?.slice(start, end)),
      ['settings', 'settings'],
    );
  });
});

describe('environments side by side', () => {
  const environment = (port: number) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: web:1, ports: [{ name: http, containerPort: 8080 }], envFrom: [{ configMapRef: { name: settings } }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ name: http, port: ${port}, targetPort: http }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec: { defaultBackend: { service: { name: web, port: { number: 80 } } } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
`;
  const files = { 'dev/web.yaml': environment(8080), 'prod/web.yaml': environment(80) };
  const analysis = new Analysis();
  for (const [file, text] of Object.entries(files)) analysis.setFile(file, text);
  const inProd = (kind: string) => analysis.project.objects(kind).find(({ file }) => file === 'prod/web.yaml');

  it('are no part of each other', () => {
    for (const kind of ['Deployment', 'Service', 'Ingress', 'ConfigMap']) {
      const object = inProd(kind);
      assert.ok(object);
      for (const steps of [stepsFrom(object, analysis.project), stepsTo(object, analysis.project)])
        assert.deepEqual(
          steps.map(({ to }) => to.file).filter((file) => file !== 'prod/web.yaml'),
          [],
          kind,
        );
    }
    const workload = inProd('Deployment');
    assert.ok(workload);
    assert.equal(rehearseObject(workload, analysis.project, (file) => analysis.reportsOf(file))?.breaksAt, undefined);
  });

  it('are renamed one by one', () => {
    const text = files['prod/web.yaml'];
    for (const word of ['web }\nspec: { selector', 'settings', 'http }]', 'app: web']) {
      const edits = symbolAt(analysis, 'prod/web.yaml', text.indexOf(word) + (word.startsWith('app') ? 5 : 0))?.rename?.('other');
      assert.ok(Array.isArray(edits) && edits.length > 1, word);
      assert.deepEqual([...new Set(edits.map(({ at }) => at.file))], ['prod/web.yaml'], word);
    }
  });

  it('share what a kustomization gives to both', () => {
    const shared = new Analysis();
    const [deployment = '', service = ''] = environment(80).split('---\n');
    shared.setFile('base/kustomization.yaml', 'resources: [web.yaml]\n');
    shared.setFile('base/web.yaml', deployment);
    for (const name of ['dev', 'prod']) {
      shared.setFile(`overlays/${name}/kustomization.yaml`, 'resources: [../../base, service.yaml]\n');
      shared.setFile(`overlays/${name}/service.yaml`, service);
    }
    shared.setFile('overlays/old/web.yaml', deployment);
    const [from] = shared.project.objects('Service');
    assert.ok(from);
    assert.deepEqual(
      stepsFrom(from, shared.project).map(({ to }) => to.file),
      ['base/web.yaml'],
    );
  });
});
