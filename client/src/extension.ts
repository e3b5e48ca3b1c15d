import type * as vscode from 'vscode';
import { LanguageClient, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath('dist/server.js');
  const serverOptions: ServerOptions = { module, transport: TransportKind.ipc };
  const client = new LanguageClient('seaworthy', 'Seaworthy', serverOptions, { documentSelector: [{ language: 'yaml' }, { language: 'dockerfile' }] });
  context.subscriptions.push(client);
  await client.start();
}
