import type { ClientCapabilities, Connection, InitializeParams } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../engine/analysis';
import type { Report } from '../engine/report';
import type { Language } from '../engine/settings';
import { pageUrl, translator } from '../workspace/pages';
import { Workspace } from '../workspace/workspace';
import type { ClientOptions } from './requests';
import { Converter, type Manner } from './to-lsp';

/** One client and its workspace. Holds no answers: each is computed from the texts and settings as they are. */
export class Session {
  readonly connection: Connection;
  readonly workspace = new Workspace();
  readonly documents = new Map<string, TextDocument>();
  capabilities: ClientCapabilities = {};
  options: ClientOptions = {};
  /** Rules that another extension covers in this editor, so that nobody reports twice. */
  silenced: ReadonlySet<string> = new Set();
  /** Those that it covers in JSON. */
  silencedInJson: ReadonlySet<string> = new Set();
  /** True until the folders that the client started with are read. */
  isStarting = false;
  #locale: Language = 'en';

  constructor(connection: Connection) {
    this.connection = connection;
  }

  get analysis(): Analysis {
    return this.workspace.analysis;
  }

  initialize({ capabilities, locale, initializationOptions }: InitializeParams): void {
    this.capabilities = capabilities;
    this.options = typeof initializationOptions === 'object' && initializationOptions !== null ? (initializationOptions as ClientOptions) : {};
    this.#locale = locale?.toLowerCase().startsWith('zh') ? 'zh-cn' : 'en';
  }

  /** The language in which a file is spoken of, or the workspace as a whole. */
  languageFor(file = ''): Language {
    return this.analysis.settingsOf(file).language ?? this.#locale;
  }

  /** True where the client carries out a command of ours. */
  canDo(command: string): boolean {
    return this.options.commands?.includes(command) === true;
  }

  /** A converter for the texts as they are now. */
  converterFor(file: string): Converter {
    const textOf = (one: string) => this.analysis.textOf(one) ?? this.workspace.textOf(one);
    return new Converter(textOf, this.#mannerFor(file), (one) => this.documents.get(one)?.version ?? null);
  }

  reportsOf(file: string): readonly Report[] {
    const isJson = /\.json$/i.test(file);
    const reports = this.analysis.reportsOf(file).filter(({ rule: { id } }) => !this.silenced.has(id) && !(isJson && this.silencedInJson.has(id)));
    for (const { rule, file: where, error } of this.analysis.takeCrashes()) {
      this.connection.console.error(`The rule ${rule.id} failed on ${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
    return reports;
  }

  #mannerFor(file: string): Manner {
    const edit = this.capabilities.workspace?.workspaceEdit;
    return {
      translate: translator(this.languageFor(file)),
      snippetEdits: edit?.snippetEditSupport === true,
      documentChanges: edit?.documentChanges === true,
      createFiles: edit?.resourceOperations?.includes('create') === true,
      pageUrl: (rule) => this.options.pageUrl?.replaceAll('{rule}', rule) ?? pageUrl(rule),
    };
  }
}
