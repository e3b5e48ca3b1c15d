import { Disposable, extensions, workspace } from 'vscode';
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
        if (event.affectsConfiguration('seaworthy.yamlSyntax') || event.affectsConfiguration('yaml.validate')) this.#tell();
      }),
      // A server that started anew knows nothing.
      server.onDidStart(() => {
        this.#told = undefined;
        this.#tell();
      }),
    );
  }

  #tell(): void {
    const silenced = isLeftToOthers() ? ['yaml-unreadable'] : [];
    if (!this.#server.isStarted || this.#told === silenced.join()) return;
    this.#told = silenced.join();
    void this.#server.tell({ silenced });
  }
}

function isLeftToOthers(): boolean {
  const wanted = workspace.getConfiguration('seaworthy').get<string>('yamlSyntax', 'auto');
  const isOther = extensions.getExtension(YAML) !== undefined && workspace.getConfiguration('yaml').get('validate') !== false;
  return wanted === 'never' || (wanted === 'auto' && isOther);
}
