import { deepEqual, equal, ok } from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';

const compiled = resolve('server/bin/compiled.js');

/** Runs a bundle as a start of the command line does: what it prints, and whether V8 took what was compiled beside it. */
function start(bundle: string): { readonly printed: string; readonly took: boolean } {
  const script = `const { cachedDataRejected } = require(${JSON.stringify(compiled)}).runBundle(${JSON.stringify(bundle)});
    process.stderr.write(cachedDataRejected === false ? 'taken' : 'compiled');`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  return { printed: stdout, took: stderr.startsWith('taken') };
}

function withBundle(body: (bundle: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-compiled-'));
  const bundle = join(folder, 'bundle.js');
  try {
    writeFileSync(bundle, "const word = () => require('node:path').basename(__filename); process.stdout.write(word() + (process.argv[2] ?? ''));");
    body(bundle);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('what the build keeps compiled', () => {
  it('is made by a run of the bundle, and taken by the next one', () => {
    withBundle((bundle) => {
      deepEqual(start(bundle), { printed: 'bundle.js', took: false });
      equal(execFileSync(process.execPath, [compiled, bundle, '!'], { encoding: 'utf8' }), 'bundle.js!');
      deepEqual(start(bundle), { printed: 'bundle.js', took: true });
    });
  });

  it('is left where V8 cannot use it', () => {
    withBundle((bundle) => {
      for (const content of ['', 'not compiled code', readFileSync(process.execPath).subarray(0, 1000)]) {
        writeFileSync(`${bundle}.compiled`, content);
        deepEqual(start(bundle), { printed: 'bundle.js', took: false });
      }
    });
  });

  it('is refused for a bundle of another length', () => {
    withBundle((bundle) => {
      execFileSync(process.execPath, [compiled, bundle]);
      writeFileSync(bundle, `${readFileSync(bundle, 'utf8')}process.stdout.write('2');`);
      deepEqual(start(bundle), { printed: 'bundle.js2', took: false });
    });
  });

  it('lies beside the command line that was built', () => {
    withBundle((bundle) => {
      for (const suffix of ['', '.compiled']) copyFileSync(resolve(`dist/cli.js${suffix}`), `${bundle}${suffix}`);
      ok(start(bundle).took, 'the build kept nothing that this Node takes');
    });
  });
});
