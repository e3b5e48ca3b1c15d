import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { readQuery } from '../../server/src/model/kustomize/label-query';
import { stepsIn } from '../../server/src/model/kustomize/replacements';
import type { Node } from '../../server/src/yaml/node';

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { app: web, tier: front } }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      volumes: [{ name: cache, emptyDir: {} }, { name: data, emptyDir: {} }]
      containers:
        - { name: web, image: web:1, args: [a, b, c], env: [{ name: HOST, value: HERE }, { name: URL, value: "https://HERE/path" }] }
        - { name: side, image: side:1 }
`;
const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 9090 }] }\n';
const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { A: a, HOST: shop.example.com }\n';

// What is expected follows from the code of kustomize 5: api/filters, kyaml/yaml/merge2 and github.com/evanphx/json-patch.
describe('what a kustomization makes', () => {
  it('takes away what a patch deletes, and replaces what it replaces', () => {
    const made = build(`patches:
  - target: { kind: Service }
    patch: |-
      $patch: delete
      apiVersion: v1
      kind: Service
      metadata: { name: any }
  - patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        template:
          metadata: { labels: { $patch: replace, track: new } }
          spec:
            volumes: [{ name: cache, $patch: delete }, { name: data, $patch: replace, persistentVolumeClaim: { claimName: data } }]
            containers: [{ name: side, $patch: delete }, { name: web, env: [{ name: HOST, value: there }] }]
`);
    assert.equal(made.Service, undefined);
    const { metadata, spec } = made.Deployment.spec.template;
    assert.deepEqual(metadata.labels, { track: 'new' });
    assert.deepEqual(spec.volumes, [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }]);
    assert.deepEqual(
      spec.containers.map(({ name }: { name: string }) => name),
      ['web'],
    );
    assert.equal(spec.containers[0].env[0].value, 'there');
  });

  it('replaces a whole list where an item says nothing else', () => {
    const made = build(
      'patches:\n  - patch: |-\n      apiVersion: apps/v1\n      kind: Deployment\n      metadata: { name: web }\n      spec: { template: { spec: { volumes: [{ $patch: replace }, { name: only, emptyDir: {} }] } } }\n',
    );
    assert.deepEqual(made.Deployment.spec.template.spec.volumes, [{ name: 'only', emptyDir: {} }]);
  });

  it('applies the operations of JSON 6902', () => {
    const path = '/spec/template/spec/containers/0/args';
    const operations = [
      `{ op: add, path: ${path}/-, value: d }`,
      `{ op: add, path: ${path}/0, value: start }`,
      `{ op: replace, path: ${path}/-2, value: last-but-one }`,
      `{ op: copy, from: ${path}/0, path: /metadata/labels/copied }`,
      '{ op: move, from: /metadata/labels/tier, path: /metadata/labels/a~1b }',
      '{ op: test, path: /kind, value: Deployment }',
      '{ op: remove, path: /spec/template/spec/containers/1 }',
    ];
    const made = build(`patches:\n  - target: { kind: Deployment }\n    patch: |-\n${operations.map((one) => `      - ${one}\n`).join('')}`);
    assert.deepEqual(made.Deployment.spec.template.spec.containers[0].args, ['start', 'a', 'b', 'last-but-one', 'd']);
    assert.deepEqual(made.Deployment.metadata.labels, { app: 'web', copied: 'start', 'a/b': 'front' });
    assert.equal(made.Deployment.spec.template.spec.containers.length, 1);
  });

  it('finds targets by labels, annotations, version, pattern, and by the names and namespaces that bases give', () => {
    const patched = (target: string, more: Readonly<Record<string, string>> = {}, resources = 'resources: [all.yaml]') => {
      const patch = `patches:\n  - target: ${target}\n    patch: |-\n      - { op: add, path: /metadata/annotations, value: { seen: "yes" } }\n`;
      return build(patch, more, resources).Deployment.metadata.annotations !== undefined;
    };
    assert.ok(patched('{ labelSelector: "app in (web, api),tier!=back,!old" }'));
    assert.ok(!patched('{ labelSelector: "app notin (web)" }'));
    assert.ok(!patched('{ annotationSelector: "a=b" }'));
    assert.ok(patched('{ version: v1, kind: "Deploy.*", name: "w.b|api" }'));
    assert.ok(!patched('{ version: v1beta1 }'));
    assert.ok(!patched('{ name: we }'));
    const base = {
      'base/kustomization.yaml': 'namespace: shop\nnamePrefix: blue-\nresources: [all.yaml]\n',
      'base/all.yaml': [WEB, SERVICE, CONFIG].join('---\n'),
    };
    for (const target of ['{ name: blue-web }', '{ name: web }', '{ namespace: shop }', '{ namespace: default }'])
      assert.ok(patched(target, base, 'resources: [base]'), target);
    assert.ok(!patched('{ namespace: other }', base, 'resources: [base]'));
  });

  it('copies values as replacements ask for, from files too', () => {
    const made = build(
      `configMapGenerator: [{ name: generated, literals: ["WORD='made'", OTHER=x] }]
replacements:
  - path: host.yaml
  - path: more.yaml
