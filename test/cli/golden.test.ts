import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { read, root } from '../repository';
import { makeFolder, POD, seaworthy } from './command-line';

// What the command line prints about one small project, to the letter. `UPDATE=1 node test/run.mjs cli/golden` writes what
// it prints now; read the difference before you keep it.

const folder = makeFolder({
  'k8s/pod.yaml': POD.replace('image:', 'imagge: a\n      image:'),
  'k8s/service.yaml':
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector:\n    app: web\n  ports:\n    - port: 80\n---\n# 第二个文档\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: "tab\tand 中文"\n',
  Dockerfile: 'FROM alpine:3.20 as build\nCMD ["/bin/sh"]\n',
});

const RULES = ['--only', 'probe-port-unknown,field-unknown,as-casing,object-name-invalid'];

const GOLDEN: Readonly<Record<string, readonly string[]>> = {
  'check.txt': ['check', ...RULES],
  'check.zh-cn.txt': ['check', '--lang', 'zh-cn', ...RULES],
  'check.json': ['check', '--format', 'json', ...RULES],
  'check.sarif': ['check', '--format', 'sarif', ...RULES],
  'check.xml': ['check', '--format', 'junit', ...RULES],
  'check.github.txt': ['check', '--format', 'github', ...RULES],
  'fix.patch': ['check', '--fix-dry-run', '--only', 'as-casing'],
  'graph.mmd': ['graph'],
  'graph.json': ['graph', '--format', 'json'],
};

describe('the command line prints', { concurrency: 3 }, () => {
  for (const [name, words] of Object.entries(GOLDEN)) {
    it(`${name}: seaworthy ${words.join(' ')}`, async () => {
      const { output, errors } = await seaworthy(words, { folder });
      assert.equal(errors, '');
      const file = join('test/cli/golden', name);
      if (process.env.UPDATE) {
        mkdirSync(dirname(join(root, file)), { recursive: true });
        writeFileSync(join(root, file), output);
      }
      assert.ok(existsSync(join(root, file)), `${file} is missing; UPDATE=1 writes it`);
      assert.equal(output, read(file));
    });
  }

  it('colours only where it may', async () => {
    const plain = await seaworthy(['check', ...RULES], { folder, environment: { FORCE_COLOR: '1', NO_COLOR: '1' } });
    assert.equal(plain.output, read('test/cli/golden/check.txt'));
    const coloured = await seaworthy(['check', ...RULES], { folder, environment: { FORCE_COLOR: '1' } });
    assert.equal(coloured.output.replaceAll(/\p{Cc}\[\d+m/gu, ''), plain.output);
    assert.notEqual(coloured.output, plain.output);
  });
});
