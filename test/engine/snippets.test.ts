import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { dockerOffersAt, dockerSnippets, type Offer, offersAt, type Snippet, yamlSnippets } from '../../server/src/engine/snippets';
import { checkObject } from '../../server/src/schema/check';
import { coreSchema } from '../../server/src/schema/object-schema';
import { applyEdits } from '../../server/src/text/edit';

const RANGE = { from: 29, to: 34 };

/** A Deployment whose container has the given lines. */
function deployment(lines: readonly string[], pod: readonly string[] = []): string {
  return [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata:',
    '  name: web',
    'spec:',
    '  selector:',
    '    matchLabels:',
    '      app: web',
    '  template:',
    '    metadata:',
    '      labels:',
    '        app: web',
    '    spec:',
    ...pod.map((line) => `      ${line}`),
    '      containers:',
    '        - name: web',
    '          image: registry.example.com/web:1.4.2',
    ...lines.map((line) => `          ${line}`),
    '',
  ].join('\n');
}

const PLACES: Readonly<Record<Exclude<Snippet['place'], 'dockerfile'>, string>> = {
  container: deployment(['|']),
  resources: deployment(['resources:', '  |']),
  env: deployment(['env:', '  - |']),
  pod: deployment([], ['|']),
};

/** The text with what is offered at its `|` written there, and the place where it begins. */
function accept(marked: string, choose: (offer: Offer) => boolean, others: Readonly<Record<string, string>> = {}) {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const offer = yamlOffers(marked, others).find(choose);
  assert.ok(offer, `nothing of the kind is offered in\n${marked}`);
  return { text: applyEdits(text, [{ at: offer.replaces, text: offer.text, snippet: true }]), offset };
}

function yamlOffers(marked: string, others: Readonly<Record<string, string>> = {}): readonly Offer[] {
  const analysis = new Analysis();
  for (const [file, text] of Object.entries(others)) analysis.setFile(file, text);
  analysis.setFile('deployment.yaml', marked.replace('|', ''));
  const cursor = analysis.cursorAt('deployment.yaml', marked.indexOf('|'));
  return cursor ? offersAt(cursor, analysis.project) : [];
}

function labels(marked: string): string[] {
  return [...new Set(yamlOffers(marked).map(({ label }) => label))];
}

/** Errors and warnings that lie in what was written. */
function faults(file: string, text: string, from: number): string[] {
  const analysis = new Analysis();
  analysis.setFile(file, text);
  for (const { objects } of analysis.documentsOf(file)) {
    for (const { value, group, version, kind } of objects) {
      const schema = coreSchema(group, version, kind.value);
      if (schema) assert.deepEqual(checkObject(value, schema, RANGE), []);
    }
  }
  assert.equal(analysis.takeCrashes().length, 0);
  return analysis
    .reportsOf(file)
    .filter(({ severity, at }) => (severity === 'error' || severity === 'warning') && at.end > from)
    .map(({ rule }) => rule.id);
}

describe('every snippet is legal where it is offered', () => {
  for (const snippet of yamlSnippets) {
    it(snippet.prefix[0] as string, () => {
      const marked = PLACES[snippet.place as keyof typeof PLACES];
      const { text, offset } = accept(marked, ({ description }) => description.template === snippet.description);
      assert.deepEqual(faults('deployment.yaml', text, offset), []);
      assert.match(snippet.prefix[0] as string, /^k8s-[a-z-]+$/);
    });
  }
  for (const snippet of dockerSnippets) {
    it(snippet.prefix[0] as string, () => {
      const offer = dockerOffers('|', {}).find(({ description }) => description.template === snippet.description);
      assert.ok(offer);
      const text = applyEdits('', [{ at: offer.replaces, text: offer.text, snippet: true }]);
      assert.deepEqual(faults('Dockerfile', `${text}\n`, 0), []);
    });
  }
});

it('every snippet has a prefix of its own, and the first of a field the name of the field', () => {
  const all = [...yamlSnippets, ...dockerSnippets];
  const prefixes = all.flatMap(({ prefix }) => prefix);
  assert.equal(new Set(prefixes).size, prefixes.length);
  for (const { field } of all) assert.ok(all.find((one) => one.field === field)?.prefix.includes(field), `${field} is no prefix`);
});

