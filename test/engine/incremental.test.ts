import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import type { Report } from '../../server/src/engine/report';
import type { GoGrammar } from '../../server/src/go/grammar';
import { render } from '../../server/src/text/message';
import { discover } from '../../server/src/workspace/discover';
import { loadGoGrammar } from '../../server/src/workspace/go-grammar';
import { FUZZ } from '../random';
import { filesBelow, read, root } from '../repository';

/** Random edits; `FUZZ=10` makes ten times as many, `CORPUS=DIR` edits the files of a folder too. */
const EDITS = 500 * FUZZ;
const SEED = 20261122;

let grammar: GoGrammar;
before(async () => {
  grammar = await loadGoGrammar();
});

describe('after any edits, the answer is that of a new analysis', () => {
  it('on the examples', () => compare(readExamples(), EDITS));

  it('on manifests alone, which come and go one by one', () => {
    const manifests = [...readExamples()].filter(([name, text]) => /\.ya?ml$/.test(name) && /^kind:/m.test(text) && !/^kind: Kustomization/m.test(text));
    assert.ok(manifests.length > 5, `there are ${manifests.length} manifests`);
    compare(new Map(manifests), EDITS);
  });

  it('on overlays, charts and patches', () => compare(OVERLAYS, EDITS / 5));

  it('where a transformer that a kustomization names is changed', () => {
    const labels =
      'apiVersion: builtin\nkind: LabelTransformer\nmetadata: { name: a }\nlabels: { stage: dev }\nfieldSpecs: [{ path: metadata/labels, create: true }]\n';
    const prefix = 'apiVersion: builtin\nkind: PrefixSuffixTransformer\nmetadata: { name: a }\nprefix: dev-\nfieldSpecs: [{ path: metadata/name }]\n';
    const workload = `${OVERLAYS.get('base/web.yaml')}`.replace('name: settings }', 'name: setings }');
    const settings = `${OVERLAYS.get('base/settings.yaml')}`;
    const analysis = new Analysis();
    const told = () => analysis.reportsOf('/web.yaml').filter(({ rule }) => rule.id === 'config-missing').length;
    analysis.setFile('/kustomization.yaml', 'resources: [web.yaml, settings.yaml]\ntransformers: [change.yaml]\n');
    analysis.setFile('/change.yaml', labels);
    analysis.setFile('/settings.yaml', settings);
    analysis.setFile('/web.yaml', workload);
    const before = told();
    analysis.setFile('/change.yaml', prefix);
    assert.deepEqual([before, told()], [1, 0]);
  });

  it('on a chart, its schema and what is given to it', () => compare(CHART, EDITS / 5));

  it('on a folder of real files', { skip: process.env.CORPUS === undefined && 'CORPUS names no folder' }, () => {
    const folder = process.env.CORPUS as string;
    for (const project of ['stefanprodan+podinfo', 'BuoyantIO+emojivoto', ''].filter((name) => existsSync(join(folder, name)))) {
      const files = discover(join(folder, project)).files.slice(0, 120);
      compare(new Map(files.map((file) => [file.slice(folder.length + 1), readFileSync(file, 'utf8')])), EDITS, 25);
    }
  });
});

const OVERLAYS = new Map([
  ['base/kustomization.yaml', 'resources: [web.yaml, settings.yaml]\ncommonLabels: { team: a }\n'],
  [
    'base/web.yaml',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  selector: { matchLabels: { app: web } }\n  template:\n    metadata: { labels: { app: web } }\n    spec:\n      containers:\n        - name: web\n          image: web:1\n          ports: [{ name: http, containerPort: 8080 }]\n          envFrom: [{ configMapRef: { name: settings } }]\n---\napiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec:\n  selector: { app: web }\n  ports: [{ port: 80, targetPort: http }]\n',
  ],
  ['base/settings.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { MODE: release }\n'],
  ['prod/kustomization.yaml', 'resources: [../base]\npatches: [{ path: patch.yaml }]\nimages: [{ name: web, newTag: "2" }]\n'],
  [
    'prod/patch.yaml',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          readinessProbe: { httpGet: { port: admin } }\n          livenessProbe:\n            tcpSocket:\n              port: nowhere\n',
  ],
  ['chart/Chart.yaml', 'apiVersion: v2\nname: chart\nversion: 1.0.0\n'],
  ['chart/templates/pod.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: { name: plain }\nspec: { containers: [{ name: a, image: b }] }\n'],
  [
    'web/Dockerfile',
    'FROM golang:1.21 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /web .\nFROM alpine:3.20\nCOPY --from=build /web /web\nCMD ["/web"]\n',
  ],
  ['web/go.mod', 'module example.com/web\n\ngo 1.25\n'],
  ['web/main.go', 'package main\n\nimport "net/http"\n\nfunc main() {\n\thttp.ListenAndServe(":9090", nil)\n}\n'],
]);

