import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { actionsAt, apply, closeAll, findings, picture, show, until, untilFound, untilGone, uriOf } from './editor';

const WEB = 'shop/deploy/web.yaml';
const DOCKERFILE = 'shop/Dockerfile';

afterEach(closeAll);

describe('findings', () => {
  it('starts with a manifest', async () => {
    await show(WEB);
    await until('activation', () => vscode.extensions.getExtension('seaworthy.seaworthy')?.isActive);
  });

  it('underlines the wrong value of a manifest, and nothing more', async () => {
    const { document } = await show(WEB);
    const found = await untilFound(document.uri, 'probe-port-unknown');
    assert.equal(document.getText(found.range), 'htpt');
    assert.equal(found.severity, vscode.DiagnosticSeverity.Error);
    assert.match(found.message, /`web`.*`htpt`/);
    const { code } = found;
    assert.ok(typeof code === 'object' && typeof code?.target === 'object');
    assert.equal(code.target.toString(), 'seaworthy:/rules/probe-port-unknown.md');
    await picture('squiggle');
  });

  it('underlines comments that Docker takes for arguments', async () => {
    const { document } = await show(DOCKERFILE);
    const found = await untilFound(document.uri, 'trailing-comment');
    assert.match(document.getText(found.range), /^# where/);
    assert.equal(findings(document.uri, 'trailing-comment').length, 2);
  });

  it('says nothing of other YAML', async () => {
    await show(WEB);
    await untilFound(uriOf(WEB), 'probe-port-unknown');
    const { document } = await show('notes.yaml');
    await untilGone(document.uri, 'anything');
    assert.deepEqual(findings(document.uri), []);
  });

  it('checks a document that was never saved', async () => {
    const content =
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n    - name: a\n      image: a:1\n      livenessProbe:\n        tcpSocket:\n          port: nowhere\n';
    const document = await vscode.workspace.openTextDocument({ language: 'yaml', content });
    await vscode.window.showTextDocument(document);
    const found = await untilFound(document.uri, 'probe-port-unknown');
    assert.equal(document.getText(found.range), 'nowhere');
  });

  it('follows what is typed', async () => {
    const editor = await show(WEB);
    const found = await untilFound(editor.document.uri, 'probe-port-unknown');
    await editor.edit((edit) => edit.replace(found.range, 'http'));
    await untilGone(editor.document.uri, 'probe-port-unknown');
    await vscode.commands.executeCommand('undo');
    await untilFound(editor.document.uri, 'probe-port-unknown');
  });

  it('follows a file to its new name', async () => {
    const from = uriOf('shop/deploy/before.yaml');
    const to = uriOf('shop/deploy/after.yaml');
    await vscode.workspace.fs.copy(uriOf(WEB), from, { overwrite: true });
    await show('shop/deploy/before.yaml');
    await untilFound(from, 'probe-port-unknown');
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(from, to);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await show('shop/deploy/after.yaml');
    await untilFound(to, 'probe-port-unknown');
    await untilGone(from, 'probe-port-unknown');
    await closeAll();
    await vscode.workspace.fs.delete(to);
  });

  it('sees from Go source to manifest, saved or not', async () => {
    const { document } = await show(WEB);
    await untilFound(document.uri, 'probe-port-unknown');
    const source = await show('shop/main.go');
    const start = source.document.positionAt(source.document.getText().indexOf('8080'));
    await source.edit((edit) => edit.replace(new vscode.Range(start, start.translate(0, 4)), '9999'));
    await show(WEB);
    const found = await untilFound(document.uri, 'container-port-not-listened');
    assert.equal(document.getText(found.range), '8080');
    assert.match(found.relatedInformation?.[0]?.location.uri.path ?? '', /main\.go$/);
    await vscode.window.showTextDocument(source.document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await untilGone(document.uri, 'container-port-not-listened');
  });

  it('sees files that change outside', async () => {
    const { document } = await show(WEB);
    await untilFound(document.uri, 'probe-port-unknown');
    const file = uriOf('.seaworthy.yaml');
    writeFileSync(file.fsPath, 'rules:\n  probe-port-unknown: off\n');
    await untilGone(document.uri, 'probe-port-unknown');
    await vscode.workspace.fs.delete(file);
    await untilFound(document.uri, 'probe-port-unknown');
  });
});

describe('actions', () => {
  it('fix what is wrong', async () => {
    const { document } = await show(WEB);
    const found = await untilFound(document.uri, 'probe-port-unknown');
    const actions = await actionsAt(document.uri, found);
    const titles = actions.map(({ title }) => title);
    const ours = titles.filter((title) => title.includes('probe-port-unknown') || title.includes('Use port'));
    assert.deepEqual(ours, [
      'Use port `http`',
      'Ignore `probe-port-unknown` on this line',
      'Ignore `probe-port-unknown` in this file',
      'Explain `probe-port-unknown`',
    ]);
    assert.ok(actions.find(({ title }) => title === 'Use port `http`')?.isPreferred);
    await apply(actions.find(({ title }) => title === 'Use port `http`'));
    await untilGone(document.uri, 'probe-port-unknown');
    assert.match(document.getText(), /port: http\n/);
    assert.match(document.getText(), /^# The probe names/);
  });

  it('are offered at the light bulb', async () => {
    const editor = await show(WEB);
    const { range } = await untilFound(editor.document.uri, 'probe-port-unknown');
    editor.selection = new vscode.Selection(range.start, range.start);
    editor.revealRange(range);
    await actionsAt(editor.document.uri, { range } as vscode.Diagnostic);
    await vscode.commands.executeCommand('editor.action.quickFix');
    await picture('quick-fix');
    await vscode.commands.executeCommand('hideCodeActionWidget');
  });

  it('fix all of a rule, and all that is safe', async () => {
    const { document } = await show(DOCKERFILE);
    await untilFound(document.uri, 'trailing-comment');
    await until('the fixed Dockerfile', async () => {
      await vscode.commands.executeCommand('seaworthy.fixAll');
      return findings(document.uri, 'trailing-comment').length === 0;
    });
    assert.match(document.getText(), /^# where the source goes\nWORKDIR \/src$/m);
    assert.match(document.getText(), /^# the port\nEXPOSE 8080$/m);
  });

  it('write a comment that silences a rule', async () => {
    const { document } = await show(WEB);
    const found = await untilFound(document.uri, 'probe-port-unknown');
    await apply((await actionsAt(document.uri, found)).find(({ title }) => title === 'Ignore `probe-port-unknown` on this line'));
    await untilGone(document.uri, 'probe-port-unknown');
    assert.match(document.getText(), / # seaworthy-ignore probe-port-unknown\n +port: htpt\n/);
  });
});

describe('help', () => {
  it('stands in the hover of a finding', async () => {
    const editor = await show(WEB);
    const { range } = await untilFound(editor.document.uri, 'probe-port-unknown');
    const text = await until('a hover', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', editor.document.uri, range.start);
      const said = hovers.flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value))).join('\n');
      return said.includes('probe-port-unknown') ? said : undefined;
    });
    assert.match(text, /What you see/);
    editor.selection = new vscode.Selection(range.start, range.start);
    await vscode.commands.executeCommand('editor.action.showHover');
    await picture('hover');
  });

  it('opens as a page in the editor', async () => {
    await show(WEB);
    await vscode.commands.executeCommand('seaworthy.explain', 'probe-port-unknown');
    const input = await until('the page', () => {
      const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
      return tab?.input instanceof vscode.TabInputCustom ? tab.input : undefined;
    });
    assert.equal(input.uri.toString(), 'seaworthy:/rules/probe-port-unknown.md');
    const document = await vscode.workspace.openTextDocument(input.uri);
    assert.match(document.getText(), /^# probe-port-unknown[\s\S]*\n## What you see\n/);
    await picture('page');
  });
});
