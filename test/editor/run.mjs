// Runs the suite inside a real VS Code: `floor` (the oldest that we support) in a browser, with --newest the newest as
// well, with --desktop the desktop VS Code that @vscode/test-electron downloads. --grep=WORDS picks tests by their names.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { prepareEditor } from './set-up.mjs';
import { findBrowser, startBrowser } from './web-editor.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));
const suite = join(root, 'out/editor/suite');
process.chdir(root);

const isDesktop = process.argv.includes('--desktop');
if (!isDesktop && findBrowser() === undefined) await startBrowser();
await import('../../server/bundle.mjs');
await buildSuite();

const grep = process.argv.find((word) => word.startsWith('--grep='))?.slice('--grep='.length) ?? '';
const runs = isDesktop ? ['desktop'] : process.argv.includes('--newest') ? ['floor', 'newest'] : ['floor'];
for (const name of runs) if (!(await runIn(name))) process.exitCode = 1;

async function buildSuite() {
  rmSync(join(root, 'out/editor'), { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: readdirSync(join(here, 'suite')).map((file) => join(here, 'suite', file)),
    outdir: suite,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'external',
    external: ['vscode'],
    outExtension: { '.js': '.cjs' },
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

async function runIn(name) {
  const version = name === 'desktop' ? 'desktop VS Code' : `VS Code ${prepareEditor(name).version}`;
  const shots = join(root, 'out/editor', name);
  mkdirSync(shots, { recursive: true });
  // A copy, since tests write; a fresh folder for the user's data, since VS Code restores what was open and unsaved.
  const scratch = mkdtempSync(join(tmpdir(), 'seaworthy-suite-'));
  const workspace = join(scratch, 'workspace');
  cpSync(join(here, 'workspace'), workspace, { recursive: true });
  const started = Date.now();
  let passed = true;
  try {
    await runTests({
      ...(name === 'desktop' ? {} : { vscodeExecutablePath: join(here, 'launcher.mjs') }),
      extensionDevelopmentPath: root,
      extensionTestsPath: join(suite, 'index.cjs'),
      launchArgs: [workspace, `--user-data-dir=${join(scratch, 'data')}`],
      extensionTestsEnv: { SEAWORTHY_EDITOR: name, SEAWORTHY_GREP: grep, SEAWORTHY_SHOTS: name === 'desktop' ? '' : shots },
    });
  } catch (error) {
    passed = false;
    console.error(error instanceof Error ? error.message : error);
  }
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  console.log(
    `test:editor: ${passed ? 'passed' : 'FAILED'} in ${version}, ${Math.round((Date.now() - started) / 1000)} s${name === 'desktop' ? '' : `; pictures in ${shots}`}`,
  );
  return passed;
}