const CHART = new Map([
  ['chart/Chart.yaml', 'apiVersion: v2\nname: web\nversion: 1.0.0\n'],
  [
    'chart/values.schema.json',
    '{\n  "required": ["owner"],\n  "properties": {\n    "replicas": { "type": "integer" },\n    "image": { "type": "object", "additionalProperties": false, "properties": { "tag": { "type": "string" } } }\n  }\n}\n',
  ],
  ['chart/values.yaml', 'replicas: "1"\nimage:\n  tag: 1.4\nhost: shop.example.com\n'],
  ['chart/values-production.yaml', 'replicas: many\nimage:\n  tga: "2"\nhots: shop.example.com\n'],
  [
    'chart/templates/pod.yaml',
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.host }}\nspec:\n  a: {{ .Values.host.name }}\n  b: {{ .Values.image.tag }}\n',
  ],
  [
    'apps.yaml',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n---\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: web, namespace: shop }\nspec:\n  project: default\n  destination: { server: https://kubernetes.default.svc, namespace: shop }\n  source:\n    repoURL: https://example.com/shop.git\n    path: chart\n    helm:\n      values: |\n        replicas: two\n        hots: x\n',
  ],
]);

/** Edits, asks in between, and compares each `every`th answer about one file, and some answers about all, with those of a new analysis. */
function compare(start: ReadonlyMap<string, string>, edits: number, every = 5): void {
  const random = randomNumbers(SEED);
  const files = new Map(start);
  const names = [...start.keys()].filter((name) => /\.ya?ml$|schema\.json$|Dockerfile|\.go$|go\.mod$/.test(name));
  const kept = analysisOf(files);
  for (let edit = 0; edit < edits; edit++) {
    const name = names[random(names.length)] as string;
    const text = files.get(name);
    if (text === undefined) {
      files.set(name, start.get(name) as string);
      kept.setFile(name, start.get(name) as string);
    } else if (random(12) === 0) {
      files.delete(name);
      kept.removeFile(name);
    } else {
      const changed = random(2) === 0 ? (start.get(name) as string) : editText(text, random);
      files.set(name, changed);
      kept.setFile(name, changed);
    }
    // Asking in between fills the caches that must not show later.
    kept.reportsOf(names[random(names.length)] as string);
    if (edit % every !== 0) continue;
    const fresh = analysisOf(files);
    const asked = names[random(names.length)] as string;
    assert.deepEqual(show(kept.reportsOf(asked)), show(fresh.reportsOf(asked)), `seed ${SEED}, edit ${edit}, ${asked}`);
    if (edit % (every * 5) === 0) assert.deepEqual(show(kept.allReports()), show(fresh.allReports()), `seed ${SEED}, edit ${edit}, all files`);
  }
}

function analysisOf(files: ReadonlyMap<string, string>): Analysis {
  const analysis = new Analysis();
  analysis.useGrammar(grammar);
  for (const [file, text] of files) analysis.setFile(file, text);
  return analysis;
}

const PIECES = ['\n', '  ', '- ', ': ', '#', '"', 'x', '---\n', '{', '}', 'name: web\n', '1', '{{ x }}', ' # y', 'app: web', '\t'];

function editText(text: string, random: (below: number) => number): string {
  const at = random(text.length + 1);
  switch (random(4)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1 + random(8));
    case 1: {
      const line = text.lastIndexOf('\n', at) + 1;
      const end = text.indexOf('\n', at);
      return text.slice(0, line) + text.slice(end < 0 ? text.length : end + 1);
    }
    default:
      return text.slice(0, at) + PIECES[random(PIECES.length)] + text.slice(at);
  }
}

function show(reports: readonly Report[]): string[] {
  return reports.map(({ rule, at, severity, message, related, fixes }) =>
    [
      `${at.file}:${at.start}-${at.end} ${severity} ${rule.id} ${render(message)}`,
      ...related.map((other) => `${other.at.file}:${other.at.start} ${render(other.message)}`),
      ...fixes.map(({ title, edits }) => `${render(title)} ${edits.map((one) => `${one.at.file}:${one.at.start}-${one.at.end} ${one.text}`).join(';')}`),
    ].join(' | '),
  );
}

/** A linear congruential generator: the same numbers on every machine. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

function readExamples(): Map<string, string> {
  assert.ok(existsSync(join(root, 'examples')));
  return new Map(filesBelow('examples').map((file) => [`examples/${file}`, read(`examples/${file}`)]));
}
