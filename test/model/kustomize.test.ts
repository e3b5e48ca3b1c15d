import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { allRules } from '../../server/src/engine/catalogue';
import { DEFAULT_SETTINGS } from '../../server/src/engine/settings';
import { render } from '../../server/src/text/message';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: web:1
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { port: admin } }
`;
const BASE = { 'base/kustomization.yaml': 'resources: [web.yaml]\n', 'base/web.yaml': DEPLOYMENT };

describe('overlays', () => {
  it('are what counts: a patch that mends the base silences it', () => {
    const patch = container('ports: [{ name: admin, containerPort: 9090 }]');
    assert.deepEqual(findings({ ...BASE, 'prod/kustomization.yaml': 'resources: [../base]\npatches: [{ path: patch.yaml }]\n', 'prod/patch.yaml': patch }), []);
  });

  it('say nothing of what each of them deletes, and count only those that have it', () => {
    const gone =
      'resources: [../base]\npatches:\n  - patch: |-\n      $patch: delete\n      apiVersion: apps/v1\n      kind: Deployment\n      metadata: { name: web }\n';
    assert.deepEqual(findings({ ...BASE, 'prod/kustomization.yaml': gone }), []);
    const files = { ...BASE, 'prod/kustomization.yaml': gone, 'dev/kustomization.yaml': 'resources: [../base]\n' };
    assert.deepEqual(findings(files), ['base/web.yaml:14 No port of container `web` is named `admin`.']);
    assert.equal(findings(files, 'requests-missing').length, 1);
    assert.deepEqual(findings({ ...BASE, 'prod/kustomization.yaml': gone }, 'requests-missing'), []);
  });

  it('keep the finding while one of them shows it', () => {
    const patch = container('ports: [{ name: admin, containerPort: 9090 }]');
    const files = {
      ...BASE,
      'prod/kustomization.yaml': 'resources: [../base]\npatches: [{ path: patch.yaml }]\n',
      'prod/patch.yaml': patch,
      'dev/kustomization.yaml': 'resources: [../base]\n',
    };
    assert.deepEqual(findings(files), ['base/web.yaml:14 No port of container `web` is named `admin`.']);
  });

  it('show what a patch breaks at the line of the patch', () => {
    const patch = container('readinessProbe: { httpGet: { port: metrics } }');
    const files = { ...BASE, 'prod/kustomization.yaml': 'resources: [../base]\npatchesStrategicMerge: [patch.yaml]\n', 'prod/patch.yaml': patch };
    assert.deepEqual(findings(files), ['prod/patch.yaml:10 No port of container `web` is named `metrics`.']);
  });

  it('read patches that stand in the kustomization', () => {
    const kustomization = `resources: [../base]
patches:
  - target: { kind: Deployment, name: web }
    patch: |-
      - op: replace
        path: /spec/template/spec/containers/0/readinessProbe/httpGet/port
        value: metrics
`;
    assert.deepEqual(findings({ ...BASE, 'prod/kustomization.yaml': kustomization }), [
      'prod/kustomization.yaml:7 No port of container `web` is named `metrics`.',
    ]);
  });

  it('keep the name of what a patch with a target changes', () => {
    const patch = 'apiVersion: apps/v1\nkind: Anything\nmetadata: { name: ignored, labels: { a: b } }\nspec: { replicas: 2 }\n';
    const kustomization = 'resources: [../base]\npatches: [{ path: patch.yaml, target: { kind: Deployment } }]\n';
    const analysis = new Analysis();
    const files = { ...BASE, 'prod/kustomization.yaml': kustomization, 'prod/patch.yaml': patch };
    for (const [file, text] of Object.entries(files)) analysis.setFile(file, text);
    const [base] = analysis.project.objects('Deployment');
    assert.ok(base);
    const made = analysis.project.kustomize.variantsOf(base).map(({ object }) => [object.kind.value, object.name?.value, object.labels.get('a')?.value]);
    assert.deepEqual(made, [['Deployment', 'web', 'b']]);
  });

  it('apply JSON patches from files, adding and removing', () => {
    const patch = `- op: remove
  path: /spec/template/spec/containers/0/readinessProbe
- op: add
  path: /spec/template/spec/containers/0/livenessProbe
  value: { tcpSocket: { port: nowhere } }
