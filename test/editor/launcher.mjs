#!/usr/bin/env node
// Looks like the executable of VS Code to @vscode/test-electron, and runs the VS Code of `set-up.mjs` in a browser:
// takes the same options, and ends with the result of the tests. SEAWORTHY_EDITOR says which editor, SEAWORTHY_SHOTS
// where pictures go.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { format } from 'node:util';
import { prepareEditor } from './set-up.mjs';
import { choose, pageOf, remote, startBrowser, startEditor, webview, writeUserSettings } from './web-editor.mjs';

const PATIENCE = 10 * 60 * 1000;

/** What the workbench says in every browser that is not connected to the world. */
const NOISE =
  /^(?:Resolv|Creating a socket|\[reconnection|Updating additional|Ignoring fetching|\[AgentHost|\[AccountPolicy|\[Service Worker|Timed out waiting for auth|\[DefaultAccount|\[chat-stt|Creation of workbench|Unable to retrieve document|CodeExpectedError|ChatSessionStore|Overwriting grammar|Started local extension host)/;

const { options, target } = readArguments(process.argv.slice(2));
const scratch = mkdtempSync(join(tmpdir(), 'seaworthy-editor-'));
const dataFolder = options['user-data-dir'] ?? join(scratch, 'data');
const extensionsFolder = join(scratch, 'extensions');
writeUserSettings(dataFolder);
writeNeighbour();

let editor;
let browser;
let isEnding = false;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(130));

try {
  await end(await run());
} catch (error) {
  console.error(error);
  await end(1);
}

async function run() {
  const started = await startBrowser();
  browser = started.browser;
  const { page } = started;
  // The workbench heeds `extensionTestsPath` only with the driver of its own smoke tests.
  editor = await startEditor(prepareEditor(process.env.SEAWORTHY_EDITOR ?? 'floor'), { scratch, dataFolder, extensionsFolder }, '--enable-smoke-test-driver');
  const { address } = editor;
  const ended = new Promise((settle) => {
    page.on('crash', () => settle(4));
    page.exposeFunction('codeAutomationExit', settle);
  });
  await page.exposeFunction('codeAutomationLog', (type, words) => hear(page, type, format(...words)));
  const payload = [
    ['enableProposedApi', ''],
    ['extensionDevelopmentPath', remote(address, resolve(options.extensionDevelopmentPath))],
    ['extensionTestsPath', remote(address, resolve(options.extensionTestsPath))],
  ];
  await page.goto(pageOf(address, resolve(target), payload));
  const timedOut = new Promise((settle) => setTimeout(settle, PATIENCE, 124).unref());
  const code = await Promise.race([ended, timedOut]);
  if (code === 124) console.error(`The tests did not end within ${PATIENCE / 60000} minutes.`);
  await takePicture(page, code === 0 ? 'end' : 'failed');
  return code;
}

/** The console of the extension host. A test asks for a picture, or for keys to be pressed, by a line of its own. */
async function hear(page, type, text) {
  const [, name, shown] = /^picture: ([\w-]+)(?: of (.+))?$/.exec(text) ?? [];
  if (name !== undefined) return takePicture(page, name, shown);
  const words = /^choose by keyboard: (.+)$/.exec(text)?.[1];
  if (words !== undefined) return chooseAll(page, words.split(', '));
  if (!process.env.SEAWORTHY_VERBOSE && NOISE.test(text)) return;
  if (type === 'error') console.error(text);
  else console.log(text);
}

/** Takes one row after another, each from a list of its own. */
async function chooseAll(page, words) {
  try {
    for (const word of words) {
      await choose(page, word, word);
      await page.waitForTimeout(1000);
    }
  } catch (error) {
    console.error(error);
  }
}

/** `shown` is what a webview must show by then; without it there is no picture. */
async function takePicture(page, name, shown) {
  const isThere =
    shown === undefined ||
    (await webview(page)
      .locator(shown)
      .first()
      .waitFor({ timeout: 25_000 })
      .then(
        () => true,
        (error) => console.error(error),
      ));
  if (isThere && process.env.SEAWORTHY_SHOTS) await page.screenshot({ path: join(process.env.SEAWORTHY_SHOTS, `${name}.png`) }).catch(() => undefined);
}

async function end(code) {
  if (isEnding) return;
  isEnding = true;
  await browser?.close().catch(() => undefined);
  await editor?.stop();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  process.exit(code);
}

/** Stands for the extension that reports what is wrong with YAML, so that ours leaves that to it. */
function writeNeighbour() {
  const folder = join(extensionsFolder, 'redhat.vscode-yaml-1.0.0');
  mkdirSync(folder, { recursive: true });
  const manifest = { publisher: 'redhat', name: 'vscode-yaml', version: '1.0.0', engines: { vscode: '*' } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
}

function readArguments(words) {
  const options = {};
  let target;
  for (const word of words) {
    const [, name, value] = /^--([\w-]+)(?:=(.*))?$/.exec(word) ?? [];
    if (name === undefined) target = word;
    else options[name] = value;
  }
  return { options, target };
}
