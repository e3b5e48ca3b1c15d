import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checkJson, makeFolder, POD, seaworthy } from './command-line';

// Whatever lies in a folder: it is checked, or said to be unreadable, or left alone; the rest is checked all the same.

const canLink = process.platform !== 'win32';
const isRoot = process.getuid?.() === 0;

describe('files that hold nothing', { concurrency: 3 }, () => {
  it('are no fault, where they are YAML', async () => {
    const folder = makeFolder({ 'empty.yaml': '', 'blank.yaml': '\n\n', 'comment.yaml': '# nothing\n', 'lines.yaml': '---\n---\n', 'mark.yaml': '\ufeff' });
    const { code, report, errors } = await checkJson(['.'], { folder });
    assert.deepEqual([code, report.files, report.documents, report.findings, errors], [0, 5, 0, [], '']);
  });

  it('are no Dockerfile that could be built', async () => {
    const folder = makeFolder({ Dockerfile: '# nothing\n# here\n', 'empty.Dockerfile': '' });
    const { code, report } = await checkJson(['.'], { folder });
    assert.equal(code, 1);
    assert.deepEqual(
      report.findings.map(({ file, rule }) => [file, rule]),
      [
        ['Dockerfile', 'dockerfile-unreadable'],
        ['empty.Dockerfile', 'dockerfile-unreadable'],
      ],
    );
  });

  it('make a report that says so, also where there is no file at all', async () => {
    const { code, output } = await seaworthy(['check'], { folder: makeFolder() });
    assert.deepEqual([code, output], [0, '0 files and 0 YAML documents checked. Nothing found.\n']);
  });
});

describe('files that cannot be read', { concurrency: 3 }, () => {
  it('are named on stderr, and the others are checked', async () => {
    const folder = makeFolder({ 'k8s/binary.yaml': Buffer.from([0, 1, 2, 0]), 'pod.yaml': POD });
    const { code, rules, errors } = await checkJson(['.', '--only', 'probe-port-unknown'], { folder });
    assert.deepEqual([code, rules, errors], [2, ['probe-port-unknown'], 'seaworthy: `k8s/binary.yaml` is not a text file.\n']);
  });

  it('may hold a NUL far behind, or be what Windows PowerShell writes', async () => {
    const late = Buffer.from(`# ${'x'.repeat(9000)}\n\0`);
    const wide = Buffer.from(`\ufeff${POD}`, 'utf16le');
    const folder = makeFolder({ 'late/Dockerfile': late, 'wide.yaml': wide, 'pod.yaml': POD });
    const { code, rules, errors } = await checkJson(['.', '--only', 'probe-port-unknown'], { folder });
    assert.deepEqual([code, rules], [2, ['probe-port-unknown']]);
    assert.equal(
      errors,
      'seaworthy: `late/Dockerfile` is not a text file.\nseaworthy: `wide.yaml` is written in UTF-16 and is not read; it should be saved as UTF-8.\n',
    );
  });

  it('may be missing', async () => {
    const folder = makeFolder({ 'pod.yaml': POD });
    const { code, rules, errors } = await checkJson(['nowhere', 'pod.yaml', 'gone/pod.yaml', '--only', 'probe-port-unknown'], { folder });
    assert.deepEqual([code, rules], [2, ['probe-port-unknown']]);
    assert.equal(errors, 'seaworthy: There is no file or folder `nowhere`.\nseaworthy: There is no file or folder `gone/pod.yaml`.\n');
  });

  it('may be forbidden', { skip: (isRoot || !canLink) && 'everything may be read here' }, async () => {
    const folder = makeFolder({ 'pod.yaml': POD, 'secret.yaml': POD, 'closed/pod.yaml': POD });
    chmodSync(join(folder, 'secret.yaml'), 0);
    chmodSync(join(folder, 'closed'), 0);
    const { code, errors } = await seaworthy(['check', '.'], { folder });
    chmodSync(join(folder, 'closed'), 0o755);
    assert.equal(code, 2);
    assert.equal(errors, 'seaworthy: The folder `closed` cannot be read.\nseaworthy: `secret.yaml` may not be read.\n');
  });

  it('may be pipes and links that lead nowhere or round', { skip: !canLink && 'there are no such files here' }, async () => {
    const folder = makeFolder({ 'pod.yaml': POD });
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    symlinkSync('.', join(folder, 'round'));
    symlinkSync('self.yaml', join(folder, 'self.yaml'));
    symlinkSync('nowhere.yaml', join(folder, 'dangling.yaml'));
    const outside = makeFolder({ 'other.yaml': POD });
    symlinkSync(join(outside, 'other.yaml'), join(folder, 'outside.yaml'));
    const { code, report, errors } = await checkJson(['.'], { folder });
    assert.deepEqual([code, report.files, errors], [1, 1, '']);
    const named = await seaworthy(['check', 'pipe.yaml', 'self.yaml'], { folder });
    assert.equal(named.code, 2);
    assert.equal(named.errors, 'seaworthy: There is no file or folder `self.yaml`.\nseaworthy: `pipe.yaml` is no ordinary file.\n');
  });

  it('may be larger than anybody deploys', async () => {
    const folder = makeFolder({ 'pod.yaml': POD });
    writeFileSync(join(folder, 'huge.yaml'), Buffer.alloc(65 * 1024 * 1024, 'a: b\n'));
    const { code, errors, rules } = await checkJson(['.', '--only', 'probe-port-unknown'], { folder });
    assert.deepEqual([code, rules, errors], [2, ['probe-port-unknown'], 'seaworthy: `huge.yaml` has more than 64 MiB and is not read.\n']);
  });
});

