import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import {
  actionsAt,
  apply,
  choose,
  chooseByKeyboard,
  closeAll,
  findings,
  hasKeyboard,
  pause,
  picture,
  placeOf,
  set,
  show,
  until,
  untilFound,
  untilGone,
  untilHover,
  uriOf,
} from './editor';

const WEB = 'shop/deploy/web.yaml';

/** What a cluster would know of a kind that is not built in. */
const TICKETS = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: tickets.desk.example.com
spec:
  group: desk.example.com
  names: { kind: Ticket, plural: tickets, singular: ticket, listKind: TicketList }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                title: { type: string, description: What the guest at the desk said. }
`;

/** What the extension tells about itself; see `client/src/extension.ts`. */
interface Exports {
  statusOf(document: vscode.TextDocument): Promise<{ readonly kubernetes: string; readonly summary: string; readonly configuration: string | undefined }>;
}

async function statusOf(document: vscode.TextDocument) {
  const extension = vscode.extensions.getExtension<Exports>('seaworthy.seaworthy');
  assert.ok(extension);
  return (await extension.activate()).statusOf(document);
}

afterEach(async () => {
  await closeAll();
  for (const name of ['rules', 'language', 'kubernetes', 'profile', 'ignore', 'crds', 'yamlSyntax']) await set(name, undefined);
  await vscode.workspace.fs.delete(uriOf('.seaworthy.yaml')).then(undefined, () => undefined);
});

describe('settings', () => {
  it('switch a rule off and on again', async () => {
    const { document } = await show(WEB);
    await untilFound(document.uri, 'probe-port-unknown');
    await set('rules', { 'probe-port-unknown': 'off' });
    await untilGone(document.uri, 'probe-port-unknown');
    await set('rules', { 'kube-linter:readiness-port': 'hint' });
    const found = await untilFound(document.uri, 'probe-port-unknown');
    assert.equal(found.severity, vscode.DiagnosticSeverity.Hint);
  });

  it('leave files out, and take them in again', async () => {
    const { document } = await show(WEB);
    await untilFound(document.uri, 'probe-port-unknown');
    await set('ignore', ['shop/**']);
    await untilGone(document.uri, 'probe-port-unknown');
    assert.match((await statusOf(document)).summary, /ignore/);
    await set('ignore', undefined);
    await untilFound(document.uri, 'probe-port-unknown');
  });

  it('speak Chinese', async () => {
    const { document } = await show(WEB);
    await untilFound(document.uri, 'probe-port-unknown');
    await set('language', 'zh-cn');
    const found = await until('a message in Chinese', () =>
      findings(document.uri, 'probe-port-unknown').find(({ message }) => /[\u4e00-\u9fff]/.test(message)),
    );
    assert.match(found.message, /`web`.*`htpt`/);
    const titles = (await actionsAt(document.uri, found)).map(({ title }) => title);
    assert.ok(
      titles.some((title) => title.includes('忽略')),
      titles.join(', '),
    );
    await picture('chinese');
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse('seaworthy:/rules/probe-port-unknown.md'));
    await until('the page in Chinese', () => page.getText().includes('探针'));
  });

  it('lose against a configuration file, also while it is typed', async () => {
    const { document } = await show(WEB);
    await untilFound(document.uri, 'probe-port-unknown');
    await set('kubernetes', '1.30 - 1.31');
    await until('the versions of the settings', async () => (await statusOf(document)).kubernetes === '1.30 - 1.31');
    await vscode.workspace.fs.writeFile(uriOf('.seaworthy.yaml'), new TextEncoder().encode('kubernetes: 1.28 - 1.29\n'));
    await until('the versions of the file', async () => (await statusOf(document)).kubernetes === '1.28 - 1.29');
    const file = await show('.seaworthy.yaml');
    await file.edit((edit) => edit.insert(new vscode.Position(1, 0), 'rules:\n  probe-port-unknown: off\n'));
    await vscode.window.showTextDocument(document);
    await untilGone(document.uri, 'probe-port-unknown');
  });

  it('name definitions of kinds that lie beside the workspace', async () => {
    const { document } = await show('platform/ticket.yaml');
    await until('the status', async () => (await statusOf(document)).summary === 'Kubernetes object');
    assert.deepEqual(findings(document.uri, 'field-unknown'), []);
    await vscode.workspace.fs.writeFile(uriOf('../definitions/ticket.yaml'), new TextEncoder().encode(TICKETS));
    await set('crds', ['../definitions']);
    const found = await untilFound(document.uri, 'field-unknown');
    assert.equal(document.getText(found.range), 'titel');
    await apply((await actionsAt(document.uri, found)).find(({ title }) => title.includes('`title`')));
    await untilGone(document.uri, 'field-unknown');
    await untilHover(document, placeOf(document, 'ti|tle:'), /What the guest at the desk said/);
    await vscode.commands.executeCommand('undo');
    await untilFound(document.uri, 'field-unknown');
    await set('crds', undefined);
    await untilGone(document.uri, 'field-unknown');
  });

  it('decide who reports text that is no YAML', async () => {
    const { document } = await show('broken.yaml');
    await set('yamlSyntax', 'always');
    await untilFound(document.uri, 'yaml-unreadable');
    await set('yamlSyntax', 'never');
    await untilGone(document.uri, 'yaml-unreadable');
    await set('yamlSyntax', 'always');
    await untilFound(document.uri, 'yaml-unreadable');
    // `launcher.mjs` installs something that goes by this name; the desktop run does without.
    if (!process.env.SEAWORTHY_SHOTS) return;
    await set('yamlSyntax', 'auto');
    await untilGone(document.uri, 'yaml-unreadable');
  });
});

describe('status', () => {
  it('says what a document was taken for', async () => {
    const { document } = await show(WEB);
    await untilFound(document.uri, 'probe-port-unknown');
    assert.equal((await statusOf(document)).summary, 'Kubernetes object');
    assert.match((await statusOf(await vscode.workspace.openTextDocument(uriOf('notes.yaml')))).summary, /not checked/);
    assert.equal((await statusOf(await vscode.workspace.openTextDocument(uriOf('shop/Dockerfile')))).summary, 'Dockerfile');
  });

  it('explains on request, and leads to the configuration', async () => {
    await show(WEB);
    const asked = vscode.commands.executeCommand('seaworthy.why');
    await pause(1500);
    await picture('why');
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await asked;
  });

  it('takes a choice of versions into the settings', async () => {
    await show(WEB);
    await choose('seaworthy.chooseKubernetes');
    await until('the setting', () => /^1\.\d+ - 1\.\d+$/.test(vscode.workspace.getConfiguration('seaworthy').get('kubernetes', '')));
  });

  it('takes versions that are typed, and checks for them', async function () {
    if (!hasKeyboard()) this.skip();
    const { document } = await show('old/report.yaml');
    await untilFound(document.uri, 'kind-not-served');
    await chooseByKeyboard('seaworthy.chooseKubernetes', '1.23', '1.24');
    await until('the setting', () => vscode.workspace.getConfiguration('seaworthy').get('kubernetes') === '1.23 - 1.24');
    await until('the versions', async () => (await statusOf(document)).kubernetes === '1.23 - 1.24');
    await untilGone(document.uri, 'kind-not-served');
    await chooseByKeyboard('seaworthy.chooseKubernetes', '1.33', '1.33');
    await until('the one version', async () => (await statusOf(document)).kubernetes === '1.33');
    await untilFound(document.uri, 'kind-not-served');
  });

  it('takes a choice of versions into the configuration file, where there is one', async () => {
    const { document } = await show(WEB);
    await vscode.commands.executeCommand('seaworthy.createConfiguration');
    const editor = await until('the configuration file', () => {
      const active = vscode.window.activeTextEditor;
      return active?.document.uri.path.endsWith('.seaworthy.yaml') ? active : undefined;
    });
    await editor.edit((edit) => edit.replace(editor.document.lineAt(1).range, 'kubernetes: "1.30"  # the old cluster'));
    await editor.document.save();
    await vscode.window.showTextDocument(document);
    await until('the versions of the file', async () => (await statusOf(document)).kubernetes === '1.30');
    await choose('seaworthy.chooseKubernetes');
    await until('the file', () => /^kubernetes: .+ {2}# the old cluster$/m.test(editor.document.getText()) && !editor.document.isDirty);
    assert.equal(vscode.workspace.getConfiguration('seaworthy').get('kubernetes'), '');
  });
});
