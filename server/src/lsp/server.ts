import {
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DocumentFormattingRequest,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { allRules } from '../engine/catalogue';
import type { FileKind } from '../engine/file-kind';
import { message, render } from '../text/message';
import { translator } from '../workspace/pages';
import { showPage } from '../workspace/show-page';
import { incoming, outgoing, prepareHierarchy } from './call-hierarchy';
import { codeActions, FIX_ALL } from './code-actions';
import { completions, DOCKER_TRIGGERS } from './completion';
import { Diagnostics } from './diagnostics';
import { documentLinks } from './document-links';
import { fromEditorSettings } from './editor-settings';
import { foldingRanges } from './folding';
import { FORMATTED, formatting } from './formatting';
import { hover } from './hover';
import { imageChoices, linkImage } from './link-image';
import { definition, highlights, prepareRename, references, rename } from './navigation';
import type { LinkImage, Neighbours, OfDocument, OfMap, OfRule, OfWorkload, SetKubernetes } from './requests';
import { Session } from './session';
import { ShownLenses } from './shown-lenses';
import { configurationText, kubernetesEdits, kubernetesVersions, ruleSummaries, statusOf } from './status';
import { documentSymbols, workspaceSymbols } from './symbols';
import { pathOf, uriOf } from './uri';
import { mapView, rehearsalView } from './views';

/** Files whose changes on the disk matter. */
export const WATCHED = [
  '**/*.{yaml,yml,json}',
  '**/{Dockerfile,Containerfile}*',
  '**/*.[dD]ockerfile',
  '**/*.go',
  '**/go.mod',
  '**/vendor/modules.txt',
  '**/*.dockerignore',
  '**/{Makefile,makefile,GNUmakefile,Justfile,justfile,Jenkinsfile}',
  '**/*.{mk,sh,bash}',
  '**/docker-bake*.{hcl,json}',
  '**/.gitignore',
  // Written with every commit and checkout.
  '**/.git/logs/HEAD',
];

/** Wires one connection: every request is answered by the file of its feature, from the session as it is. */
export function serve(connection: Connection): void {
  const session = new Session(connection);
  const diagnostics = new Diagnostics(session);
  const lenses = new ShownLenses(session);
  const { workspace, documents } = session;
  let folders: string[] = [];

  connection.onInitialize((params): InitializeResult => {
    session.initialize(params);
    const roots = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
    folders = roots.filter((uri) => uri.startsWith('file:')).map(pathOf);
    session.isStarting = folders.length > 0;
    configure(session.options.settings);
    return {
      serverInfo: { name: 'seaworthy' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        ...(diagnostics.isPulled && { diagnosticProvider: { identifier: 'seaworthy', interFileDependencies: true, workspaceDiagnostics: false } }),
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, FIX_ALL] },
        hoverProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        documentHighlightProvider: true,
        renameProvider: { prepareProvider: true },
        documentSymbolProvider: true,
        workspaceSymbolProvider: true,
        documentLinkProvider: {},
        callHierarchyProvider: true,
        codeLensProvider: { resolveProvider: true },
        completionProvider: { triggerCharacters: [' ', '"', "'", ...DOCKER_TRIGGERS] },
        foldingRangeProvider: true,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(async () => {
    const { workspace: can } = session.capabilities;
    if (can?.didChangeConfiguration?.dynamicRegistration) await connection.client.register(DidChangeConfigurationNotification.type, { section: 'seaworthy' });
    if (can?.didChangeWatchedFiles?.dynamicRegistration) {
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: WATCHED.map((globPattern) => ({ globPattern })) });
    }
    if (session.capabilities.textDocument?.formatting?.dynamicRegistration)
      await connection.client.register(DocumentFormattingRequest.type, { documentSelector: FORMATTED });
    if (can?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = removed.map(({ uri }) => pathOf(uri));
        folders = folders.filter((folder) => !gone.includes(folder));
        workspace.removeFolders(gone);
        const fresh = added.filter(({ uri }) => uri.startsWith('file:')).map(({ uri }) => pathOf(uri));
        folders.push(...fresh);
        void readConfiguration().then(() => readFolders(fresh));
      });
    }
    await readConfiguration();
    await readFolders(folders);
    session.isStarting = false;
  });

  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
    documents.set(pathOf(uri), TextDocument.create(uri, languageId, version, text));
    refreshAfter(() => workspace.open(pathOf(uri), text, kindOf(languageId)));
    diagnostics.changed();
    lenses.changed();
    void compareWithCommit([pathOf(uri)]);
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    const before = documents.get(pathOf(uri));
    if (!before) return;
    const document = TextDocument.update(before, contentChanges, version);
    documents.set(pathOf(uri), document);
    workspace.change(pathOf(uri), document.getText());
    diagnostics.changed();
    lenses.changed();
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    documents.delete(pathOf(uri));
    const isOther = workspace.close(pathOf(uri));
    diagnostics.closed(uri);
    lenses.closed(uri);
    // The client knows which text it closed, not that the other documents now meet the one on the disk.
    if (isOther) refresh();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const isCommit = ({ uri }: { uri: string }) => uri.endsWith('/.git/logs/HEAD');
    refreshAfter(() => {
      for (const { uri } of changes.filter((change) => !isCommit(change))) {
        if (uri.endsWith('/.gitignore')) void workspace.ignoringChanged(pathOf(uri));
        else workspace.fileChanged(pathOf(uri));
      }
    });
    if (changes.some(isCommit)) void compareWithCommit(workspace.openFiles);
    refresh();
    statusChanged();
  });
  connection.onDidChangeConfiguration(({ settings }) => readConfiguration((settings as { seaworthy?: unknown } | null)?.seaworthy));

  connection.languages.diagnostics.on(({ textDocument, previousResultId }) => diagnostics.pull(textDocument.uri, previousResultId));
  connection.onCodeAction((params) => codeActions(session, params));
  connection.onHover((params) => hover(session, params));
  connection.onDefinition((params) => definition(session, params));
  connection.onReferences((params) => references(session, params));
  connection.onDocumentHighlight((params) => highlights(session, params));
  connection.onPrepareRename((params) => prepareRename(session, params));
  connection.onRenameRequest((params) => rename(session, params));
  connection.onDocumentSymbol((params) => documentSymbols(session, params));
  connection.onWorkspaceSymbol((params) => workspaceSymbols(session, params));
  connection.onDocumentLinks((params) => documentLinks(session, params));
  connection.languages.callHierarchy.onPrepare((params) => prepareHierarchy(session, params));
  connection.languages.callHierarchy.onIncomingCalls(({ item }) => incoming(session, item));
  connection.languages.callHierarchy.onOutgoingCalls(({ item }) => outgoing(session, item));
  connection.onCodeLens((params) => lenses.answer(params));
  connection.onCodeLensResolve((lens) => lenses.resolve(lens));
  connection.onRequest('seaworthy/map', (params: OfMap, token) => mapView(session, params, token));
  connection.onRequest('seaworthy/rehearsal', (params: OfWorkload, token) => rehearsalView(session, params, token));
  connection.onDocumentFormatting((params) => formatting(session, params));
  connection.onFoldingRanges((params) => foldingRanges(session, params));
  connection.onCompletion((params) => completions(session, params));
  connection.onRequest('seaworthy/status', ({ uri }: OfDocument) => statusOf(session, uri));
  connection.onRequest('seaworthy/kubernetesVersions', ({ uri }: OfDocument) => kubernetesVersions(session, uri));
  connection.onRequest('seaworthy/setKubernetes', (params: SetKubernetes) => {
    const edits = kubernetesEdits(session, params);
    return edits ? session.converterFor(pathOf(params.uri)).workspaceEdit(edits) : null;
  });
  connection.onRequest('seaworthy/images', ({ uri }: OfDocument) => imageChoices(session, uri));
  connection.onRequest('seaworthy/linkImage', (params: LinkImage) => session.converterFor(pathOf(params.uri)).workspaceEdit(linkImage(session, params)));
  connection.onRequest('seaworthy/configurationText', () => configurationText(session));
  connection.onRequest('seaworthy/rules', () => ruleSummaries(session));
  connection.onNotification('seaworthy/trusted', () => {
    session.options = { ...session.options, isTrusted: true };
    return compareWithCommit(workspace.openFiles);
  });
  connection.onRequest('seaworthy/page', ({ rule }: OfRule) => {
    const found = allRules.find(({ id }) => id === rule);
    return found ? showPage(found, session.languageFor()) : null;
  });
  connection.onNotification('seaworthy/neighbours', ({ silenced, silencedInJson = [] }: Neighbours) => {
    session.silenced = new Set(silenced);
    session.silencedInJson = new Set(silencedInJson);
    refresh();
  });
  connection.onShutdown(() => undefined);
  connection.listen();

  /** Asks for the settings as a whole and for each folder; a client that cannot be asked pushes them or gave them at the start. */
  async function readConfiguration(pushed?: unknown): Promise<void> {
    const section = 'seaworthy';
    const scopes = [{ section }, ...folders.map((folder) => ({ section, scopeUri: uriOf(folder) }))];
    const canAsk = session.capabilities.workspace?.configuration === true;
    const sections: unknown[] = canAsk ? await connection.workspace.getConfiguration(scopes) : [];
    configure(sections[0] ?? pushed ?? session.options.settings, sections.slice(1));
    refresh();
    statusChanged();
  }

  function configure(section: unknown, byFolder: readonly unknown[] = []): void {
    const general = fromEditorSettings(section, folders[0] ?? '');
    workspace.configure(
      general,
      folders.map((folder, index) => ({ folder, settings: fromEditorSettings(byFolder[index] ?? section, folder) })),
    );
  }

  async function compareWithCommit(files: readonly string[]): Promise<void> {
    if (session.options.isTrusted && (await workspace.compareWithCommit(files))) refresh();
  }

  function statusChanged(): void {
    void connection.sendNotification('seaworthy/statusChanged');
  }

  async function readFolders(added: readonly string[]): Promise<void> {
    if (added.length === 0) return;
    const canShow = session.capabilities.window?.workDoneProgress === true;
    const progress = canShow ? await connection.window.createWorkDoneProgress() : undefined;
    const title = render(message`Seaworthy reads the workspace`, translator(session.languageFor(added[0])));
    progress?.begin(title, 0);
    await workspace.addFolders(added, (done, total) => progress?.report(Math.round((100 * done) / total), `${done}/${total}`));
    progress?.done();
    refresh();
    statusChanged();
  }

  /** Something changed that the client does not see, so it asks again: for diagnostics, and for what stands above the lines. */
  function refresh(): void {
    diagnostics.refresh();
    lenses.refresh();
  }

  /** What an action starts in the background, such as loading the grammar of Go, changes answers when it is done. */
  function refreshAfter(action: () => void): void {
    const before = workspace.settled;
    action();
    if (workspace.settled !== before) void workspace.settled.then(() => refresh());
  }
}

/** What an editor takes a document for, where that says more than its name. */
function kindOf(languageId: string): FileKind | undefined {
  switch (languageId) {
    case 'yaml':
    case 'dockercompose':
      return 'yaml';
    case 'dockerfile':
      return 'dockerfile';
    case 'go.mod':
      return 'go-module';
    case 'go':
      return 'go';
    default:
      return undefined;
  }
}
