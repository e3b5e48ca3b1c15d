import { type ExtensionContext, type TextDocument, window, workspace } from 'vscode';
import type { Status } from '../../server/src/lsp/requests';
import { registerCommands } from './commands';
import { JsonManifests } from './json-manifests';
import { registerMap } from './map';
import { Neighbours } from './neighbours';
import { registerPages } from './pages';
import { registerRehearsal } from './rehearsal';
import { Server } from './server';
import { registerStatus, summary } from './status';

/** Registers what costs nothing; the server starts with the first document that it has something to say about. */
export async function activate(context: ExtensionContext): Promise<Exports> {
  const output = window.createOutputChannel('Seaworthy', { log: true });
  const server = new Server(context, output);
  const json = new JsonManifests(server);
  context.subscriptions.push(output, server, json, ...registerPages(server), ...registerStatus(server, json), ...registerCommands(server, output));
  context.subscriptions.push(new Neighbours(server));
  context.subscriptions.push(...registerMap(context, server), ...registerRehearsal(server));
  context.subscriptions.push(workspace.onDidOpenTextDocument((document) => server.startFor(document)));
  await Promise.all(workspace.textDocuments.flatMap((document) => [server.startFor(document), json.consider(document)]));
  return {
    async statusOf(document) {
      const status = await server.statusOf(document);
      return { ...status, summary: summary(status) };
    },
  };
}

/** What other extensions, and the tests, may ask. */
export interface Exports {
  statusOf(document: TextDocument): Promise<Status & { readonly summary: string }>;
}