describe('in a manifest', () => {
  it('what is there is not offered again', () => {
    assert.deepEqual(labels(deployment(['livenessProbe:', '  tcpSocket: { port: 80 }', '|'])).includes('livenessProbe'), false);
    assert.deepEqual(labels(deployment(['livenessProbe:', '  tcpSocket: { port: 80 }', '|'])).includes('readinessProbe'), true);
  });
  it('half a word is replaced', () => {
    const { text } = accept(deployment(['live|']), ({ label }) => label === 'livenessProbe');
    assert.match(text, /\n {10}livenessProbe:\n {12}httpGet:\n {14}path: \/healthz\n {14}port: 8080\n/);
  });
  it('behind a dash, keys stand below the first one', () => {
    const { text } = accept('kind: Pod\napiVersion: v1\nspec:\n  containers:\n  - |\n', ({ label }) => label === 'resources');
    assert.match(text, /\n {2}- resources:\n {6}requests:\n/);
  });
  it('the name of the port is taken, for HTTP', () => {
    const { text } = accept(deployment(['ports: [{ name: http, containerPort: 3000 }]', '|']), ({ label }) => label === 'readinessProbe');
    assert.match(text, /port: http\n/);
  });
  it('the number of the port is taken, for gRPC', () => {
    const ports = 'ports: [{ name: http, containerPort: 3000 }, { name: grpc, containerPort: 9000 }]';
    const { text } = accept(deployment([ports, '|']), ({ label, variant }) => label === 'readinessProbe' && variant?.template === 'gRPC');
    assert.match(text, /grpc:\n +port: 9000\n/);
  });
  it('a port for metrics is not taken where there is another', () => {
    const ports = 'ports: [{ name: metrics, containerPort: 9100 }, { containerPort: 3000 }]';
    const { text } = accept(deployment([ports, '|']), ({ label }) => label === 'readinessProbe');
    assert.match(text, /port: 3000\n/);
  });
  it('the port that the image exposes is taken where none is declared', () => {
    const others = { 'web/Dockerfile': 'FROM alpine:3.20\nEXPOSE 5000\nCMD ["sleep", "1"]\n', 'skaffold.yaml': SKAFFOLD };
    const { text } = accept(deployment(['|']), ({ label }) => label === 'readinessProbe', others);
    assert.match(text, /port: 5000\n/);
  });
  it('GOMEMLIMIT is 90 % of the memory limit', () => {
    const { text } = accept(deployment(['resources: { limits: { memory: 1Gi } }', 'env:', '  - |']), ({ label }) => label === 'GOMEMLIMIT');
    assert.match(text, /- name: GOMEMLIMIT\n {14}value: 921MiB\n/);
  });
  it('a variable that is set is not offered again', () => {
    assert.deepEqual(labels(deployment(['env:', '  - name: GOMEMLIMIT', '    value: 1GiB', '  - |'])), ['GOMAXPROCS']);
  });
  it('init containers get no probes, sidecars do', () => {
    const init = (lines: string) => `apiVersion: v1\nkind: Pod\nspec:\n  initContainers:\n    - name: a\n      image: b:1\n${lines}      |\n`;
    assert.ok(!labels(init('')).includes('livenessProbe'));
    assert.ok(labels(init('')).includes('resources'));
    assert.ok(labels(init('      restartPolicy: Always\n')).includes('livenessProbe'));
  });
  for (const [where, text] of Object.entries({
    metadata: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  |\nspec:\n  containers: []\n',
    'an object that runs nothing': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  |\n',
    'a file that is no manifest': 'services:\n  web:\n    image: a\n    |\n',
    'a value': deployment(['livenessProbe: |']),
    'a key with its colon': deployment(['live|: {}']),
    'a variable that has a name': deployment(['env:', '  - name: A', '    |']),
  })) {
    it(`nothing is offered in ${where}`, () => assert.deepEqual(labels(text), []));
  }
});

describe('in a Dockerfile', () => {
  it('the Go version and the name come from go.mod', () => {
    const [offer] = dockerOffers('# syntax=docker/dockerfile:1\nFR|', { 'go.mod': 'module example.com/shop/orders/v2\n\ngo 1.24.3\n' });
    assert.match(offer?.lines.join('\n') ?? '', /FROM golang:\$\{1:1\.24\} AS build/);
    assert.match(offer?.lines.join('\n') ?? '', /ENTRYPOINT \["\/\$\{2:orders\}"\]/);
  });
  it('nothing is offered where an image is begun, or inside an instruction', () => {
    assert.deepEqual(dockerOffers('FROM alpine:3.20\n|', {}), []);
    assert.deepEqual(dockerOffers('FROM al|', {}), []);
    assert.deepEqual(dockerOffers('# a comm|ent', {}), []);
  });
});

const SKAFFOLD = `apiVersion: skaffold/v4beta11
kind: Config
build:
  artifacts:
    - image: registry.example.com/web
      context: web
`;

function dockerOffers(marked: string, others: Readonly<Record<string, string>>): readonly Offer[] {
  const analysis = new Analysis();
  for (const [file, text] of Object.entries(others)) analysis.setFile(file, text);
  analysis.setFile('Dockerfile', marked.replace('|', ''));
  const dockerfile = analysis.dockerfileOf('Dockerfile');
  return dockerfile ? dockerOffersAt(dockerfile, marked.indexOf('|'), analysis.project) : [];
}
