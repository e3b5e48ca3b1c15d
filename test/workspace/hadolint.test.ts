import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readHadolintSettings } from '../../server/src/engine/hadolint-settings';
import { render } from '../../server/src/text/message';
import { load } from '../../server/src/workspace/load';
import { fromSystemPath } from '../../server/src/workspace/system-path';
import { Workspace } from '../../server/src/workspace/workspace';

const root = mkdtempSync(join(tmpdir(), 'seaworthy-hadolint-'));
after(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** `MAINTAINER` (DL4000), a relative WORKDIR (DL3000) and an image from somewhere. */
const DOCKERFILE = 'FROM registry.example.com/base:1.0\nMAINTAINER me\nWORKDIR app\n';
const RULES = ['maintainer-deprecated', 'workdir-relative', 'registry-untrusted', 'image-label-missing', 'image-label-unexpected'];

async function check(path: string): Promise<string[]> {
  const { analysis, targets, problems } = await load({ paths: [path], workingFolder: root, configuration: undefined, overrides: {}, standIn: undefined });
  const found = targets.flatMap((file) => analysis.reportsOf(file)).filter(({ rule }) => RULES.includes(rule.id));
  return [...problems.map(({ message }) => render(message)), ...found.map(({ rule, severity }) => `${rule.id} ${severity}`)].sort();
}

describe('a configuration of hadolint', () => {
  it('counts for the Dockerfiles below it, in the terms of ours', async () => {
    write('a/.hadolint.yaml', 'ignored:\n  - DL4000\noverride:\n  style: [DL3000]\ntrustedRegistries: [docker.io]\nfailure-threshold: error\n');
    write('a/deep/Dockerfile', DOCKERFILE);
    write('b/Dockerfile', DOCKERFILE);
    assert.deepEqual(await check('a'), ['registry-untrusted error', 'workdir-relative hint']);
    assert.deepEqual(await check('a/deep'), ['registry-untrusted error', 'workdir-relative hint']);
    assert.deepEqual(await check('b'), ['maintainer-deprecated hint', 'workdir-relative info']);
  });

  it('is the nearest one, and no other', async () => {
    write('c/.hadolint.yaml', 'ignored: [DL4000]\n');
    write('c/near/.hadolint.yml', 'ignored: [DL3000]\n');
    write('c/near/Dockerfile', DOCKERFILE);
    assert.deepEqual(await check('c'), ['maintainer-deprecated hint']);
  });

  it('loses against ours, rule by rule', async () => {
    write('d/.hadolint.yaml', 'ignored: [DL4000, DL3000]\ntrustedRegistries: [docker.io]\n');
    write('d/.seaworthy.yaml', 'rules: {maintainer-deprecated: info}\ndockerfile: {trustedRegistries: [registry.example.com]}\n');
    write('d/Dockerfile', DOCKERFILE);
    assert.deepEqual(await check('d'), ['maintainer-deprecated info']);
  });

  it('loses against another name of a rule in ours', async () => {
    write('e/.hadolint.yaml', 'ignored: [DL4000, DL3000]\n');
    write('e/.seaworthy.yaml', 'rules: {DL4000: warning}\n');
    write('e/Dockerfile', DOCKERFILE);
    assert.deepEqual(await check('e'), ['maintainer-deprecated warning']);
  });

  it('may ask for labels', async () => {
    write('f/.hadolint.yaml', 'ignored: [DL4000, DL3000]\nlabel-schema: {licence: spdx}\nstrict-labels: true\n');
    write('f/Dockerfile', `${DOCKERFILE}LABEL other=x\n`);
    assert.deepEqual(await check('f'), ['image-label-missing warning', 'image-label-unexpected info']);
  });

  it('counts in an editor as it is typed', async () => {
    write('g/.hadolint.yaml', 'ignored: [DL4000]\n');
    write('g/Dockerfile', DOCKERFILE);
    const folder = fromSystemPath(join(root, 'g'));
    const workspace = new Workspace();
    await workspace.addFolders([folder]);
    const found = () => workspace.analysis.reportsOf(`${folder}/Dockerfile`).flatMap(({ rule }) => (RULES.includes(rule.id) ? rule.id : []));
    assert.deepEqual(found(), ['workdir-relative']);
    workspace.open(`${folder}/.hadolint.yaml`, 'ignored: [DL4000]\n', undefined);
    workspace.change(`${folder}/.hadolint.yaml`, 'ignored: [DL4000, DL3000]\n');
    assert.deepEqual(found(), []);
    workspace.close(`${folder}/.hadolint.yaml`);
    assert.deepEqual(found(), ['workdir-relative']);
  });

  for (const text of [
    '',
    '- DL3000\n',
    'ignored: DL3000\n',
    'ignored: [1, {a: b}, latest]\noverride: [x]\ntrustedRegistries: {}\nlabel-schema: []\n',
    '\t: [',
  ]) {
    it(`may be of no use: ${JSON.stringify(text)}`, () => assert.deepEqual(readHadolintSettings('.hadolint.yaml', text), {}));
  }
});
