// `npm run demo`: a real VS Code with the packaged extension, on a copy of the examples, in your browser. With --check
// nobody needs to look: a browser without a window opens it, and the run fails where nothing is underlined.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareEditor } from './set-up.mjs';
import { choose, pageOf, QUIET, remote, startBrowser, startEditor, webview, writeUserSettings } from './web-editor.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const isCheck = process.argv.includes('--check');
const pictures = join(root, 'out/editor/demo');

const editor = prepareEditor(process.argv.includes('--newest') ? 'newest' : 'floor');
const scratch = mkdtempSync(join(tmpdir(), 'seaworthy-demo-'));
const [dataFolder, extensionsFolder, examples] = ['data', 'extensions', 'examples'].map((name) => join(scratch, name));
cpSync(join(root, 'examples'), examples, { recursive: true });
writeUserSettings(dataFolder, { ...QUIET, 'problems.defaultViewMode': 'tree' });
install();
const { address, stop } = await startEditor(editor, { scratch, dataFolder, extensionsFolder, port: isCheck ? 0 : 8139 });
const shown = fileToShow(join(examples, 'broken'));
const url = pageOf(address, examples, shown === undefined ? [] : [['openFile', remote(address, shown)]]);

if (isCheck) {
  const passed = await check();
  await end();
  process.exitCode = passed ? 0 : 1;
} else {
  console.log(`VS Code ${editor.version} with Seaworthy, on a copy of the examples:\n\n  ${url}\n\nOpen this address in a browser; end with Ctrl+C.`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end().then(() => process.exit(0)));
}

/** Packages the extension and installs it as a user would. */
function install() {
  const file = join(scratch, 'seaworthy.vsix');
  execFileSync(process.execPath, [join(root, 'server/package.mjs'), file], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  mkdirSync(extensionsFolder);
  const folders = ['--extensions-dir', extensionsFolder, '--user-data-dir', dataFolder, '--server-data-dir', join(scratch, 'server')];
  const said = execFileSync(editor.node, [editor.main, '--install-extension', file, ...folders, '--accept-server-license-terms'], {
    encoding: 'utf8',
    env: { ...process.env, EXTENSIONS_GALLERY: '{}', XDG_RUNTIME_DIR: scratch },
  });
  if (!said.includes('successfully installed')) throw new Error(`The extension was not installed:\n${said}`);
}

function fileToShow(folder) {
  const manifest = readdirSync(folder, { recursive: true })
    .map(String)
    .sort()
    .find((file) => /deployment\.ya?ml$/.test(file));
  return manifest && join(folder, manifest);
}

async function check() {
  mkdirSync(pictures, { recursive: true });
  const { browser, page } = await startBrowser();
  const picture = (name) => page.screenshot({ path: join(pictures, `${name}.png`) });
  try {
    await page.goto(url);
    await page.waitForSelector('.monaco-editor .view-line', { timeout: 60_000 });
    await page.waitForSelector('.squiggly-error', { timeout: 60_000 });
    await page.keyboard.press('Control+Shift+M');
    await page.waitForSelector('.markers-panel .monaco-list-row', { timeout: 30_000 });
    await picture('findings');
    await page.hover('.statusbar-item[id="status.languageStatus"]');
    await page.click('.statusbar-item[id="status.languageStatus"]');
    await page.waitForSelector('.hover-language-status', { timeout: 30_000 });
    await page.waitForTimeout(500);
    const status = await page.locator('.hover-language-status').allInnerTexts();
    await picture('status');
    console.log(`demo: ${await page.locator('.squiggly-error').count()} errors underlined; status: ${status.join(' | ').replaceAll(/\s+/g, ' ')}`);
    await rehearse(page, picture);
    await page.click('.statusbar-item[id="status.languageStatus"]');
    const changed = await changeVersions(page, picture);
    // The link behind a rule's id leads to its page, in the editor and without a question.
    await page.locator('.markers-panel a.monaco-link').first().click();
    await page.waitForSelector('.tab[data-resource-name$=".md"]', { timeout: 30_000 });
    await page.waitForTimeout(5000);
    await picture('page');
    await walkTheMap(page, picture);
    const passed = status.some((text) => /Kubernetes \d/.test(text)) && changed;
    console.log(
      `demo: ${passed ? 'passed' : 'FAILED: the status names no versions, or not those that were chosen'} in VS Code ${editor.version}; pictures in ${pictures}`,
    );
    return passed;
  } catch (error) {
    await picture('failed');
    console.error(error);
    console.log(`demo: FAILED in VS Code ${editor.version}; pictures in ${pictures}`);
    return false;
  } finally {
    await browser.close();
  }
}

/** Chooses other versions from the status item, as a user does, and says whether it shows them then. */
async function changeVersions(page, picture) {
  const item = '.statusbar-item[id="status.languageStatus"]';
  await page
    .locator('.hover-language-status', { hasText: /Kubernetes \d/ })
    .getByText('Choose', { exact: true })
    .click();
  for (const version of ['1.31', '1.33']) {
    await page.waitForSelector('.quick-input-widget .monaco-list-row', { timeout: 30_000 });
    if (version === '1.31') await picture('versions');
    await choose(page, version, version);
    await page.waitForTimeout(1000);
  }
  for (let tries = 0; tries < 20; tries++) {
    await page.hover('.monaco-editor .view-line');
    await page.hover(item);
    await page.click(item);
    // The pop-up comes after a moment, and a second click would close it again.
    await page.waitForTimeout(700);
    const shown = await page.locator('.hover-language-status').allInnerTexts();
    if (shown.some((text) => /Kubernetes 1\.31 – 1\.33/.test(text))) return true;
    await page.waitForTimeout(1000);
  }
  return false;
}

/** Runs a command from the palette. What is typed before the palette has the focus would be lost. */
async function run(page, title) {
  await page.keyboard.press('F1');
  await choose(page, title, title);
}

/** Rehearses the deployments. */
async function rehearse(page, picture) {
  await run(page, 'Rehearse');
  const workload = page.locator('.tree-explorer-viewlet-tree-view .monaco-list-row', { hasText: 'Deployment/notes' }).first();
  await workload.waitFor({ timeout: 60_000 });
  await workload.click();
  await page.waitForTimeout(1000);
  await picture('rehearsal');
  await page.keyboard.press('Control+Shift+M');
}

/** Opens the map and walks over it with the keyboard alone, down to the line of an object. */
async function walkTheMap(page, picture) {
  await run(page, 'Show the Map');
  const view = webview(page);
  await view.locator('#picture a[data-id]').first().waitFor({ timeout: 60_000 });
  await picture('map');
  await view.locator('#filter').focus();
  await page.keyboard.type('deployment notes');
  await page.keyboard.press('Tab');
  for (const key of ['ArrowRight', 'ArrowDown', '+', '0']) await page.keyboard.press(key);
  await picture('map-keyboard');
  const label = await view.locator('a:focus').getAttribute('aria-label');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.tab.active[data-resource-name$="deployment.yaml"]', { timeout: 30_000 });
  console.log(`demo: ${await view.locator('#picture a[data-id]').count()} objects on the map, by keyboard to ${label}`);
}

async function end() {
  await stop();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
