// `npm run test:neovim`: the server in another editor. Passed over with a word where Neovim is not there.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const version = /NVIM (v[\d.]+)/.exec(spawnSync('nvim', ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[1];

if (version === undefined) {
  console.log('test:neovim: skipped, there is no nvim here. On Debian: apt-get install -y --no-install-recommends neovim');
} else {
  await import('../../server/bundle.mjs');
  const scratch = mkdtempSync(join(tmpdir(), 'seaworthy-neovim-'));
  cpSync(join(root, 'test/editor/workspace'), scratch, { recursive: true });
  const { status, stdout, stderr } = spawnSync('nvim', ['--headless', '--clean', '-c', `luafile ${join(root, 'test/editor/neovim.lua')}`], {
    cwd: scratch,
    encoding: 'utf8',
    timeout: 60_000,
    env: {
      ...process.env,
      XDG_STATE_HOME: join(scratch, '.state'),
      SEAWORTHY_SERVER: [process.execPath, join(root, 'server/bin/seaworthy.js'), 'lsp', '--stdio'].join('\n'),
      SEAWORTHY_FILE: join(scratch, 'shop/deploy/web.yaml'),
      SEAWORTHY_RULE: 'probe-port-unknown',
    },
  });
  rmSync(scratch, { recursive: true, force: true });
  process.stdout.write(stdout);
  if (status !== 0) process.stderr.write(stderr);
  console.log(`test:neovim: ${status === 0 ? 'passed' : 'FAILED'} in Neovim ${version}`);
  process.exitCode = status === 0 ? 0 : 1;
}