`,
      {
        'host.yaml': `- source: { kind: ConfigMap, name: settings, fieldPath: data.HOST }
  targets:
    - select: { kind: Deployment, name: web }
      fieldPaths: ["spec.template.spec.containers.[name=web].env.[name=HOST].value"]
    - select: { kind: Deployment }
      fieldPaths: ["spec.template.spec.containers.0.env.[name=URL].value"]
      options: { delimiter: "/", index: 2 }
    - select: { kind: Deployment }
      fieldPaths: ['metadata.annotations.example\\.com/host']
      options: { create: true }
    - select: { kind: Deployment }
      reject: [{ name: web }]
      fieldPaths: [spec.replicas]
      options: { create: true }
`,
        'more.yaml': `source: { kind: ConfigMap, name: generated, fieldPath: data.WORD }
targets:
  - { select: { kind: Deployment }, fieldPaths: ["spec.template.spec.containers.*.image"], options: { delimiter: ":", index: 1 } }
  - { select: { kind: Service }, fieldPaths: [metadata.name, spec.ports.0.name] }
`,
      },
    );
    const [web, side] = made.Deployment.spec.template.spec.containers;
    assert.deepEqual(web.env, [
      { name: 'HOST', value: 'shop.example.com' },
      { name: 'URL', value: 'https://shop.example.com/path' },
    ]);
    assert.deepEqual([web.image, side.image], ['web:made', 'side:made']);
    assert.deepEqual(made.Deployment.metadata.annotations, { 'example.com/host': 'shop.example.com' });
    assert.equal(made.Deployment.spec.replicas, undefined);
    assert.equal(made.Service.metadata.name, 'web');
    assert.equal(made.Service.spec.ports[0].name, 'made');
  });

  it('leaves a mark where a replacement takes what is not known', () => {
    const made = build(
      'replacements:\n  - source: { kind: ConfigMap, name: elsewhere, fieldPath: data.X }\n    targets: [{ select: { kind: Service }, fieldPaths: [spec.ports.0.targetPort] }]\n',
    );
    assert.match(String(made.Service.spec.ports[0].targetPort), /^\$\{/);
  });

  it('comes to an end where kustomizations take each other in', () => {
    const files: Record<string, string> = {};
    const names = [...Array(12).keys()].map((index) => `k${index}`);
    for (const name of names) files[`${name}/kustomization.yaml`] = `resources: [${names.filter((one) => one !== name).map((one) => `../${one}`)}]\n`;
    const replacement =
      'replacements:\n  - source: { kind: ConfigMap, name: none, fieldPath: data.X }\n    targets: [{ select: { kind: Service }, fieldPaths: [spec.x] }]\n';
    assert.ok(build(replacement, files, 'resources: [all.yaml, k0]').Service);
  });

  it('is evaluated again when a file of replacements changes', () => {
    const analysis = new Analysis();
    const files = {
      'all.yaml': SERVICE,
      'kustomization.yaml': 'resources: [all.yaml]\nreplacements: [{ path: r.yaml }]\n',
      'r.yaml':
        'source: { kind: Service, name: web, fieldPath: spec.ports.0.port }\ntargets: [{ select: { kind: Service }, fieldPaths: [spec.ports.0.targetPort] }]\n',
    };
    for (const [file, text] of Object.entries(files)) analysis.setFile(file, text);
    assert.equal(objectsIn(analysis).Service.spec.ports[0].targetPort, 80);
    analysis.setFile('r.yaml', files['r.yaml'].replace('targetPort]', 'nodePort]'));
    assert.equal(objectsIn(analysis).Service.spec.ports[0].targetPort, 9090);
  });
});

describe('paths and queries', () => {
  it('are cut as kustomize cuts them', () => {
    assert.deepEqual(stepsIn('spec.containers.[name=a.b].env.0.a\\.b/c.*'), ['spec', 'containers', '[name=a.b]', 'env', '0', 'a.b/c', '*']);
    assert.deepEqual(stepsIn(''), []);
  });
  it('are no query where kubectl refuses them', () => {
    for (const text of ['app in web', 'a=b=c', '(', 'app in (a', '='.repeat(3000)]) assert.equal(readQuery(text), undefined, text.slice(0, 20));
    assert.equal(readQuery('')?.(new Map()), true);
  });
});

// biome-ignore lint/suspicious/noExplicitAny: what is looked into is whatever the text says.
type Made = any;

/** What the kustomization at the root makes, by kind. */
function build(fields: string, more: Readonly<Record<string, string>> = {}, resources = 'resources: [all.yaml]'): Record<string, Made> {
  const analysis = new Analysis();
  analysis.setFile('all.yaml', [WEB, SERVICE, CONFIG].join('---\n'));
  analysis.setFile('kustomization.yaml', `${resources}\n${fields}`);
  for (const [file, text] of Object.entries(more)) analysis.setFile(file, text);
  return objectsIn(analysis);
}

function objectsIn({ project }: Analysis): Record<string, Made> {
  const objects = project.documents.flatMap((document) => document.objects).flatMap((object) => project.kustomize.variantsOf(object));
  const left = objects.filter(({ removed, overlay }) => !removed && overlay.file === 'kustomization.yaml');
  for (const { uncertain } of left) assert.ok(!uncertain);
  return Object.fromEntries(left.map(({ object }) => [object.kind.value, plain(object.value.node)]));
}

function plain(node: Node): Made {
  if (node.kind === 'scalar') return node.value;
  return node.kind === 'list' ? node.items.map(plain) : Object.fromEntries(node.entries.map(({ name, value }) => [name, plain(value)]));
}
