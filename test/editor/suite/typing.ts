import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, findings, labelOf, pause, picture, placeOf, show, until, untilFound, untilHover, untilOffered } from './editor';

const BLANK = 'shop/deploy/blank.yaml';

afterEach(closeAll);

/** Puts the cursor behind a text. */
function goBehind(editor: vscode.TextEditor, text: string): vscode.Position {
  const at = editor.document.positionAt(editor.document.getText().indexOf(text) + text.length);
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(editor.selection);
  return at;
}

async function complete(editor: vscode.TextEditor, at: vscode.Position): Promise<vscode.CompletionItem[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', editor.document.uri, at);
  return items;
}

describe('completion', () => {
  it('offers what is legal in a container and not there, with its port', async () => {
    const editor = await show(BLANK);
    const at = goBehind(editor, 'containerPort: 3000\n      ');
    const items = await until('our snippets', async () => {
      const all = await complete(editor, at);
      return all.some((item) => labelOf(item) === 'readinessProbe' && item.sortText?.startsWith('y')) ? all : undefined;
    });
    const ours = items.filter(({ sortText }) => sortText?.startsWith('y'));
    const http = ours.find((item) => labelOf(item) === 'readinessProbe');
    assert.match(http?.insertText instanceof vscode.SnippetString ? http.insertText.value : '', /port: \$\{2:web\}/);
    assert.ok(ours.some((item) => labelOf(item) === 'securityContext'));
  });

  it('writes the snippet with the indentation of its place', async () => {
    const editor = await show(BLANK);
    goBehind(editor, 'containerPort: 3000\n      ');
    await until('our snippets', async () => (await complete(editor, editor.selection.active)).some(({ sortText }) => sortText?.startsWith('y')));
    for (const letter of 'readin') await vscode.commands.executeCommand('type', { text: letter });
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    await pause(1000);
    await picture('completion');
    await until('the probe', async () => {
      // The first is the field alone.
      await vscode.commands.executeCommand('selectNextSuggestion');
      await vscode.commands.executeCommand('acceptSelectedSuggestion');
      await pause(300);
      return editor.document.getText().includes('httpGet');
    });
    assert.match(editor.document.getText(), /\n {6}readinessProbe:\n {8}httpGet:\n {10}path: \/readyz\n {10}port: web\n {8}periodSeconds: 5\n/);
    await pause(1000);
    assert.deepEqual(
      findings(editor.document.uri).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error),
      [],
    );
  });

  it('does not come by itself with every blank', async () => {
    const editor = await show(BLANK);
    const at = goBehind(editor, 'containerPort: 3000\n      ');
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', editor.document.uri, at, ' ');
    assert.deepEqual(
      items.filter(({ sortText }) => sortText?.startsWith('y')),
      [],
    );
  });

  it('offers a whole image in an empty Dockerfile', async () => {
    const editor = await show('empty.Dockerfile');
    const items = await until('our snippets', async () => {
      const all = await complete(editor, new vscode.Position(0, 0));
      const ours = all.filter(({ sortText }) => sortText?.startsWith('y'));
      return ours.length > 0 ? ours : undefined;
    });
    assert.deepEqual(items.map(labelOf), ['FROM', 'FROM']);
  });
});

describe('fields', () => {
  it('are offered with what they are, and written with what their value needs', async () => {
    const editor = await show(BLANK);
    const { document } = editor;
    await editor.edit((edit) => edit.insert(placeOf(document, 'spec:\n|'), '  hostU\n'));
    const at = placeOf(document, 'hostU|');
    editor.selection = new vscode.Selection(at, at);
    const item = await untilOffered(document, at, 'hostUsers');
    assert.match(item.detail ?? '', /boolean/i);
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    await pause(800);
    await picture('fields');
    await until('the field', async () => {
      await vscode.commands.executeCommand('acceptSelectedSuggestion');
      await pause(200);
      return document.getText().includes('hostUsers');
    });
    assert.match(document.getText(), /\nspec:\n {2}hostUsers: \n {2}containers:\n/);
    // The value is offered in turn.
    await untilOffered(document, placeOf(document, 'hostUsers: |'), 'false');
  });

  it('offer the values that they take', async () => {
    const editor = await show(BLANK);
    const { document } = editor;
    await editor.edit((edit) => edit.insert(placeOf(document, 'spec:\n|'), '  restartPolicy: \n'));
    await untilOffered(document, placeOf(document, 'restartPolicy: |'), 'OnFailure');
  });

  it('are explained where they stand', async () => {
    const { document } = await show(BLANK);
    const said = await untilHover(document, placeOf(document, 'contain|ers:'), /`spec\.containers`/);
    assert.match(said, /List of containers belonging to the pod/i);
    assert.match(said, /\[API reference\]\(https:/);
  });
});

describe('snippets', () => {
  it('insert a probe by their name', async () => {
    const editor = await show(BLANK);
    goBehind(editor, 'containerPort: 3000\n      ');
    await vscode.commands.executeCommand('editor.action.insertSnippet', { langId: 'yaml', name: 'Liveness probe: TCP' });
    await until('the probe', () => /\n {6}livenessProbe:\n {8}tcpSocket:\n {10}port: 8080\n/.test(editor.document.getText()));
  });

  it('insert a Dockerfile that is clean', async () => {
    const editor = await show('empty.Dockerfile');
    await vscode.commands.executeCommand('editor.action.insertSnippet', { langId: 'dockerfile', name: 'Image of a Go service' });
    await until('the Dockerfile', () => /^FROM golang:/.test(editor.document.getText()));
    await pause(1500);
    assert.deepEqual(
      findings(editor.document.uri).filter(({ severity }) => severity < vscode.DiagnosticSeverity.Information),
      [],
    );
  });

  it('are found by their prefix', async () => {
    const editor = await show('notes.yaml');
    const items = await until('the snippets', async () => {
      const all = await complete(editor, new vscode.Position(3, 0));
      return all.some((item) => labelOf(item) === 'k8s-liveness-http') ? all : undefined;
    });
    for (const prefix of ['k8s-readiness-grpc', 'k8s-resources', 'k8s-go-env', 'k8s-security-context']) {
      assert.ok(
        items.some((item) => labelOf(item) === prefix),
        `${prefix} is missing`,
      );
    }
  });
});

describe('typing in broken text', () => {
  it('keeps findings that do not depend on it', async () => {
    const editor = await show('shop/deploy/web.yaml');
    await untilFound(editor.document.uri, 'probe-port-unknown');
    const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
    await editor.edit((edit) => edit.insert(end, '---\napiVersion: v1\nkind: "'));
    await pause(1500);
    await untilFound(editor.document.uri, 'probe-port-unknown');
  });
});
