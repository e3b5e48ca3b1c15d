import { createConnection } from 'vscode-languageserver/node';
import { serve } from './server';

// Started by the editor, which says on the command line how to talk: --node-ipc, --stdio, --socket or --pipe.
serve(createConnection());
