import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, picture, placeOf, show, until, untilFound, uriOf } from './editor';

const WEB = 'shop/deploy/web.yaml';
const BESIDE = 'shop/deploy/beside.yaml';

afterEach(closeAll);

describe('the workspace as one system', () => {
  it('leads from a reference to what it means', async () => {
    const { document } = await show(WEB);
    const [found] = await until('a definition', async () => {
      const links = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
        'vscode.executeDefinitionProvider',
        document.uri,
        placeOf(document, 'name: |web-settings'),
      );
      return links.length > 0 ? links : undefined;
    });
    assert.ok(found);
    const [uri, range] = 'targetUri' in found ? [found.targetUri, found.targetRange] : [found.uri, found.range];
    const target = await vscode.workspace.openTextDocument(uri);
    assert.equal(target.getText(range), 'web-settings');
    assert.equal(target.uri.path, uriOf(BESIDE).path);
  });

  it('renames all ends of a name at once, and takes that back at once', async () => {
    const { document } = await show(WEB);
    await untilFound(document.uri, 'probe-port-unknown');
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      placeOf(document, 'name: |web-settings'),
      'shop-settings',
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    const beside = await vscode.workspace.openTextDocument(uriOf(BESIDE));
    for (const one of [document, beside]) assert.match(one.getText(), /name: shop-settings/);
    await vscode.commands.executeCommand('undo');
    for (const one of [document, beside]) assert.match(one.getText(), /name: web-settings/);
  });

  it('says above a workload who means it and how its deployment would go', async () => {
    const { document } = await show(WEB);
    const titles = await until('lenses', async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 100);
      const told = lenses.flatMap(({ command }) => (command?.title ? [command.title] : []));
      return told.some((title) => title.startsWith('rehearsal: breaks')) ? told : undefined;
    });
    assert.ok(titles.includes('selected by Service web'), titles.join('\n'));
  });

  it('rehearses deployments in a view', async () => {
    const { document } = await show(WEB);
    await untilFound(document.uri, 'probe-port-unknown');
    await vscode.commands.executeCommand('seaworthy.rehearse', document.uri.toString(), 'Deployment', 'web');
    await picture('rehearsal');
  });

  it('walks from a Service to what it selects, and on', async () => {
    const { document } = await show(BESIDE);
    const [item] = await until('an item', async () =>
      vscode.commands.executeCommand<vscode.CallHierarchyItem[]>('vscode.prepareCallHierarchy', document.uri, placeOf(document, 'kind: |Service')),
    );
    assert.equal(item?.name, 'Service/web');
    const calls = await vscode.commands.executeCommand<vscode.CallHierarchyOutgoingCall[]>('vscode.provideOutgoingCalls', item);
    assert.deepEqual(
      calls.map(({ to }) => to.name),
      ['Deployment/web'],
    );
  });

  it('draws the map, and draws it once', async () => {
    await show(WEB);
    await vscode.commands.executeCommand('seaworthy.showMap');
    const maps = () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('seaworthy.map'));
    await until('the map', () => maps().length === 1);
    // The picture is taken when the webview has drawn it.
    await picture('map', '#picture a[data-id]');
    await vscode.commands.executeCommand('seaworthy.showMap');
    assert.equal(maps().length, 1);
  });

  it('finds objects of the whole workspace by kind and name', async () => {
    await show(WEB);
    const symbols = await until('symbols', async () => {
      const found = await vscode.commands.executeCommand<vscode.SymbolInformation[]>('vscode.executeWorkspaceSymbolProvider', 'Deployment/web');
      return found.length > 0 ? found : undefined;
    });
    assert.ok(symbols.some(({ name, location }) => name === 'Deployment/web' && location.uri.path === uriOf(WEB).path));
  });
});