`;
    const files = {
      ...BASE,
      'prod/kustomization.yaml': 'resources: [../base]\npatches: [{ path: patch.yaml, target: { kind: Deployment } }]\n',
      'prod/patch.yaml': patch,
    };
    assert.deepEqual(findings(files), ['prod/patch.yaml:5 No port of container `web` is named `nowhere`.']);
  });

  it('merge containers by name and delete what a directive deletes', () => {
    const patch = container('readinessProbe: { $patch: delete }');
    assert.deepEqual(findings({ ...BASE, 'prod/kustomization.yaml': 'resources: [../base]\npatches: [{ path: patch.yaml }]\n', 'prod/patch.yaml': patch }), []);
  });

  it('take components in', () => {
    const files = {
      ...BASE,
      'prod/kustomization.yaml': 'resources: [../base]\ncomponents: [../parts]\n',
      'parts/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{ path: patch.yaml }]\n',
      'parts/patch.yaml': container('readinessProbe: { httpGet: { port: http } }'),
    };
    assert.deepEqual(findings(files), []);
  });

  it('do not judge a patch as if it were an object', () => {
    const patch = container('readinessProbe: { httpGet: { port: http } }');
    const files = { ...BASE, 'prod/kustomization.yaml': 'resources: [../base]\npatches: [{ path: patch.yaml }]\n', 'prod/patch.yaml': patch };
    assert.deepEqual(findings(files), []);
  });

  it('survive cycles, missing bases and patches for nothing', () => {
    const files = {
      ...BASE,
      'a/kustomization.yaml': 'resources: [../b, ../nowhere]\n',
      'b/kustomization.yaml': 'resources: [../a, ../base]\npatches: [{ path: gone.yaml }, { patch: "- op: test\\n" }]\n',
    };
    assert.deepEqual(findings(files), ['base/web.yaml:14 No port of container `web` is named `admin`.']);
  });

  it('leave alone what a patch makes unknown', () => {
    const kustomization =
      'resources: [../base]\npatches:\n  - target: { kind: Deployment }\n    patch: |-\n      - op: remove\n        path: /spec/nowhere/at\n';
    assert.deepEqual(findings({ ...BASE, 'prod/kustomization.yaml': kustomization }), ['base/web.yaml:14 No port of container `web` is named `admin`.']);
  });

  it('change images and replicas where they stand', () => {
    const files = {
      ...BASE,
      'prod/kustomization.yaml':
        'resources: [../base]\nimages: [{ name: web, newName: registry.example.com/web, newTag: "2" }]\nreplicas: [{ name: web, count: 3 }]\n',
    };
    const made = analysis(files).project;
    const [base] = made.objects('Deployment');
    const [variant] = base ? made.kustomize.variantsOf(base) : [];
    assert.equal(variant?.object.value.get('spec', 'template', 'spec', 'containers', 0, 'image')?.words, 'registry.example.com/web:2');
    assert.equal(variant?.object.value.number('spec', 'replicas')?.value, 3);
    assert.equal(base?.value.get('spec', 'replicas'), undefined);
  });

  it('give objects names that only they know', () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: { name: job }\nspec: { containers: [{ name: a, image: b, envFrom: [{ configMapRef: { name: dev-settings } }] }] }\n';
    const files = {
      'base/kustomization.yaml': 'namePrefix: dev-\nresources: [settings.yaml]\n',
      'base/settings.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n',
      'pod.yaml': pod,
    };
    assert.deepEqual(findings(files, 'config-missing'), []);
  });
});

function container(field: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          ${field}
`;
}

function analysis(files: Readonly<Record<string, string>>, rule = 'probe-port-unknown'): Analysis {
  const made = new Analysis(
    DEFAULT_SETTINGS,
    allRules.filter(({ id }) => id === rule),
  );
  for (const [file, text] of Object.entries(files)) made.setFile(file, text);
  return made;
}

/** `file:line message` of what is found, both for all files at once and file by file, which must be the same. */
function findings(files: Readonly<Record<string, string>>, rule?: string): string[] {
  const made = analysis(files, rule);
  const show = (reports: ReturnType<Analysis['allReports']>) =>
    [...new Set(reports.map(({ at, message }) => `${at.file}:${(files[at.file] ?? '').slice(0, at.start).split('\n').length} ${render(message)}`))].sort();
  const all = show(made.allReports());
  assert.deepEqual(show(Object.keys(files).flatMap((file) => made.reportsOf(file))), all);
  assert.deepEqual(made.takeCrashes(), []);
  return all;
}
