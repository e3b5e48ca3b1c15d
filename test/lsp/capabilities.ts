import type { ClientCapabilities } from 'vscode-languageserver';

/** What VS Code can do, as far as we look at it. */
export const EDITOR: ClientCapabilities = {
  textDocument: {
    diagnostic: {},
    completion: { completionItem: { snippetSupport: true, labelDetailsSupport: true, insertTextModeSupport: { valueSet: [1, 2] } } },
  },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, snippetEditSupport: true, resourceOperations: ['create'] },
  },
};