describe('files that are not UTF-8', { concurrency: 3 }, () => {
  const SAID = 'This is not UTF-8, and is checked without the letters that are not.';
  const latin = (text: string) => Buffer.from(text, 'latin1');

  it('are checked and named; where kubectl refuses them, the check is no success', async () => {
    const folder = makeFolder({ 'pod.yaml': latin(`# caf\u00e9\n${POD}`), 'notes.yaml': latin('a: \u00e9\n'), 'main.go': latin('package main // \u00e9\n') });
    const { code, rules, errors } = await checkJson(['.', '--only', 'probe-port-unknown'], { folder });
    assert.deepEqual([code, rules, errors], [2, ['probe-port-unknown'], `seaworthy: \`pod.yaml\`, line 1: ${SAID}\n`]);
  });

  it('are Dockerfiles that may well build', async () => {
    const folder = makeFolder({ Dockerfile: latin('FROM alpine:3.20\n# caf\u00e9\nRUN sudo true\n') });
    const { code, rules, errors } = await checkJson(['.', '--only', 'sudo-used', '--fail-on', 'never'], { folder });
    assert.deepEqual([code, rules, errors], [0, ['sudo-used'], `seaworthy: \`Dockerfile\`, line 2: ${SAID}\n`]);
  });

  it('are not written, since their bytes would be lost', async () => {
    const before = latin('from alpine:3.20\n# caf\u00e9\nRUN true\n');
    const folder = makeFolder({ Dockerfile: before, 'b.Dockerfile': 'from alpine:3.20\nRUN true\n' });
    await seaworthy(['check', '.', '--fix', '--only', 'instruction-casing'], { folder });
    assert.deepEqual(readFileSync(join(folder, 'Dockerfile')), before);
    assert.match(readFileSync(join(folder, 'b.Dockerfile'), 'utf8'), /^FROM/);
  });
});

describe('YAML that nobody can read', { concurrency: 3 }, () => {
  const HEAD = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:';
  const ROWS: readonly (readonly [name: string, text: string, line: number, said: string])[] = [
    ['a tab', `${HEAD}\n\ta: b\n`, 5, 'YAML is indented with spaces; here is a tab.'],
    ['an alias in its own anchor', `${HEAD} &d\n  a: *d\n`, 5, 'The anchor `d` contains its own alias.'],
    ['a control character', `${HEAD}\n  a: "b\u0001"\n`, 5, 'YAML takes no control characters; here is `U+0001`.'],
    ['a control character in a comment', `${HEAD}\n  a: b\n  # \u007f\n`, 6, 'YAML takes no control characters; here is `U+007F`.'],
    ['a bracket that stays open', `${HEAD} {a: [b}\n`, 4, 'A bracket that opens before this place is not closed.'],
    ['brackets without end', `${HEAD} ${'['.repeat(50_000)}\n`, 4, 'This document is nested too deeply to be read.'],
    [
      'aliases that multiply',
      `${HEAD} {}\na0: &a0 [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`)}]\n`).join('')}`,
      0,
      'The aliases of this document expand to more than 400000 values.',
    ],
  ];
  for (const [name, text, line, said] of ROWS) {
    it(`has ${name}`, async () => {
      const { code, report } = await checkJson(['.'], { folder: makeFolder({ 'a.yaml': text, 'pod.yaml': POD }) });
      const [found] = report.findings;
      assert.deepEqual([code, found?.rule, found?.range.start.line, found?.message], [1, 'yaml-unreadable', line, said]);
      assert.ok(report.findings.some(({ file }) => file === 'pod.yaml'));
    });
  }

  it('is nothing to us where it is no manifest', async () => {
    const folder = makeFolder({ 'notes.yaml': 'a:\n\tb: [\n', '.github/workflows/ci.yaml': 'on: [push\n', 'docker-compose.yaml': 'services:\n\tweb: {}\n' });
    assert.deepEqual((await checkJson(['.'], { folder })).rules, []);
  });
});

