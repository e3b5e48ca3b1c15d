import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { apply, choose, closeAll, findings, pause, picture, placeOf, show, until, untilFound, untilHover, untilOffered, uriOf } from './editor';

const LINKED = 'shop/Dockerfile';
const SINGLE = 'single/Dockerfile';

afterEach(async () => {
  await closeAll();
  for (const path of ['.seaworthy.yaml', 'single/k8s', 'single/deploy', 'single/.dockerignore'])
    await vscode.workspace.fs.delete(uriOf(path), { recursive: true }).then(undefined, () => undefined);
});

describe('a Dockerfile', () => {
  it('is completed: instructions, stages, images', async () => {
    const editor = await show(LINKED);
    const { document } = editor;
    await editor.edit((edit) => edit.insert(new vscode.Position(document.lineCount, 0), 'EXP\nCOPY --from=bu\n'));
    await untilOffered(document, placeOf(document, '\nEXP|\n'), 'EXPOSE');
    await untilOffered(document, placeOf(document, '--from=bu|\n'), 'build');
    const image = await untilOffered(document, placeOf(document, 'FROM go|lang'), 'golang:1.25');
    assert.ok(image.range);
  });

  it('is explained: instructions and images', async () => {
    const { document } = await show(LINKED);
    await untilHover(document, placeOf(document, 'WORK|DIR'), /folder/);
    const said = await untilHover(document, placeOf(document, 'distro|less'), /distroless/);
    assert.match(said, /`sh` ✗/);
  });

  it('has stages that are renamed with all that names them', async () => {
    const { document } = await show(LINKED);
    await untilFound(document.uri, 'trailing-comment');
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      placeOf(document, 'AS |build'),
      'compile',
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.match(document.getText(), /AS compile\n[\s\S]*--from=compile /);
  });

  it('is formatted by the command of the editor', async () => {
    const editor = await show(LINKED);
    const { document } = editor;
    await editor.edit((edit) => edit.replace(document.lineAt(2).range, '  COPY . \\\n.   '));
    await until('the formatted text', async () => {
      await vscode.commands.executeCommand('editor.action.formatDocument');
      return /\nCOPY \. \\\n {4}\.\n/.test(document.getText());
    });
  });

  it('is split into a stage that builds and one that runs', async () => {
    const { document } = await show(SINGLE);
    await apply(await actionNamed(document, 'CMD', /multi-stage/));
    assert.match(document.getText(), /^FROM golang:1\.25 AS build\n[\s\S]*\nFROM gcr\.io\/distroless\/static[^\n]*\n[\s\S]*COPY --from=build /);
    assert.match((await vscode.workspace.openTextDocument(uriOf('single/.dockerignore'))).getText(), /\.git/);
    await pause(1000);
    assert.deepEqual(severe(document.uri), []);
  });

  it('gets a Deployment and a Service that are clean', async () => {
    const { document } = await show(SINGLE);
    await apply(await actionNamed(document, 'CMD', /^Create Deployment and Service/));
    const made = await until('the manifest', () => vscode.workspace.textDocuments.find(({ uri }) => /\/single\/.*\.yaml$/.test(uri.path)));
    await vscode.window.showTextDocument(made);
    assert.match(made.getText(), /kind: Deployment\n[\s\S]*containerPort: 8080\n[\s\S]*kind: Service\n/);
    await until('the lens', async () => (await lensesOf(made)).some(({ command }) => command?.title.startsWith('built by single/Dockerfile')));
    assert.deepEqual(severe(made.uri), []);
  });
});

describe('the way from source to cluster', () => {
  it('stands above each end, and leads to the others', async () => {
    const { document } = await show(LINKED);
    const lens = await until('the lens', async () => (await lensesOf(document)).find(({ command }) => /used by Deployment web/.test(command?.title ?? '')));
    assert.equal(lens.command?.command, 'seaworthy.showReferences');
    await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
    await picture('chain');
    await vscode.commands.executeCommand('closeReferenceSearch');
  });

  it('is asked for where nobody can know it, and written into the configuration', async () => {
    const { document } = await show('choice/pod.yaml');
    const lens = await until('the question', async () => (await lensesOf(document)).find(({ command }) => command?.command === 'seaworthy.linkImage'));
    assert.equal(lens.command?.title, 'which Dockerfile builds this?');
    await choose(lens.command.command, ...(lens.command.arguments ?? []));
    const configuration = await vscode.workspace.openTextDocument(uriOf('.seaworthy.yaml'));
    assert.match(configuration.getText(), /^images:\n {2}registry\.example\.com\/team\/user: choice\/(?:user|admin)\/Dockerfile\n$/);
    assert.equal(configuration.isDirty, false);
    await until('the answer', async () => (await lensesOf(document)).some(({ command }) => /^built by choice\/\w+\/Dockerfile/.test(command?.title ?? '')));
  });
});

async function lensesOf(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  return vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri, 100);
}

/** An action that is offered where some text stands, once it is. */
function actionNamed(document: vscode.TextDocument, text: string, title: RegExp): Promise<vscode.CodeAction> {
  const at = document.positionAt(document.getText().indexOf(text) + 1);
  return until(`the action ${title}`, async () => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, new vscode.Range(at, at));
    return actions.find((action) => title.test(action.title));
  });
}

function severe(uri: vscode.Uri): string[] {
  return findings(uri)
    .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
    .map(({ message }) => message);
}
