import {
  commands,
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  type TextDocument,
  type WorkspaceEdit,
  workspace,
} from 'vscode';
import type { LanguageClient, WorkspaceEdit as ProtocolEdit } from 'vscode-languageclient/node';
import type { Neighbours, Status } from '../../server/src/lsp/requests';

/** What the server reads in an editor; manifests and Dockerfiles are reason enough to start it. */
const LANGUAGES = ['yaml', 'dockerfile', 'dockercompose', 'go', 'go.mod'];
const STARTING = ['yaml', 'dockerfile'];

/** Schemes of documents that somebody writes: not the old side of a comparison, nor output. */
const SCHEMES = ['file', 'untitled', 'vscode-vfs'];

export const SELECTOR = SCHEMES.flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language })));

/** Commands that the server may put behind what it offers. */
const COMMANDS = ['seaworthy.explain', 'seaworthy.showReferences', 'seaworthy.rehearse', 'seaworthy.linkImage'];

/** Where the link behind a diagnostic's code leads: into the editor, so that it works without a network. */
export const PAGE_SCHEME = 'seaworthy';

/** The language server: started when it is first needed, and asked from here alone. */
export class Server implements Disposable {
  readonly #context: ExtensionContext;
  readonly #output: LogOutputChannel;
  readonly #changed = new EventEmitter<void>();
  readonly #started = new EventEmitter<void>();
  #client: LanguageClient | undefined;
  #starting: Promise<LanguageClient> | undefined;

  /** What it would say of documents may be different now. */
  readonly onDidChange = this.#changed.event;
  /** It runs, for the first time or again. */
  readonly onDidStart = this.#started.event;

  constructor(context: ExtensionContext, output: LogOutputChannel) {
    this.#context = context;
    this.#output = output;
  }

  get isStarted(): boolean {
    return this.#client !== undefined;
  }

  /** Starts where a document asks for it. A Go file does so only in a workspace that builds images. */
  async startFor({ languageId, uri }: TextDocument): Promise<void> {
    if (this.#starting || !SCHEMES.includes(uri.scheme)) return;
    if (STARTING.includes(languageId) || (/^go(?:\.mod)?$/.test(languageId) && (await buildsImages()))) await this.start();
  }

  async start(): Promise<LanguageClient> {
    this.#starting ??= this.#start().catch((error: unknown) => {
      this.#starting = undefined;
      throw error;
    });
    return this.#starting;
  }

  /** Whatever is asked meanwhile waits for it. */
  async restart(): Promise<void> {
    const client = this.#client;
    if (client) this.#starting = client.restart().then(() => client);
    await this.start();
  }

  async ask<T>(method: string, params?: object): Promise<T> {
    return (await this.start()).sendRequest<T>(method, params ?? {});
  }

  statusOf(document: TextDocument): Promise<Status> {
    return this.ask('seaworthy/status', { uri: this.uriOf(document) });
  }

  /** As the server knows the document. */
  uriOf({ uri }: Pick<TextDocument, 'uri'>): string {
    return this.#client?.code2ProtocolConverter.asUri(uri) ?? uri.toString();
  }

  async toEdit(edit: ProtocolEdit): Promise<WorkspaceEdit> {
    return (await this.start()).protocol2CodeConverter.asWorkspaceEdit(edit);
  }

  async tell(neighbours: Neighbours): Promise<void> {
    await this.#client?.sendNotification('seaworthy/neighbours', neighbours);
  }

  dispose(): void {
    this.#changed.dispose();
    this.#started.dispose();
    void this.#client?.dispose();
  }

  async #start(): Promise<LanguageClient> {
    // Loaded when it is needed: nearly all JSON that has us activated needs none.
    const { LanguageClient, RevealOutputChannelOn, State, TransportKind } = await import('vscode-languageclient/node');
    const module = this.#context.asAbsolutePath('dist/server.js');
    const client = new LanguageClient(
      'seaworthy',
      'Seaworthy',
      { module, transport: TransportKind.ipc },
      {
        documentSelector: SELECTOR,
        outputChannel: this.#output,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        initializationOptions: {
          pageUrl: `${PAGE_SCHEME}:/rules/{rule}.md`,
          commands: COMMANDS,
          settings: workspace.getConfiguration('seaworthy'),
          isTrusted: workspace.isTrusted,
        },
        // A document that comes to the front may have waited for a change in another one.
        diagnosticPullOptions: { onChange: true, onFocus: true },
      },
    );
    this.#context.subscriptions.push(workspace.onDidGrantWorkspaceTrust(() => client.sendNotification('seaworthy/trusted')));
    client.onNotification('seaworthy/statusChanged', () => this.#changed.fire());
    // Also after a restart, by hand or because it ended.
    client.onDidChangeState(({ newState }) => {
      if (newState !== State.Running) return;
      this.#client = client;
      void commands.executeCommand('setContext', 'seaworthy.isStarted', true);
      this.#started.fire();
    });
    await client.start();
    return client;
  }
}

async function buildsImages(): Promise<boolean> {
  const [found] = await workspace.findFiles('**/{Dockerfile,Dockerfile.*,Containerfile,*.Dockerfile,*.dockerfile}', undefined, 1);
  return found !== undefined;
}
