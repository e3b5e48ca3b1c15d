import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { describeFieldAt } from '../../server/src/engine/field-facts';
import { fieldOffersAt } from '../../server/src/engine/field-offers';
import { applyEdits } from '../../server/src/text/edit';
import { render } from '../../server/src/text/message';

const NEWEST = { from: 33, to: 36 };

/** The labels offered at `|`, and the text after a label is chosen. */
function offered(typed: string, range = NEWEST, others: Readonly<Record<string, string>> = {}, file = '/w/open.yaml') {
  const analysis = new Analysis();
  for (const [path, text] of Object.entries(others)) analysis.setFile(path, text);
  const offset = typed.indexOf('|');
  const text = typed.replace('|', '');
  analysis.setFile(file, text);
  const cursor = analysis.cursorAt(file, offset);
  const offers = cursor ? fieldOffersAt(cursor, analysis.project, range) : [];
  const choose = (label: string) => {
    const offer = offers.find((one) => one.label === label);
    return offer ? applyEdits(text, [{ at: offer.replaces, text: offer.text }]) : text;
  };
  return { labels: offers.map(({ label }) => label), offers, choose };
}

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\n';

describe('keys are offered', () => {
  it('in a mapping, without those that stand there', () => {
    const { labels, choose } = offered(`${POD}spec:\n  containers:\n    - name: web\n      image: web:1\n      re|\n`);
    assert.ok(labels.includes('resources') && labels.includes('readinessProbe') && labels.includes('resizePolicy'));
    assert.ok(!labels.includes('image') && !labels.includes('replicas'));
    assert.match(choose('resources'), /\n {6}resources:\n {8}\n$/);
    assert.match(choose('resizePolicy'), /\n {6}resizePolicy:\n {8}- \n$/);
    assert.match(choose('restartPolicy'), /\n {6}restartPolicy: \n$/);
  });

  it('on a line of their own, behind a dash, in braces and before a colon', () => {
    assert.ok(offered(`${POD}spec:\n  |\n`).labels.includes('containers'));
    assert.ok(offered(`${POD}spec:\n  containers:\n    - |\n`).labels.includes('image'));
    const flow = offered(`${POD}spec: { ho| }\n`);
    assert.match(flow.choose('hostNetwork'), /spec: \{ hostNetwork: {2}\}/);
    assert.match(offered(`${POD}spec:\n  ho|: true\n`).choose('hostNetwork'), /\n {2}hostNetwork: true\n/);
  });

  it('as far as all minors of the range have them', () => {
    const typed = `${POD}spec:\n  host|\n`;
    assert.ok(offered(typed, { from: 25, to: 30 }).labels.includes('hostUsers'));
    assert.ok(!offered(typed, { from: 24, to: 30 }).labels.includes('hostUsers'));
    assert.ok(!offered(`apiVersion: v1\nkind: Service\nspec:\n  t|\n`, { from: 20, to: 23 }).labels.includes('topologyKeys'));
    assert.ok(offered(`apiVersion: v1\nkind: Service\nspec:\n  t|\n`, { from: 19, to: 21 }).labels.includes('topologyKeys'));
  });

  it('without what only the server writes', () => {
    const { labels } = offered('apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  |\n');
    assert.ok(labels.includes('labels') && !labels.includes('managedFields') && !labels.includes('uid'));
  });

  it('for kinds of others and of the workspace', () => {
    assert.ok(offered('apiVersion: cert-manager.io/v1\nkind: Certificate\nspec:\n  |\n').labels.includes('secretName'));
    const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: foos.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Foo, plural: foos }
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { size: { type: string, enum: [small, large] } } } } } } }]
`;
    const others = { '/w/crd.yaml': definition };
    assert.deepEqual(offered('apiVersion: example.com/v1\nkind: Foo\nspec:\n  |\n', NEWEST, others).labels, ['size']);
    assert.deepEqual(offered('apiVersion: example.com/v1\nkind: Foo\nspec:\n  size: |\n', NEWEST, others).labels, ['small', 'large']);
    assert.deepEqual(offered('apiVersion: example.com/v1\nkind: |\n', NEWEST, others).labels, ['Foo']);
    assert.deepEqual(offered('apiVersion: |\nkind: Foo\n', NEWEST, others).labels, ['example.com/v1']);
    assert.deepEqual(offered('apiVersion: example.org/v1\nkind: Foo\nspec:\n  |\n', NEWEST, others).labels, []);
  });

  it('at the top of an object that is begun, and of nothing else', () => {
    assert.deepEqual(offered('api|\n').labels, ['apiVersion', 'kind', 'metadata', 'spec']);
    assert.deepEqual(offered('apiVersion: v1\nki|\n').labels, ['kind', 'metadata', 'spec']);
    assert.deepEqual(offered('port: 80\nki|\n').labels, []);
    assert.deepEqual(offered('replicas: 1\n|\n', NEWEST, {}, '/w/values.yaml').labels, []);
    assert.deepEqual(offered('services: { web: { image: a } }\n|\n', NEWEST, {}, '/w/compose.yaml').labels, []);
    assert.deepEqual(offered(`${POD}spec:\n  {{ if .Values.a }}\n  |\n`).labels, []);
  });
});

describe('values are offered', () => {
  it('of closed lists and truth values', () => {
    assert.deepEqual(offered(`${POD}spec:\n  restartPolicy: |\n`).labels, ['Always', 'Never', 'OnFailure']);
    assert.deepEqual(offered(`${POD}spec:\n  hostNetwork: |\n`).labels, ['true', 'false']);
    assert.match(offered(`${POD}spec:\n  restartPolicy: "Al|"\n`).choose('Always'), /restartPolicy: "Always"\n/);
    assert.deepEqual(offered('apiVersion: v1\nkind: PersistentVolumeClaim\nspec:\n  accessModes:\n    - |\n').labels, [
      'ReadOnlyMany',
      'ReadWriteMany',
      'ReadWriteOnce',
      'ReadWriteOncePod',
    ]);
  });

  it('as far as all minors of the range take them', () => {
    const typed = `${POD}spec:\n  tolerations:\n    - operator: |\n`;
    assert.deepEqual(offered(typed, { from: 30, to: 36 }).labels, ['Equal', 'Exists']);
    assert.deepEqual(offered(typed, { from: 35, to: 36 }).labels, ['Equal', 'Exists', 'Gt', 'Lt']);
  });

  it('for apiVersion and kind, each legal beside the other', () => {
    assert.deepEqual(offered('apiVersion: |\nkind: CronJob\n').labels, ['batch/v1']);
    assert.deepEqual(offered('apiVersion: |\nkind: CronJob\n', { from: 19, to: 20 }).labels, ['batch/v1beta1']);
    assert.deepEqual(offered('apiVersion: policy/v1\nkind: |\n').labels, ['PodDisruptionBudget']);
    assert.ok(offered('apiVersion: |\n').labels.includes('apps/v1') && !offered('apiVersion: |\n').labels.includes('extensions/v1beta1'));
    assert.ok(offered('kind: |\n').labels.includes('Deployment') && !offered('kind: |\n').labels.includes('PodSecurityPolicy'));
    assert.deepEqual(offered('apiVersion: cert-manager.io/v1\nkind: |\n').labels.slice(0, 2), ['Certificate', 'CertificateRequest']);
  });
});

describe('a field is described', () => {
  const described = (text: string, part: string) => {
    const analysis = new Analysis();
    analysis.setFile('/w/a.yaml', text);
    const found = describeFieldAt(analysis, '/w/a.yaml', text.indexOf(part) + 1);
    return found && { title: found.title, facts: found.facts.map((one) => render(one)), link: found.link, words: found.words };
  };

  it('by its type, its versions and whether it must be there', () => {
    const text = `${POD}spec:\n  hostUsers: false\n  containers:\n    - name: web\n      restartPolicy: Always\n      env: []\n  volumes: [{ name: a, gitRepo: {} }]\n  nodeSelector: {}\n`;
    assert.deepEqual(described(text, 'hostUsers')?.facts, ['Takes `boolean`.', 'Since 1.25.']);
    assert.deepEqual(described(text, 'containers')?.facts, ['Takes a list of `Container`.', 'Must be there.']);
    assert.equal(described(text, 'containers')?.link, 'https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.36/#podspec-v1-core');
    assert.equal(described(text, 'name: web\n')?.title, 'spec.containers.0.name');
    assert.deepEqual(described(text, 'gitRepo')?.facts.at(-1), 'Deprecated since 1.11; `emptyDir` takes its place.');
    assert.deepEqual(described(text, 'nodeSelector')?.facts, ['Takes a mapping of `string`.']);
    assert.equal(described(text, 'Always'), undefined);
  });

  it('by its values, and the kind by its scope', () => {
    const text = 'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: { name: a }\nspec: { parameters: { kind: a, name: b, scope: Cluster } }\n';
    assert.deepEqual(described(text, 'IngressClass')?.facts, ['Belongs to the whole cluster.', 'Since 1.19.']);
    const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec:\n  type: NodePort\n';
    assert.ok(described(service, 'type')?.facts.includes('One of `ClusterIP`, `ExternalName`, `LoadBalancer`, `NodePort`.'));
    assert.equal(described(service, 'NodePort'), undefined);
  });

  it('by the release that it is taken from, where others describe it', () => {
    const text = 'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: a }\nspec: { secretName: b }\n';
    assert.deepEqual(described(text, 'secretName')?.facts, ['Takes `string`.', 'Must be there.', 'Described as in `cert-manager v1.20.2`.']);
    assert.equal(described('apiVersion: example.com/v1\nkind: Foo\nmetadata: { name: a }\nspec: { b: c }\n', 'b: c'), undefined);
    assert.equal(described('port: 80\n', 'port'), undefined);
  });
});
