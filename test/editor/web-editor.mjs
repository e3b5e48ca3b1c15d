// VS Code as a server, and a browser that shows it.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/** Quiet settings: no welcome, no assistants, nothing saved by itself, nothing fetched. */
export const QUIET = {
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'files.hotExit': 'off',
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

/** Writes a user's settings where there are none yet. */
export function writeUserSettings(dataFolder, settings = QUIET) {
  const file = join(dataFolder, 'User/settings.json');
  if (existsSync(file)) return;
  mkdirSync(join(dataFolder, 'User'), { recursive: true });
  writeFileSync(file, `${JSON.stringify(settings, undefined, 2)}\n`);
}

/**
 * Starts an editor's server on a free port; resolves with its address when it listens. `words` are further options.
 * The server ends with `stop()`.
 */
export async function startEditor({ node, main }, { scratch, dataFolder, extensionsFolder, port = 0 }, ...words) {
  const options = ['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms', '--telemetry-level', 'off'];
  const folders = ['--server-data-dir', join(scratch, 'server'), '--user-data-dir', dataFolder, '--extensions-dir', extensionsFolder];
  const child = spawn(node, [main, ...options, ...folders, '--disable-workspace-trust', ...words], {
    env: { ...process.env, EXTENSIONS_GALLERY: '{}', XDG_RUNTIME_DIR: scratch },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const address = await new Promise((resolve, reject) => {
    const listen = (data) => {
      said += data;
      if (process.env.SEAWORTHY_VERBOSE) process.stderr.write(data);
      const bound = /Server bound to (127\.0\.0\.1:\d+)/.exec(said)?.[1];
      if (bound !== undefined && said.includes('Extension host agent listening')) resolve(`http://${bound}`);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`VS Code ended with ${code} before it listened:\n${said}`)));
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 2000);
    await ended;
    clearTimeout(timer);
  };
  return { address, stop };
}

/** The address that opens a folder, with a list of `[key, value]` for the workbench. */
export function pageOf(address, folder, payload) {
  const query = new URLSearchParams({ folder, payload: JSON.stringify([['skipWelcome', 'true'], ['skipReleaseNotes', 'true'], ...payload]) });
  return `${address}/?${query}`;
}

/** A path as the workbench names it. The authority must be that of the page, or documents are no files. */
export function remote(address, path) {
  return `vscode-remote://${new URL(address).host}${encodeURI(path)}`;
}

/** A browser without a window; says how to get one where there is none. */
export async function startBrowser() {
  const executablePath = findBrowser();
  if (executablePath === undefined) {
    console.error('No browser was found to show VS Code in. On Debian: apt-get install -y --no-install-recommends chromium');
    console.error('Any Chromium or Chrome will do: give its path in CHROMIUM=/path/to/chromium');
    process.exit(1);
  }
  const quiet = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  const browser = await chromium.launch({ executablePath, headless: true, args: quiet });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  return { browser, page: await context.newPage() };
}

/** Types into the quick pick that is open, letter by letter, and takes the row that is then there. */
export async function choose(page, typed, row) {
  const input = page.locator('.quick-input-widget input[type="text"]');
  await input.waitFor({ timeout: 30_000 });
  await input.pressSequentially(typed);
  // The list shows the row before the filter is through; what Enter takes is the one with the focus.
  await page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: row }).first().waitFor({ timeout: 30_000 });
  await page.waitForTimeout(300);
  await input.press('Enter');
}

/** What a webview of ours shows. */
export function webview(page) {
  return page.frameLocator('iframe.webview.ready[src*="extensionId=seaworthy"]').frameLocator('iframe');
}

export function findBrowser() {
  const asked = process.env.CHROMIUM;
  const candidates =
    asked !== undefined ? [asked] : ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map((name) => join('/usr/bin', name));
  return candidates.find((path) => existsSync(path));
}
