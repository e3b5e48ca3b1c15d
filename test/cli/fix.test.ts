import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checkJson, DOCKERFILE, makeFolder, POD, seaworthy } from './command-line';

const MENDED = 'FROM alpine:3.20 AS build\nRUN echo hi\nCMD ["/bin/sh"]\n';

describe('--fix', { concurrency: 3 }, () => {
  it('applies what is safe, keeps line breaks and marks, and touches nothing else', async () => {
    const windows = `\ufeff${DOCKERFILE.replaceAll('\n', '\r\n')}`;
    const folder = makeFolder({ Dockerfile: DOCKERFILE, 'windows/Dockerfile': windows, 'pod.yaml': POD });
    const { code, output } = await seaworthy(['check', '--fix', '--only', 'as-casing,instruction-casing,probe-port-unknown'], { folder });
    assert.equal(code, 1);
    assert.equal(readFileSync(join(folder, 'Dockerfile'), 'utf8'), MENDED);
    assert.equal(readFileSync(join(folder, 'windows/Dockerfile'), 'utf8'), `\ufeff${MENDED.replaceAll('\n', '\r\n')}`);
    assert.equal(readFileSync(join(folder, 'pod.yaml'), 'utf8'), POD);
    assert.match(output, /3 files and 1 YAML document checked\. 2 files were mended\. Found 1 error, 0 warnings, 0 infos and 0 hints\.\n$/);
    const again = await seaworthy(['check', '--fix', '--only', 'as-casing,instruction-casing'], { folder });
    assert.equal(again.output, '3 files and 1 YAML document checked. Nothing found.\n');
  });

  it('mends only the files that were asked for', async () => {
    const folder = makeFolder({ 'a/Dockerfile': DOCKERFILE, 'b/Dockerfile': DOCKERFILE });
    await seaworthy(['check', '--fix', 'a'], { folder });
    assert.equal(readFileSync(join(folder, 'a/Dockerfile'), 'utf8'), MENDED);
    assert.equal(readFileSync(join(folder, 'b/Dockerfile'), 'utf8'), DOCKERFILE);
  });
});

describe('--fix-dry-run', { concurrency: 3 }, () => {
  const hasGit = spawnSync('git', ['--version']).status === 0;

  it('shows a patch, changes nothing, and reports the files as they are', { skip: !hasGit && 'git is not installed' }, async () => {
    const folder = makeFolder({ Dockerfile: DOCKERFILE, 'b/Dockerfile': DOCKERFILE.trimEnd().replaceAll('\n', '\r\n') });
    const { output } = await seaworthy(['check', '--fix-dry-run', '--only', 'as-casing,instruction-casing'], { folder });
    assert.match(output, /^--- a\/Dockerfile\n\+\+\+ b\/Dockerfile\n@@ -1,3 \+1,3 @@\n-FROM alpine:3.20 as build\n/);
    assert.match(output, /Dockerfile:1:18 {2}hint {2}as-casing/);
    assert.equal(readFileSync(join(folder, 'Dockerfile'), 'utf8'), DOCKERFILE);
    writeFileSync(join(folder, 'fix.patch'), output.slice(0, output.indexOf('\nDockerfile:1')));
    execFileSync('git', ['apply', '--whitespace=nowarn', 'fix.patch'], { cwd: makeRepository(folder) });
    assert.equal(readFileSync(join(folder, 'Dockerfile'), 'utf8'), MENDED);
    assert.equal(readFileSync(join(folder, 'b/Dockerfile'), 'utf8'), MENDED.trimEnd().replaceAll('\n', '\r\n'));
  });

  it('reports in other formats what stands in the files', async () => {
    const folder = makeFolder({ Dockerfile: DOCKERFILE });
    const words = ['.', '--only', 'as-casing'];
    const [dry, plain] = await Promise.all([checkJson([...words, '--fix-dry-run'], { folder }), checkJson(words, { folder })]);
    assert.deepEqual(dry.report, plain.report);
    assert.equal(dry.report.findings[0]?.fixes[0]?.edits[0]?.newText, 'AS');
  });
});

/** An empty folder named `.git` is no repository. */
function makeRepository(folder: string): string {
  execFileSync('git', ['init', '-q'], { cwd: folder });
  return folder;
}

describe('standard input', { concurrency: 3 }, () => {
  it('is checked as the file that it is named after', async () => {
    const folder = makeFolder({ '.seaworthy.yaml': 'rules: {requests-missing: off}\n', 'k8s/other.yaml': POD });
    const { code, report, rules } = await checkJson(['--stdin-filename', 'k8s/new.yaml'], { folder, input: POD });
    assert.deepEqual([code, report.files, report.documents], [1, 1, 1]);
    assert.deepEqual(rules, ['memory-limit-missing', 'probe-port-unknown']);
    assert.ok(report.findings.every(({ file }) => file === 'k8s/new.yaml'));
  });

  it('stands in for the file on the disk', async () => {
    const folder = makeFolder({ 'pod.yaml': POD });
    const { rules } = await checkJson(['--stdin-filename', 'pod.yaml', '--only', 'probe-port-unknown'], { folder, input: POD.replace('htpt', 'http') });
    assert.deepEqual(rules, []);
  });

  it('may be a Dockerfile, or empty', async () => {
    const folder = makeFolder();
    const dry = await seaworthy(['check', '--stdin-filename', 'Dockerfile', '--fix-dry-run', '--only', 'as-casing'], { folder, input: DOCKERFILE });
    assert.match(dry.output, /^--- a\/Dockerfile\n[\s\S]*\+FROM alpine:3.20 AS build\n/);
    const empty = await checkJson(['--stdin-filename', 'a.yaml'], { folder, input: '' });
    assert.deepEqual([empty.code, empty.report.findings], [0, []]);
  });
});

describe('--output', { concurrency: 2 }, () => {
  it('takes the report', async () => {
    const folder = makeFolder({ 'pod.yaml': POD });
    const { code, output } = await seaworthy(['check', '--format', 'json', '--output', 'report.json'], { folder });
    assert.deepEqual([code, output], [1, '']);
    assert.equal(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')).version, 1);
  });

  it('loses nothing where it cannot be written', async () => {
    const folder = makeFolder({ 'pod.yaml': POD });
    const { code, output, errors } = await seaworthy(['check', '--format', 'json', '--output', 'no/such/report.json'], { folder });
    assert.equal(code, 2);
    assert.equal(JSON.parse(output).version, 1);
    assert.match(errors, /^seaworthy: `.*report\.json` cannot be written: /);
  });
});
