import { Disposable, extensions, workspace } from 'vscode';
import type { Neighbours as Said } from '../../server/src/lsp/requests';
import type { Server } from './server';

/** The extension that reports what is wrong with YAML as such; it starts with the first YAML document, as we do. */
const YAML = 'redhat.vscode-yaml';

/** Tells the server what other extensions report already, so that nobody is told twice. */
export class Neighbours extends Disposable {
  readonly #server: Server;
  readonly #subscriptions: Disposable[] = [];
  #told: string | undefined;

  constructor(server: Server) {
    super(() => Disposable.from(...this.#subscriptions).dispose());
    this.#server = server;
    this.#subscriptions.push(
      extensions.onDidChange(() => this.#tell()),
      workspace.onDidChangeConfiguration((event) => {
        if (['seaworthy.yamlSyntax', 'yaml.validate', 'json.validate.enable'].some((one) => event.affectsConfiguration(one))) this.#tell();
      }),
      // A server that started anew knows nothing.
      server.onDidStart(() => {
        this.#told = undefined;
        this.#tell();
      }),
    );
  }

  #tell(): void {
    const said: Said = { silenced: isLeftToOthers() ? ['yaml-unreadable'] : [], silencedInJson: isJsonChecked() ? ['yaml-unreadable', 'key-duplicate'] : [] };
    if (!this.#server.isStarted || this.#told === JSON.stringify(said)) return;
    this.#told = JSON.stringify(said);
    void this.#server.tell(said);
  }
}

/** VS Code itself says what is wrong with JSON as such. */
function isJsonChecked(): boolean {
  return workspace.getConfiguration('json').get('validate.enable') !== false;
}

function isLeftToOthers(): boolean {
  const wanted = workspace.getConfiguration('seaworthy').get<string>('yamlSyntax', 'auto');
  const isOther = extensions.getExtension(YAML) !== undefined && workspace.getConfiguration('yaml').get('validate') !== false;
  return wanted === 'never' || (wanted === 'auto' && isOther);
}
