import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createProtocolConnection, type ProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { LineIndex } from '../../server/src/text/line-index';
import { EDITOR } from '../lsp/capabilities';

/** The server that is shipped, in a process of its own, as an editor runs it. */
export class ServerProcess {
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #texts = new Map<string, { text: string; version: number }>();

  constructor(
    readonly root: string,
    bundle: string,
  ) {
    this.#process = spawn(process.execPath, [bundle, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdin, stdout } = this.#process;
    if (!stdin || !stdout) throw new Error('the server has no streams');
    this.#connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.#connection.onRequest('workspace/configuration', ({ items }: { items: readonly unknown[] }) => items.map(() => ({})));
    this.#connection.onRequest('workspace/diagnostic/refresh', () => null);
    this.#connection.onRequest('client/registerCapability', () => null);
    this.#connection.onRequest('window/workDoneProgress/create', () => null);
    this.#connection.listen();
  }

  async initialize(): Promise<void> {
    const workspaceFolders = [{ uri: pathToFileURL(this.root).toString(), name: 'bench' }];
    await this.#connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: EDITOR, workspaceFolders });
    await this.#connection.sendNotification('initialized', {});
  }

  /** Waits until the folder is read. */
  async settle(): Promise<void> {
    while ((await this.#connection.sendRequest<{ reading: boolean }>('seaworthy/status', { uri: this.#uri('none.yaml') })).reading) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async open(path: string): Promise<void> {
    const text = readFileSync(join(this.root, path), 'utf8');
    this.#texts.set(path, { text, version: 1 });
    await this.#connection.sendNotification('textDocument/didOpen', { textDocument: { uri: this.#uri(path), languageId: 'yaml', version: 1, text } });
  }

  /** Puts a text in the place of what lies between two offsets, and asks for the findings. Returns the milliseconds until they are there. */
  async type(path: string, start: number, end: number, by: string): Promise<number> {
    const { text, version } = this.#opened(path);
    const lines = new LineIndex(text);
    const range = { start: lines.position(start), end: lines.position(end) };
    this.#texts.set(path, { text: text.slice(0, start) + by + text.slice(end), version: version + 1 });
    const begin = performance.now();
    void this.#connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.#uri(path), version: version + 1 },
      contentChanges: [{ range, text: by }],
    });
    await this.findings(path);
    return performance.now() - begin;
  }

  async findings(path: string): Promise<number> {
    const report = await this.#connection.sendRequest<{ items?: readonly unknown[] }>('textDocument/diagnostic', { textDocument: { uri: this.#uri(path) } });
    return report.items?.length ?? 0;
  }

  /** How many edits a rename of what stands at an offset takes. */
  async rename(path: string, offset: number, newName: string): Promise<number> {
    const position = new LineIndex(this.textOf(path)).position(offset);
    const edit = await this.#connection.sendRequest<{ documentChanges?: readonly { edits: readonly unknown[] }[] } | null>('textDocument/rename', {
      textDocument: { uri: this.#uri(path) },
      position,
      newName,
    });
    return (edit?.documentChanges ?? []).reduce((sum, { edits }) => sum + edits.length, 0);
  }

  isOpen(path: string): boolean {
    return this.#texts.has(path);
  }

  textOf(path: string): string {
    return this.#opened(path).text;
  }

  stop(): void {
    this.#connection.dispose();
    this.#process.kill();
  }

  #uri(path: string): string {
    return pathToFileURL(join(this.root, path)).toString();
  }

  #opened(path: string): { text: string; version: number } {
    const opened = this.#texts.get(path);
    if (!opened) throw new Error(`${path} is not open`);
    return opened;
  }
}