describe('large and strange files', { concurrency: 2 }, () => {
  it('end in a bearable time', async () => {
    const containers = Array.from({ length: 1000 }, (_, i) => `  - name: c${i}\n    image: x:latest\n    bogus: 1\n`).join('');
    const folder = makeFolder({
      'containers.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: many}\nspec:\n  containers:\n${containers}`,
      'line.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: line}\ndata: {a: "${'x'.repeat(3_000_000)}"}\n`,
      'keys.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: keys}\ndata:\n${Array.from({ length: 20_000 }, (_, i) => `  k${i}: v\n`).join('')}`,
      Dockerfile: `FROM alpine:3.20\nRUN ${Array.from({ length: 5000 }, (_, i) => `echo ${i}`).join(' && \\\n  ')}\n`,
      'endless/Dockerfile': `FROM alpine:3.20\nRUN a ${'\\\n'.repeat(50_000)}`,
      'go/go.mod': 'module example.com/a\n\ngo 1.24\n',
      'go/main.go': `package main\n\nfunc main() {\n${'{'.repeat(20_000)}`,
    });
    const start = performance.now();
    const { code, report, errors } = await checkJson(['.'], { folder });
    assert.deepEqual([code, errors], [1, '']);
    const many = report.findings.filter(({ file }) => file === 'containers.yaml');
    assert.equal(many.length, 201);
    assert.equal(many[0]?.rule, 'findings-cut');
    // Minutes where a rule takes squares; a slow machine is given ten times what a usual one needs.
    assert.ok(performance.now() - start < 40_000, `${performance.now() - start} ms`);
  });

  it('are schemas that nothing is held against, which is said once', async () => {
    const rows = (count: number) => Array.from({ length: count }, (_, i) => `f${i}: {type: string}`).join(', ');
    const definition = (name: string, spec: string) =>
      `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: ${name}s.example.com}\nspec:\n  group: example.com\n  scope: Namespaced\n` +
      `  names: {kind: ${name}, plural: ${name}s}\n  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: ${spec}}}}}]\n` +
      `---\napiVersion: example.com/v1\nkind: ${name}\nmetadata: {name: a}\nspec: {nope: 1}\n`;
    const deep = `${'{type: array, items: '.repeat(120)}{type: string}${'}'.repeat(120)}`;
    const folder = makeFolder({ 'wide.yaml': definition('wide', `{type: object, properties: {${rows(3001)}}}`), 'deep.yaml': definition('deep', deep) });
    const { report, code } = await checkJson(['.', '--only', 'crd-schema-invalid,field-unknown'], { folder });
    assert.deepEqual(
      [code, ...report.findings.map(({ file, severity, message }) => [file, severity, message])],
      [
        0,
        ['deep.yaml', 'info', 'This schema is too large or too deep for Seaworthy, which does not check what is made of it.'],
        ['wide.yaml', 'info', 'This mapping has 3001 fields; beyond 3000, Seaworthy does not check them.'],
      ],
    );
  });

  it('have line breaks and marks of Windows', async () => {
    const windows = `\ufeff${POD.replaceAll('\n', '\r\n')}`;
    const { report } = await checkJson(['.', '--only', 'probe-port-unknown'], { folder: makeFolder({ 'a.yaml': windows, 'b.yaml': POD }) });
    assert.deepEqual(report.findings[0]?.range, report.findings[1]?.range);
  });

  it('have strange names', async () => {
    const folder = makeFolder({ 'a b/ü [1] #2%.yaml': POD });
    const { report } = await checkJson(['a b/ü [1] #2%.yaml', '--only', 'probe-port-unknown'], { folder });
    assert.equal(report.findings[0]?.file, 'a b/ü [1] #2%.yaml');
    const sarif = JSON.parse((await seaworthy(['check', '.', '--format', 'sarif', '--only', 'probe-port-unknown'], { folder })).output);
    assert.equal(sarif.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri, 'a%20b/%C3%BC%20%5B1%5D%20%232%25.yaml');
  });

  it('give no orders to the terminal', async () => {
    const folder = makeFolder({ 'a.yaml': POD.replace('htpt', '"a\\e[31m\\nb\\u202e"'), Dockerfile: 'FROM alpine:3.20\nRUN \u001b[2J\u0007\n' });
    const { output } = await seaworthy(['check', '.'], { folder });
    assert.match(output, /No port of container `web` is named `a\\u001b\[31m\\nb\\u202e`\./);
    assert.ok(!/[^\P{Cc}\n]|\u202e/u.test(output));
  });
});
