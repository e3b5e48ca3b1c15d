import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { load } from '../../server/src/workspace/load';

const root = mkdtempSync(join(tmpdir(), 'seaworthy-discover-'));
after(() => rmSync(root, { recursive: true }));

function write(path: string, text = ''): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

async function hasFile(paths: readonly string[], file: string): Promise<boolean | undefined> {
  const { analysis } = await load({ paths, workingFolder: root, configuration: undefined, overrides: {}, standIn: undefined });
  return analysis.project.hasFile(join(root, file));
}

describe('whether a file exists', () => {
  write('.gitignore', 'secret.yaml\nbuild/\n');
  write('.seaworthy.yaml', 'ignore: [generated]\n');
  write('app/deployment.yaml', 'kind: Deployment\n');
  write('generated/one.yaml', 'kind: Pod\n');
  write('node_modules/package/index.yaml');
  symlinkSync(join(root, 'app'), join(root, 'link'));

  const answers: readonly [string, boolean | undefined][] = [
    ['app/deployment.yaml', true],
    ['app/service.yaml', false],
    ['elsewhere/service.yaml', false],
    // An ignore file hides it, or would.
    ['app/secret.yaml', undefined],
    ['build/a.yaml', undefined],
    ['generated/one.yaml', undefined],
    ['link/service.yaml', undefined],
    ['node_modules/package/values.yaml', undefined],
    ['../outside.yaml', undefined],
    ['app/notes.txt', undefined],
  ];
  for (const [file, answer] of answers) it(`${file}: ${answer}`, async () => assert.equal(await hasFile(['.'], file), answer));

  it('looks at the whole project where single files are checked', async () => {
    assert.equal(await hasFile(['app/deployment.yaml'], 'app/service.yaml'), false);
    rmSync(join(root, '.seaworthy.yaml'));
    assert.equal(await hasFile(['app/deployment.yaml'], 'app/service.yaml'), undefined);
  });
});
