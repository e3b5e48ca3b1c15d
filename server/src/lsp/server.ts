import {
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileKind } from '../engine/file-kind';
import { message, render } from '../text/message';
import { pageText, translator } from '../workspace/pages';
import { codeActions, FIX_ALL } from './code-actions';
import { completions } from './completion';
import { Diagnostics } from './diagnostics';
import { documentLinks } from './document-links';
import { fromEditorSettings } from './editor-settings';
import { hover } from './hover';
import { definition, highlights, prepareRename, references, rename } from './navigation';
import { Session } from './session';
import { statusOf } from './status';
import { documentSymbols, workspaceSymbols } from './symbols';
import { pathOf } from './uri';

/** Files whose changes on the disk matter. */
export const WATCHED = ['**/*.{yaml,yml}', '**/{Dockerfile,Containerfile}*', '**/*.[dD]ockerfile', '**/*.go', '**/go.mod', '**/.dockerignore', '**/Makefile'];

/** Wires one connection: every request is answered by the file of its feature, from the session as it is. */
export function serve(connection: Connection): void {
  const session = new Session(connection);
  const diagnostics = new Diagnostics(session);
  const { workspace, documents } = session;
  let folders: string[] = [];

  connection.onInitialize((params): InitializeResult => {
    session.initialize(params);
    const roots = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
    folders = roots.filter((uri) => uri.startsWith('file:')).map(pathOf);
    workspace.configure(fromEditorSettings(session.options.settings, folders[0] ?? ''));
    return {
      serverInfo: { name: 'seaworthy' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        ...(diagnostics.isPulled && { diagnosticProvider: { identifier: 'seaworthy', interFileDependencies: true, workspaceDiagnostics: false } }),
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
        hoverProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        documentHighlightProvider: true,
        renameProvider: { prepareProvider: true },
        documentSymbolProvider: true,
        workspaceSymbolProvider: true,
        documentLinkProvider: {},
        completionProvider: { triggerCharacters: [' ', '"', "'"] },
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
    if (can?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        workspace.removeFolders(removed.map(({ uri }) => pathOf(uri)));
        void readFolders(added.map(({ uri }) => pathOf(uri)));
      });
    }
    await readConfiguration();
    await readFolders(folders);
  });

  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
    documents.set(pathOf(uri), TextDocument.create(uri, languageId, version, text));
    workspace.open(pathOf(uri), text, kindOf(languageId));
    diagnostics.changed();
    void afterReading();
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    const before = documents.get(pathOf(uri));
    if (!before) return;
    const document = TextDocument.update(before, contentChanges, version);
    documents.set(pathOf(uri), document);
    workspace.change(pathOf(uri), document.getText());
    diagnostics.changed();
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    documents.delete(pathOf(uri));
    workspace.close(pathOf(uri));
    diagnostics.closed(uri);
    diagnostics.changed();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) workspace.fileChanged(pathOf(uri));
    diagnostics.refresh();
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
  connection.onCompletion((params) => completions(session, params));
  connection.onRequest('seaworthy/status', ({ uri }: { uri: string }) => statusOf(session, uri));
  connection.onRequest('seaworthy/page', ({ rule }: { rule: string }) => pageText(rule) ?? null);
  connection.onNotification('seaworthy/neighbours', ({ silenced }: { silenced: string[] }) => {
    session.silenced = new Set(silenced);
    diagnostics.refresh();
  });
  connection.onShutdown(() => undefined);
  connection.listen();

  async function readConfiguration(pushed?: unknown): Promise<void> {
    const asked = session.capabilities.workspace?.configuration ? await connection.workspace.getConfiguration('seaworthy') : pushed;
    const section: unknown = asked ?? session.options.settings;
    session.speak((section as { language?: string } | undefined)?.language);
    workspace.configure(fromEditorSettings(section, folders[0] ?? ''));
    diagnostics.refresh();
    void connection.sendNotification('seaworthy/statusChanged');
  }

  async function readFolders(added: readonly string[]): Promise<void> {
    if (added.length === 0) return;
    const canShow = session.capabilities.window?.workDoneProgress === true;
    const progress = canShow ? await connection.window.createWorkDoneProgress() : undefined;
    const title = render(message`Seaworthy reads the workspace`, translator(session.languageFor(added[0] ?? '')));
    progress?.begin(title, 0);
    await workspace.addFolders(added, (done, total) => progress?.report(Math.round((100 * done) / total), `${done}/${total}`));
    progress?.done();
    diagnostics.refresh();
    void connection.sendNotification('seaworthy/statusChanged');
  }

  /** What was opened may have started something that finishes later, such as loading the grammar of Go. */
  async function afterReading(): Promise<void> {
    const before = workspace.settled;
    await before;
    if (workspace.settled !== before) diagnostics.refresh();
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
