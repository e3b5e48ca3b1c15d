import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { apply, closeAll, findings, pause, placeOf, show, until, untilFound, untilGone, untilOffered, uriOf } from './editor';

const POD = JSON.stringify(
  { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'web', image: 'a:1', ports: [{ containerPort: '8080' }] }] } },
  undefined,
  2,
);
const MADE = ['shop [1]/web.json', 'shop [1]/page.json', 'shop [1]/package.json', 'shop [1]/later.json', 'shop [1]/typed.json'];

afterEach(async () => {
  await closeAll();
  for (const path of MADE) await vscode.workspace.fs.delete(uriOf(path)).then(undefined, () => undefined);
});

async function make(path: string, text: string): Promise<vscode.TextEditor> {
  await vscode.workspace.fs.writeFile(uriOf(path), new TextEncoder().encode(text));
  return show(path);
}

async function names(command: string, { uri }: vscode.TextDocument, ...more: unknown[]): Promise<number> {
  return ((await vscode.commands.executeCommand<unknown[] | undefined>(command, uri, ...more)) ?? []).length;
}

async function type(word: string): Promise<void> {
  for (const letter of word) await vscode.commands.executeCommand('type', { text: letter });
}

/** Takes what is suggested, until the text holds what comes of it. */
async function accept({ getText }: vscode.TextDocument, wanted: string): Promise<void> {
  await until(wanted, async () => {
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    await pause(1000);
    await vscode.commands.executeCommand('acceptSelectedSuggestion');
    await pause(300);
    return getText().includes(wanted);
  });
}

describe('JSON', () => {
  it('is checked and mended where it is a manifest, whatever its path', async () => {
    const { document } = await make('shop [1]/web.json', POD);
    const found = await untilFound(document.uri, 'value-type-wrong');
    assert.equal(document.getText(found.range), '"8080"');
    const action = await until('the fix', async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, found.range);
      return actions.find(({ title }) => title.startsWith('Write the number'));
    });
    await apply(action);
    await untilGone(document.uri, 'value-type-wrong');
    assert.equal(JSON.parse(document.getText()).spec.containers[0].ports[0].containerPort, 8080);
    const { exports } = await until('Seaworthy', () => vscode.extensions.getExtension('seaworthy.seaworthy'));
    assert.equal((await exports.statusOf(document)).summary, 'Kubernetes object');
  });

  it('is completed, key by key', async () => {
    const editor = await make('shop [1]/typed.json', POD.replace('"containers": [', '""\n    "containers": ['));
    const { document } = editor;
    const at = placeOf(document, '"|"\n    "containers"');
    await untilOffered(document, at, 'restartPolicy');
    editor.selection = new vscode.Selection(at, at);
    await type('restartPol');
    await accept(document, '"restartPolicy": "",');
    await type('Nev');
    await accept(document, '"restartPolicy": "Never",');
    assert.equal(JSON.parse(document.getText()).spec.restartPolicy, 'Never');
  });

  it('is nothing to us where it is none', async () => {
    for (const [path, text] of [
      ['shop [1]/page.json', '{ "kind": "page", "spec": { "containers": [] } }'],
      ['shop [1]/package.json', POD],
    ] as const) {
      const { document } = await make(path, text);
      // A manifest that is opened later is checked, so this one would have been by then.
      const web = await make('shop [1]/web.json', POD);
      await untilFound(web.document.uri, 'value-type-wrong');
      assert.deepEqual(findings(document.uri), []);
      assert.equal(await names('vscode.executeCodeLensProvider', document), 0);
      assert.equal(await names('vscode.prepareCallHierarchy', document, document.positionAt(document.getText().indexOf('Pod') + 1)), 0);
    }
  });

  it('is checked from when it becomes a manifest', async () => {
    const editor = await make('shop [1]/later.json', '{}');
    await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, 0, 2), POD));
    await untilFound(editor.document.uri, 'value-type-wrong');
  });

  it('is read anew by a server that starts anew', async () => {
    const { document } = await make('shop [1]/web.json', POD);
    await untilFound(document.uri, 'value-type-wrong');
    await vscode.commands.executeCommand('seaworthy.restart');
    await untilFound(document.uri, 'value-type-wrong');
    assert.equal(findings(document.uri, 'value-type-wrong').length, 1);
  });
});
