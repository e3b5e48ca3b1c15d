import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** How long something may take to come about, in milliseconds. */
const PATIENCE = 30_000;

/** Asks again and again until the answer is one; an editor does everything a little later. */
export async function until<T>(what: string, ask: () => T | Promise<T>): Promise<NonNullable<T>> {
  let last: unknown;
  for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(100)) {
    try {
      last = await ask();
      if (last) return last as NonNullable<T>;
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`${what} did not come about; last was ${last instanceof Error ? last.stack : JSON.stringify(last)}`);
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export function uriOf(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

export async function show(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uriOf(path)), { preview: false });
}

/** What Seaworthy says of a document; `rule` narrows it. */
export function findings(uri: vscode.Uri, rule?: string): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((one) => one.source === 'seaworthy' && (rule === undefined || ruleOf(one) === rule));
}

export function ruleOf({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : String(code);
}

export function untilFound(uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> {
  return until(`${rule} in ${uri.path}`, () => findings(uri, rule)[0]);
}

export async function untilGone(uri: vscode.Uri, rule: string): Promise<void> {
  await until(`the end of ${rule} in ${uri.path}`, () => findings(uri, rule).length === 0);
}

/** The actions at a finding, once they are offered. */
export function actionsAt(uri: vscode.Uri, { range }: vscode.Diagnostic, kind?: vscode.CodeActionKind): Promise<vscode.CodeAction[]> {
  return until('actions', async () => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range, kind?.value);
    return actions.some(({ title }) => title.includes('Seaworthy') || title.includes('Ignore') || title.includes('忽略')) ? actions : undefined;
  });
}

export async function apply(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action?.edit, 'there is no such action');
  assert.ok(await vscode.workspace.applyEdit(action.edit), `"${action.title}" was not applied`);
}

/** Takes every change of ours back and closes everything; VS Code may be writing its own settings. */
export async function closeAll(): Promise<void> {
  const isOurs = ({ uri }: vscode.TextDocument) => uri.scheme === 'untitled' || vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  for (const document of vscode.workspace.textDocuments.filter((one) => one.isDirty && isOurs(one))) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Writes a setting of the workspace. */
export async function set(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(`seaworthy.${name}`, value, vscode.ConfigurationTarget.Workspace);
}

/** Has a picture taken of the workbench, where that is possible, once a webview of ours shows what is `shown`; `launcher.mjs` listens. */
export async function picture(name: string, shown?: string): Promise<void> {
  const folder = process.env.SEAWORTHY_SHOTS;
  if (!folder) return;
  await pause(400);
  console.log(shown === undefined ? `picture: ${name}` : `picture: ${name} of ${shown}`);
  await until(`the picture ${name}`, () => existsSync(join(folder, `${name}.png`)));
}

/** True where keys can be pressed: in a browser. */
export function hasKeyboard(): boolean {
  return Boolean(process.env.SEAWORTHY_SHOTS);
}

/** Types a word into each of the lists that a command shows one after the other, and takes the row that it finds. */
export async function chooseByKeyboard(command: string, ...words: readonly string[]): Promise<void> {
  const done = vscode.commands.executeCommand(command);
  console.log(`choose by keyboard: ${words.join(', ')}`);
  await done;
}

/** The place of some words, with the cursor at `|` in them. */
export function placeOf(document: vscode.TextDocument, marked: string): vscode.Position {
  const offset = document.getText().indexOf(marked.replace('|', ''));
  assert.ok(offset >= 0, `the document does not hold ${marked}`);
  return document.positionAt(offset + marked.indexOf('|'));
}

/** What is shown at a place, once it holds something. */
export function untilHover(document: vscode.TextDocument, at: vscode.Position, wanted: RegExp): Promise<string> {
  return until(`a hover with ${wanted}`, async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
    const said = hovers.flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value))).join('\n');
    return wanted.test(said) ? said : undefined;
  });
}

/** What is offered at a place by one name, once it is. */
export function untilOffered(document: vscode.TextDocument, at: vscode.Position, wanted: string): Promise<vscode.CompletionItem> {
  return until(`the offer ${wanted}`, async () => {
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, at);
    return items.find((item) => labelOf(item) === wanted);
  });
}

export function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === 'string' ? label : label.label;
}

/** Runs a command and takes what it offers first, until it is done. */
export async function choose(command: string, ...given: unknown[]): Promise<void> {
  let isDone = false;
  const done = vscode.commands.executeCommand(command, ...given).then(() => {
    isDone = true;
  });
  await until('the end of the choice', async () => {
    await pause(500);
    if (!isDone) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    return isDone;
  });
  await done;
}
