import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { symbolAt } from '../../server/src/engine/navigation/navigate';
import type { GoGrammar } from '../../server/src/go/grammar';
import { render } from '../../server/src/text/message';
import { loadGoGrammar } from '../../server/src/workspace/go-grammar';

let grammar: GoGrammar;
before(async () => {
  grammar = await loadGoGrammar();
});

type Files = Readonly<Record<string, string>>;

const PROGRAM = 'package main\n\nimport (\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\thttp.ListenAndServe(":"+os.Getenv("PORT"), nil)\n}\n';
const DOCKERFILE =
  'FROM golang:1.23 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /web .\nFROM gcr.io/distroless/static-debian12:nonroot\nCOPY --from=build /web /web\nENTRYPOINT ["/web"]\n';
const pod = (image: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - name: web\n      image: ${image}\n      envFrom:\n        - configMapRef: { name: settings, optional: true }\n      readinessProbe: { tcpSocket: { port: 3000 } }\n`;
const settings = (port: number) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { PORT: "${port}" }\n`;
const GO: Files = { 'go.mod': 'module example.com/web\n\ngo 1.23\n', 'main.go': PROGRAM };
const CHAIN: Files = { ...GO, Dockerfile: DOCKERFILE, 'pod.yaml': pod('registry.example.com/web:1'), 'settings.yaml': settings(8080) };
const KO: Files = { ...GO, 'pod.yaml': pod('ko://example.com/web'), 'settings.yaml': settings(8080) };

/** What is said about a file depends on another one, whose texts follow each other; undefined: it is not there. */
const CASES: readonly (readonly [string, Files, file: string, texts: readonly (string | undefined)[], asked: string, rule: string])[] = [
  ['a ConfigMap', CHAIN, 'settings.yaml', [settings(8080), settings(3000), undefined], 'pod.yaml', 'probe-port-not-listened'],
  ['a ConfigMap for ko', KO, 'settings.yaml', [settings(8080), settings(3000), undefined], 'pod.yaml', 'probe-port-not-listened'],
  [
    'what makes ConfigMaps',
    CHAIN,
    'bundle.yaml',
    [
      undefined,
      'apiVersion: trust.cert-manager.io/v1alpha1\nkind: Bundle\nmetadata: { name: settings }\n',
      'apiVersion: trust.cert-manager.io/v1alpha1\nkind: Bundle\nmetadata: { name: other }\n',
    ],
    'pod.yaml',
    'probe-port-not-listened',
  ],
  [
    'a resource that a kustomization names',
    { ...CHAIN, 'kustomization.yaml': 'resources: [pod.yaml, more.yaml]\n' },
    'more.yaml',
    [undefined, 'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n', ''],
    'pod.yaml',
    'probe-port-not-listened',
  ],
  [
    'a component that a kustomization names by its file',
    { ...CHAIN, 'kustomization.yaml': 'resources: [pod.yaml]\ncomponents: [part.yaml]\nimages: [{ name: other, newTag: "2" }]\n' },
    'part.yaml',
    ['# nothing yet\n', 'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n', 'kind: {{ x }}\n'],
    'kustomization.yaml',
    'kustomization-image-unused',
  ],
  [
    'what ko is told in a pipeline',
    { ...KO, 'pod.yaml': pod('ko://example.com/web').replace('tcpSocket: { port: 3000 }', 'exec: { command: [sh, -c, "true"] }') },
    '.github/workflows/build.yaml',
    [
      undefined,
      'on: push\njobs:\n  a:\n    runs-on: x\n    env: { KO_DEFAULTBASEIMAGE: debian }\n    steps: [{ run: ko apply }]\n',
      'on: push\njobs:\n  a:\n    runs-on: x\n    steps: [{ run: ko apply }]\n',
    ],
    'pod.yaml',
    'exec-without-shell',
  ],
  [
    'a Makefile that the image runs',
    { Dockerfile: 'FROM golang:1.23\nCOPY --chmod=644 run.py /run.py\nWORKDIR /src\nCOPY . .\nRUN make fix\nENTRYPOINT ["/run.py"]\n' },
    'Makefile',
    [undefined, 'fix:\n\techo\n', 'fix:\n\tgo version && chmod +x /run.py\n'],
    'Dockerfile',
    'entrypoint-not-executable',
  ],
];

describe('what is said about a file is said anew after another file changed', () => {
  for (const [title, files, file, texts, asked, rule] of CASES) {
    it(title, () => {
      const kept = new Analysis();
      kept.useGrammar(grammar);
      const now = new Map(Object.entries(files));
      for (const [name, text] of now) kept.setFile(name, text);
      const seen = new Set<string>();
      for (const text of [...texts, ...texts]) {
        if (text === undefined) kept.removeFile(file);
        else kept.setFile(file, text);
        if (text === undefined) now.delete(file);
        else now.set(file, text);
        const fresh = new Analysis();
        fresh.useGrammar(grammar);
        for (const [name, one] of now) fresh.setFile(name, one);
        const expected = said(fresh, asked, rule);
        seen.add(expected);
        assert.equal(said(kept, asked, rule), expected, `${file}: ${text}`);
      }
      assert.ok(seen.size > 1, `${[...seen]}`);
    });
  }
});

function said(analysis: Analysis, file: string, rule: string): string {
  return analysis
    .reportsOf(file)
    .filter((one) => one.rule.id === rule)
    .map(({ at, message }) => `${at.start} ${render(message)}`)
    .join('\n');
}

describe('places are those of the text as it is now', () => {
  it('of a container whose image ko makes', () => {
    const analysis = analysisOf(KO);
    assert.deepEqual(shown(analysis, 'main.go', 'main()'), ['ko://example.com/web']);
    analysis.setFile('pod.yaml', pod('ko://example.com/web').replace('spec:', 'spec:\n  restartPolicy: Always'));
    assert.deepEqual(shown(analysis, 'main.go', 'main()'), ['ko://example.com/web']);
    analysis.removeFile('pod.yaml');
    assert.deepEqual(shown(analysis, 'main.go', 'main()'), []);
  });

  it('of a build in the second document of a pipeline', () => {
    const pipeline = (first: string) =>
      `kind: secret\nname: ${first}\n---\nkind: pipeline\nsteps:\n  - commands:\n      - docker build -t registry.example.com/web:1 .\n`;
    const expected = ['registry.example.com/web:1', 'registry.example.com/web:1'];
    const analysis = analysisOf({ ...CHAIN, '.drone.yml': pipeline('a') });
    assert.deepEqual(shown(analysis, 'Dockerfile', 'FROM gcr'), expected);
    analysis.setFile('.drone.yml', pipeline('longer'));
    assert.deepEqual(shown(analysis, 'Dockerfile', 'FROM gcr'), expected);
  });
});

it('keeps the definitions that lie outside of the workspace when one was opened and closed', () => {
  const definition = readDefinition();
  const analysis = new Analysis();
  analysis.setFile('shop.yaml', 'apiVersion: example.com/v1\nkind: Shop\nmetadata: { name: a }\nspec: { size: many }\n');
  analysis.useDefinitions(new Map([['/crds/shop.yaml', definition]]));
  const before = analysis.reportsOf('shop.yaml').map(({ rule }) => rule.id);
  assert.ok(before.includes('value-type-wrong'), before.join());
  analysis.setFile('/crds/shop.yaml', definition);
  analysis.removeFile('/crds/shop.yaml');
  assert.deepEqual(
    analysis.reportsOf('shop.yaml').map(({ rule }) => rule.id),
    before,
  );
});

function readDefinition(): string {
  return 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: shops.example.com }\nspec:\n  group: example.com\n  scope: Namespaced\n  names: { kind: Shop, plural: shops, singular: shop }\n  versions:\n    - name: v1\n      served: true\n      storage: true\n      schema:\n        openAPIV3Schema:\n          type: object\n          properties:\n            spec: { type: object, properties: { size: { type: integer } } }\n';
}

/** The words at the places that mean what stands in a file. */
function shown(analysis: Analysis, file: string, word: string): string[] {
  const text = analysis.textOf(file) as string;
  const symbol = symbolAt(analysis, file, text.indexOf(word));
  return (symbol?.references ?? []).map((at) => (analysis.textOf(at.file) ?? '').slice(at.start, at.end));
}

function analysisOf(files: Files): Analysis {
  const analysis = new Analysis();
  analysis.useGrammar(grammar);
  for (const [file, text] of Object.entries(files)) analysis.setFile(file, text);
  return analysis;
}
