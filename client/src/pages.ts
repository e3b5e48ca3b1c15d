import { commands, type Disposable, EventEmitter, l10n, Uri, workspace } from 'vscode';
import { PAGE_SCHEME, type Server } from './server';

/** The pages of the rules as documents of the editor. `package.json` has them opened as Markdown previews. */
export function registerPages(server: Server): Disposable[] {
  const changed = new EventEmitter<Uri>();
  return [
    changed,
    workspace.registerTextDocumentContentProvider(PAGE_SCHEME, {
      onDidChange: changed.event,
      async provideTextDocumentContent({ path }) {
        const rule = path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/, '');
        return (await server.ask<string | null>('seaworthy/page', { rule })) ?? l10n.t('There is no rule {0}.', rule);
      },
    }),
    // Pages that are open are shown in the new language.
    server.onDidChange(() => {
      for (const { uri } of workspace.textDocuments) if (uri.scheme === PAGE_SCHEME) changed.fire(uri);
    }),
  ];
}

export async function showPage(rule: string): Promise<void> {
  await commands.executeCommand('vscode.open', Uri.from({ scheme: PAGE_SCHEME, path: `/rules/${rule}.md` }));
}
