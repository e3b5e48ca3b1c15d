import { type ExtensionContext, window, workspace } from 'vscode';
import { registerCommands } from './commands';
import { Neighbours } from './neighbours';
import { registerPages } from './pages';
import { Server } from './server';
import { registerStatus } from './status';

/** Registers what costs nothing; the server starts with the first document that it has something to say about. */
export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel('Seaworthy', { log: true });
  const server = new Server(context, output);
  context.subscriptions.push(output, server, ...registerPages(server), ...registerStatus(server), ...registerCommands(server, output), new Neighbours(server));
  context.subscriptions.push(workspace.onDidOpenTextDocument((document) => server.startFor(document)));
  await Promise.all(workspace.textDocuments.map((document) => server.startFor(document)));
}
