import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { ClientCapabilities, CodeAction, CompletionItem, Diagnostic, DocumentDiagnosticReport, Hover, WorkspaceEdit } from 'vscode-languageserver';
import { createConnection, createProtocolConnection, type ProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { serve } from '../../server/src/lsp/server';
import { applyEdits } from '../../server/src/text/edit';
import { LineIndex } from '../../server/src/text/line-index';
import { EDITOR } from './capabilities';

export interface Start {
  /** Files on the disk, by their paths below one folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** The folders that are open; the one that holds all files where nothing is said. */
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  readonly options?: object;
  readonly locale?: string;
  /** Answers the question for a section of the settings, for a folder or for all. */
  readonly settings?: (folder: string | undefined) => object;
}

/** A client of the server in this process, over streams in memory, on files in a folder of its own. */
export class Client {
  readonly root: string;
  readonly #connection: ProtocolConnection;
  readonly #texts = new Map<string, { text: string; version: number }>();
  /** Diagnostics that were pushed, by path. */
  readonly pushed = new Map<string, Diagnostic[]>();
  refreshes = 0;
  lensRefreshes = 0;
  settings: NonNullable<Start['settings']>;

  private constructor(root: string, connection: ProtocolConnection, settings: Start['settings']) {
    this.root = root;
    this.#connection = connection;
    this.settings = settings ?? (() => ({}));
  }

  static async start({ files = {}, folders = [''], capabilities = EDITOR, options, locale, settings }: Start = {}): Promise<Client> {
    const root = mkdtempSync(join(tmpdir(), 'seaworthy-lsp-'));
    const toServer = new PassThrough();
    const toClient = new PassThrough();
    serve(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)));
    const connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    const client = new Client(root, connection, settings);
    for (const [path, text] of Object.entries(files)) client.write(path, text);
    connection.onRequest('workspace/configuration', ({ items }: { items: readonly { scopeUri?: string }[] }) =>
      items.map(({ scopeUri }) => client.settings(scopeUri === undefined ? undefined : client.#pathOf(scopeUri))),
    );
    connection.onRequest('workspace/diagnostic/refresh', () => {
      client.refreshes++;
      return null;
    });
    connection.onRequest('workspace/codeLens/refresh', () => {
      client.lensRefreshes++;
      return null;
    });
    connection.onRequest('client/registerCapability', () => null);
    connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: { uri: string; diagnostics: Diagnostic[] }) => {
      client.pushed.set(client.#pathOf(uri), diagnostics);
    });
    connection.listen();
    await connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities,
      locale,
      initializationOptions: options,
      workspaceFolders: folders.map((folder) => ({ uri: client.uri(folder), name: folder })),
    });
    await connection.sendNotification('initialized', {});
    await client.until(async () => !(await client.ask<{ reading: boolean }>('seaworthy/status', { uri: client.uri('none.yaml') })).reading);
    return client;
  }

  uri(path: string): string {
    return /^[a-z-]+:/.test(path) ? path : pathToFileURL(join(this.root, path)).toString().replace(/\/$/, '');
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  /** Writes or deletes a file, and tells the server as the watcher of an editor does. */
  async changeOutside(path: string, text: string | undefined): Promise<void> {
    if (text === undefined) rmSync(join(this.root, path));
    else this.write(path, text);
    await this.tell('workspace/didChangeWatchedFiles', { changes: [{ uri: this.uri(path), type: text === undefined ? 3 : 2 }] });
  }

  async open(path: string, text: string, languageId = 'yaml'): Promise<void> {
    this.#texts.set(path, { text, version: 1 });
    await this.tell('textDocument/didOpen', { textDocument: { uri: this.uri(path), languageId, version: 1, text } });
  }

  /** Replaces a part of an open text, as typing does. */
  async replace(path: string, part: string, by: string): Promise<void> {
    const { text, version } = this.#open(path);
    const start = text.indexOf(part);
    const range = this.range(path, start, start + part.length);
    this.#texts.set(path, { text: text.replace(part, by), version: version + 1 });
    const textDocument = { uri: this.uri(path), version: version + 1 };
    await this.tell('textDocument/didChange', { textDocument, contentChanges: [{ range, text: by }] });
  }

  async close(path: string): Promise<void> {
    this.#texts.delete(path);
    await this.tell('textDocument/didClose', { textDocument: { uri: this.uri(path) } });
  }

  textOf(path: string): string {
    return this.#open(path).text;
  }

  pull(path: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.ask('textDocument/diagnostic', { textDocument: { uri: this.uri(path) }, ...(previousResultId && { previousResultId }) });
  }

  /** The rules with findings in a file, in order. */
  async rules(path: string): Promise<string[]> {
    const report = await this.pull(path);
    return report.kind === 'full' ? report.items.map(({ code }) => String(code)) : [];
  }

  async diagnostic(path: string, rule: string): Promise<Diagnostic> {
    const report = await this.pull(path);
    const found = report.kind === 'full' ? report.items.find(({ code }) => code === rule) : undefined;
    if (!found) throw new Error(`${rule} is not found in ${path}`);
    return found;
  }

  async actions(path: string, diagnostic: Diagnostic, only?: readonly string[]): Promise<CodeAction[]> {
    const context = { diagnostics: [diagnostic], ...(only && { only }) };
    return this.ask('textDocument/codeAction', { textDocument: { uri: this.uri(path) }, range: diagnostic.range, context });
  }

  hover(path: string, part: string): Promise<Hover | null> {
    return this.ask('textDocument/hover', this.#at(path, this.textOf(path).indexOf(part)));
  }

  /** What is offered behind a part of the text; `triggerCharacter` where it was typed. */
  complete(path: string, part: string, triggerCharacter?: string): Promise<CompletionItem[]> {
    const offset = this.textOf(path).indexOf(part) + part.length;
    const context = triggerCharacter === undefined ? { triggerKind: 1 } : { triggerKind: 2, triggerCharacter };
    return this.ask('textDocument/completion', { ...this.#at(path, offset), context });
  }

  /** The text of an open file after a completion. */
  completed(path: string, { textEdit }: CompletionItem): string {
    if (!textEdit || !('range' in textEdit)) throw new Error('the completion has no edit');
    return this.edited(path, [textEdit]);
  }

  /** The text of a file after an edit of the workspace. */
  after(path: string, edit: WorkspaceEdit | undefined, text = this.textOf(path)): string {
    const uri = this.uri(path);
    const changes = edit?.documentChanges?.flatMap((change) => ('edits' in change && change.textDocument.uri === uri ? change.edits : []));
    const edits = changes ?? edit?.changes?.[uri] ?? [];
    return this.edited(path, edits as readonly TextOrSnippet[], text);
  }

  edited(path: string, edits: readonly TextOrSnippet[], text = this.textOf(path)): string {
    const lines = new LineIndex(text);
    return applyEdits(
      text,
      edits.map((edit) => {
        const { start, end } = edit.range;
        const at = { file: path, start: lines.offset(start.line, start.character), end: lines.offset(end.line, end.character) };
        return 'snippet' in edit ? { at, text: edit.snippet.value, snippet: true } : { at, text: edit.newText };
      }),
    );
  }

  ask<T>(method: string, params: object): Promise<T> {
    return this.#connection.sendRequest(method, params);
  }

  tell(method: string, params: object): Promise<void> {
    return this.#connection.sendNotification(method, params);
  }

  /** Asks again until the answer is true: what happens in the background is not announced to everybody. */
  async until(ask: () => boolean | Promise<boolean>): Promise<void> {
    for (let turn = 0; turn < 500; turn++) {
      if (await ask()) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('it did not come about');
  }

  range(path: string, start: number, end: number) {
    const lines = new LineIndex(this.textOf(path));
    return { start: lines.position(start), end: lines.position(end) };
  }

  stop(): void {
    this.#connection.dispose();
    rmSync(this.root, { recursive: true });
  }

  #at(path: string, offset: number) {
    return { textDocument: { uri: this.uri(path) }, position: new LineIndex(this.textOf(path)).position(offset) };
  }

  #open(path: string): { text: string; version: number } {
    const open = this.#texts.get(path);
    if (!open) throw new Error(`${path} is not open`);
    return open;
  }

  #pathOf(uri: string): string {
    const prefix = `${this.uri('')}/`;
    return uri === this.uri('') ? '' : uri.startsWith(prefix) ? decodeURIComponent(uri.slice(prefix.length)) : uri;
  }
}

type TextOrSnippet = { readonly range: { start: Position; end: Position } } & ({ readonly newText: string } | { readonly snippet: { readonly value: string } });

interface Position {
  readonly line: number;
  readonly character: number;
}

const started: Client[] = [];

/** Starts a client that is stopped when the test that asked for it has ended. */
export async function start(options: Start = {}): Promise<Client> {
  const client = await Client.start(options);
  started.push(client);
  return client;
}

afterEach(() => {
  for (const client of started.splice(0)) client.stop();
});
