import {
  ConfigurationTarget,
  commands,
  type Disposable,
  Location,
  type LogOutputChannel,
  l10n,
  languages,
  Position,
  type QuickPickItem,
  QuickPickItemKind,
  Range,
  Selection,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import type { WorkspaceEdit as ProtocolEdit } from 'vscode-languageclient';
import type { ImageChoice, KubernetesVersions, LensLocation, LinkImageArguments, RuleSummary, ShowReferences } from '../../server/src/lsp/requests';
import { showPage } from './pages';
import type { Server } from './server';
import { lineOf } from './status';

export function registerCommands(server: Server, output: LogOutputChannel): Disposable[] {
  return [
    commands.registerCommand('seaworthy.explain', (rule?: string) => explain(server, rule)),
    commands.registerCommand('seaworthy.why', () => why(server)),
    commands.registerCommand('seaworthy.chooseKubernetes', () => chooseKubernetes(server)),
    commands.registerCommand('seaworthy.linkImage', (...given: LinkImageArguments | []) => chooseDockerfile(server, ...given)),
    commands.registerCommand('seaworthy.createConfiguration', () => createConfiguration(server)),
    commands.registerCommand('seaworthy.showReferences', (...[uri, { line, character }, locations]: ShowReferences) =>
      commands.executeCommand('editor.action.showReferences', Uri.parse(uri), new Position(line, character), locations.map(toLocation)),
    ),
    commands.registerCommand('seaworthy.fixAll', () =>
      commands.executeCommand('editor.action.codeAction', { kind: 'source.fixAll.seaworthy', apply: 'first' }),
    ),
    commands.registerCommand('seaworthy.restart', () => server.restart()),
    commands.registerCommand('seaworthy.showOutput', () => output.show(true)),
  ];
}

function toLocation({ uri, range: { start, end } }: LensLocation): Location {
  return new Location(Uri.parse(uri), new Range(start.line, start.character, end.line, end.character));
}

/** Shows a rule's page. Without a rule: one of those at the cursor, or any. */
async function explain(server: Server, rule: string | undefined): Promise<void> {
  if (rule !== undefined) return showPage(rule);
  const here = rulesAtCursor();
  const rules = await server.ask<RuleSummary[]>('seaworthy/rules');
  const first = rules.filter(({ id }) => here.includes(id));
  const items: (QuickPickItem & { id?: string })[] = [
    ...first.map(toItem),
    ...(first.length > 0 ? [{ label: '', kind: QuickPickItemKind.Separator }] : []),
    ...rules.filter(({ id }) => !here.includes(id)).map(toItem),
  ];
  const chosen = await window.showQuickPick(items, { placeHolder: l10n.t('Which rule?'), matchOnDetail: true });
  if (chosen?.id !== undefined) await showPage(chosen.id);
}

function toItem({ id, summary }: RuleSummary): QuickPickItem & { id: string } {
  return { label: id, detail: summary, id };
}

function rulesAtCursor(): string[] {
  const editor = window.activeTextEditor;
  if (!editor) return [];
  const found = languages.getDiagnostics(editor.document.uri).filter(({ source, range }) => source === 'seaworthy' && range.intersection(editor.selection));
  return found.flatMap(({ code }) => (typeof code === 'object' ? [String(code.value)] : []));
}

type Answer = QuickPickItem & { readonly act?: () => Thenable<unknown> | undefined };

/** Says what each document of a file was taken for and which settings hold; a choice leads there. */
async function why(server: Server): Promise<void> {
  const editor = window.activeTextEditor;
  if (!editor) return;
  const { document } = editor;
  const { documents, ignored, kubernetes, profile, configuration } = await server.statusOf(document);
  const answers: Answer[] = documents.map((one) => ({
    label: lineOf(one, document),
    ...(one.reason !== '' && { description: one.reason }),
    act: () => goTo(document, one.line),
  }));
  if (ignored) answers.push({ label: l10n.t('Not checked: the settings ignore this file') });
  else if (documents.length === 0) answers.push({ label: l10n.t('Not checked: nothing in it') });
  answers.push({ label: '', kind: QuickPickItemKind.Separator });
  answers.push({ label: `Kubernetes ${kubernetes}`, description: l10n.t('choose other versions'), act: () => chooseKubernetes(server) });
  if (configuration === undefined) {
    answers.push({ label: l10n.t('No configuration file'), description: l10n.t('create one'), act: () => createConfiguration(server) });
    answers.push({ label: l10n.t('Profile {0}', profile), description: l10n.t('open the settings'), act: openSettings });
  } else {
    const open = () => window.showTextDocument(Uri.file(configuration));
    answers.push({ label: workspace.asRelativePath(configuration), description: l10n.t('profile {0}; open it', profile), act: open });
  }
  const chosen = await window.showQuickPick(answers, { title: workspace.asRelativePath(document.uri) });
  await chosen?.act?.();
}

function openSettings(): Thenable<unknown> {
  return commands.executeCommand('workbench.action.openSettings', '@ext:seaworthy.seaworthy');
}

async function goTo(document: TextDocument, line: number): Promise<void> {
  const editor = await window.showTextDocument(document);
  const { start } = document.lineAt(line).range;
  editor.selection = new Selection(start, start);
  editor.revealRange(editor.selection);
}

/** Asks for the oldest and the newest version, and writes them where they hold: into the configuration file, else into the settings. */
async function chooseKubernetes(server: Server): Promise<void> {
  const document = window.activeTextEditor?.document;
  const uri = document ? server.uriOf(document) : '';
  const { known, from, to } = await server.ask<KubernetesVersions>('seaworthy/kubernetesVersions', { uri });
  const oldest = await chooseMinor(1, known, from, l10n.t('The oldest Kubernetes version that the manifests must run on'));
  if (oldest === undefined) return;
  const newer = known.filter((minor) => minor >= oldest);
  const newest = await chooseMinor(2, newer, Math.max(to, oldest), l10n.t('The newest Kubernetes version that the manifests must run on'));
  if (newest === undefined) return;
  const edit = await server.ask<ProtocolEdit | null>('seaworthy/setKubernetes', { uri, from: oldest, to: newest });
  if (edit) return applyAndSave(server, edit);
  const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  const range = oldest === newest ? `1.${oldest}` : `1.${oldest} - 1.${newest}`;
  await workspace.getConfiguration('seaworthy').update('kubernetes', range, target);
}

/** The newest first; Enter keeps the present one. */
async function chooseMinor(step: number, minors: readonly number[], current: number, placeholder: string): Promise<number | undefined> {
  const items = minors.toReversed().map((minor) => ({ label: `1.${minor}`, minor, ...(minor === current && { description: l10n.t('now') }) }));
  const pick = window.createQuickPick<(typeof items)[number]>();
  Object.assign(pick, { items, step, totalSteps: 2, title: l10n.t('Kubernetes Versions'), placeholder });
  pick.activeItems = items.filter(({ minor }) => minor === current);
  try {
    return await new Promise((resolve) => {
      pick.onDidAccept(() => resolve((pick.selectedItems[0] ?? pick.activeItems[0])?.minor));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

/** Asks from which Dockerfile an image is built, and writes that into the configuration file. Without an image: one of the document's. */
async function chooseDockerfile(server: Server, given?: string, name?: string): Promise<void> {
  const document = window.activeTextEditor?.document;
  const uri = given ?? (document ? server.uriOf(document) : '');
  const choices = await server.ask<ImageChoice[]>('seaworthy/images', { uri });
  if (choices.length === 0) {
    void window.showInformationMessage(l10n.t('No image here is one that this workspace could build.'));
    return;
  }
  const choice = choices.find(({ image }) => name === image || name?.startsWith(`${image}:`) || name?.startsWith(`${image}@`)) ?? (await chooseImage(choices));
  if (!choice) return;
  const items = choice.candidates.map(({ label, path }) => ({ label, path, ...(label === choice.current && { description: l10n.t('now') }) }));
  const chosen = await window.showQuickPick(items, { placeHolder: l10n.t('The Dockerfile that {0} is built from', choice.image) });
  if (!chosen) return;
  await applyAndSave(server, await server.ask<ProtocolEdit>('seaworthy/linkImage', { uri, image: choice.image, dockerfile: chosen.path }));
}

async function chooseImage(choices: readonly ImageChoice[]): Promise<ImageChoice | undefined> {
  if (choices.length === 1) return choices[0];
  const items = choices.map((choice) => ({ label: choice.image, choice, ...(choice.current !== undefined && { description: choice.current }) }));
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Which image?') }))?.choice;
}

/** Writes the edit, and the file where nothing else in it waits to be saved. */
async function applyAndSave(server: Server, edit: ProtocolEdit): Promise<void> {
  const converted = await server.toEdit(edit);
  const wasDirty = new Set(workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri.toString()));
  await workspace.applyEdit(converted);
  for (const [uri] of converted.entries()) if (!wasDirty.has(uri.toString())) await (await workspace.openTextDocument(uri)).save();
}

/** Opens the configuration of the workspace; makes it where there is none. */
async function createConfiguration(server: Server): Promise<void> {
  const active = window.activeTextEditor?.document.uri;
  const folder = (active && workspace.getWorkspaceFolder(active)) ?? workspace.workspaceFolders?.[0];
  if (!folder) {
    void window.showInformationMessage(l10n.t('A configuration file belongs to a folder; open one first.'));
    return;
  }
  for (const name of ['.seaworthy.yaml', '.seaworthy.yml']) {
    const [there] = await workspace.findFiles({ baseUri: folder.uri, base: folder.uri.fsPath, pattern: name }, null, 1);
    if (there) {
      await window.showTextDocument(there);
      return;
    }
  }
  const file = Uri.joinPath(folder.uri, '.seaworthy.yaml');
  const edit = new WorkspaceEdit();
  edit.createFile(file, { contents: new TextEncoder().encode(await server.ask<string>('seaworthy/configurationText')), ignoreIfExists: true });
  await workspace.applyEdit(edit);
  await window.showTextDocument(file);
}
