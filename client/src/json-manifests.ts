import { commands, type Disposable, type DocumentFilter, EventEmitter, type TextDocument, workspace } from 'vscode';
import type { DynamicFeature, LanguageClient, TextDocumentRegistrationOptions } from 'vscode-languageclient/node';
import { fileKind, isManifest } from '../../server/src/engine/file-kind';
import type { Server } from './server';

const SCHEMES = ['file', 'vscode-vfs'];

/**
 * Manifests in JSON. Nearly all JSON is none, so the server is told of those documents alone whose text is one, each by its
 * path: for all others, no provider of ours is asked and no menu holds an entry of ours. What VS Code does for JSON itself
 * (syntax, symbols, folding, formatting) stays its own.
 */
export class JsonManifests implements Disposable {
  readonly #server: Server;
  readonly #changed = new EventEmitter<void>();
  readonly #subscriptions: Disposable[] = [];
  /** What undoes the registrations of a document. */
  readonly #registered = new Map<TextDocument, () => void>();
  /** The version in which a document was none. */
  readonly #others = new WeakMap<TextDocument, number>();

  readonly onDidChange = this.#changed.event;

  constructor(server: Server) {
    this.#server = server;
    this.#subscriptions.push(
      this.#changed,
      workspace.onDidOpenTextDocument((document) => void this.consider(document)),
      workspace.onDidSaveTextDocument((document) => void this.consider(document)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (document.languageId === 'json' && contentChanges.some(({ text }) => /kind|apiVersion/.test(text))) void this.consider(document);
      }),
      workspace.onDidCloseTextDocument((document) => this.#forget(document)),
      // A server that started anew knows nothing.
      server.onDidStart(() => this.#registered.clear()),
      server.onDidChange(() => {
        for (const document of workspace.textDocuments) void this.consider(document);
      }),
    );
  }

  /** The documents that are manifests now. */
  get selector(): readonly DocumentFilter[] {
    return [...this.#registered.keys()].map(filterFor);
  }

  /** Tells the server of a document, and starts it, where that is a manifest. */
  async consider(document: TextDocument): Promise<void> {
    if (this.#registered.has(document) || !this.#isManifest(document)) return;
    const client = await this.#server.start();
    if (document.isClosed || this.#registered.has(document)) return;
    this.#registered.set(document, register(client, document));
    this.#tell();
  }

  dispose(): void {
    for (const one of this.#subscriptions) one.dispose();
  }

  #isManifest(document: TextDocument): boolean {
    const { languageId, uri, version } = document;
    if (languageId !== 'json' || !SCHEMES.includes(uri.scheme)) return false;
    const kind = fileKind(uri.path);
    // The schema of a chart's values is known by its name.
    if (kind === 'yaml') return true;
    if (kind !== 'json' || this.#others.get(document) === version) return false;
    if (isManifest(document.getText())) return true;
    this.#others.set(document, version);
    return false;
  }

  #forget(document: TextDocument): void {
    this.#registered.get(document)?.();
    if (this.#registered.delete(document)) this.#tell();
  }

  #tell(): void {
    const paths = [...this.#registered.keys()].map(({ uri }) => uri.fsPath);
    void commands.executeCommand('setContext', 'seaworthy.jsonManifests', paths);
    this.#changed.fire();
  }
}

/** A path that is the pattern itself matches, whatever characters it has. */
function filterFor({ uri }: TextDocument): DocumentFilter & { readonly language: string; readonly scheme: string; readonly pattern: string } {
  return { language: 'json', scheme: uri.scheme, pattern: uri.fsPath };
}

/** Registers one document for what the server can do; returns what takes that back. */
function register(client: LanguageClient, document: TextDocument): () => void {
  const can = client.initializeResult?.capabilities ?? {};
  const documentSelector = [filterFor(document)];
  const id = `json ${document.uri}`;
  const features: readonly (readonly [feature: DynamicFeature<TextDocumentRegistrationOptions>, provided: unknown])[] = [
    [client.getFeature('textDocument/didOpen'), true],
    [client.getFeature('textDocument/didChange'), { syncKind: 2 }],
    [client.getFeature('textDocument/didClose'), true],
    [client.getFeature('textDocument/diagnostic'), can.diagnosticProvider],
    [client.getFeature('textDocument/codeAction'), can.codeActionProvider],
    [client.getFeature('textDocument/completion'), can.completionProvider],
    [client.getFeature('textDocument/hover'), can.hoverProvider],
    [client.getFeature('textDocument/definition'), can.definitionProvider],
    [client.getFeature('textDocument/references'), can.referencesProvider],
    [client.getFeature('textDocument/documentHighlight'), can.documentHighlightProvider],
    [client.getFeature('textDocument/rename'), can.renameProvider],
    [client.getFeature('textDocument/documentLink'), can.documentLinkProvider],
    [client.getFeature('textDocument/prepareCallHierarchy'), can.callHierarchyProvider],
    [client.getFeature('textDocument/codeLens'), can.codeLensProvider],
  ];
  const used = features.filter(([, provided]) => provided !== undefined && provided !== false);
  for (const [feature, provided] of used) {
    feature.register({ id, registerOptions: { documentSelector, ...(typeof provided === 'object' && provided) } });
  }
  return () => {
    for (const [feature] of used) feature.unregister(id);
  };
}
