import { createConnection } from 'vscode-languageserver/node';
import { serve } from './server';

/** The server over standard input and output, for every editor that speaks the protocol. */
export function startOverStdio(): void {
  serve(createConnection(process.stdin, process.stdout));
}
