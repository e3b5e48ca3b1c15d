import { commands, type Disposable, type ExtensionContext, l10n, languages, Range, Uri, ViewColumn, type WebviewPanel, window, workspace } from 'vscode';
import type { MapView, OfMap, Place } from '../../server/src/lsp/requests';
import type { FromMap, ToMap } from '../webview/messages';
import { mapPage } from './map-page';
import type { Server } from './server';

const VIEW = 'seaworthy.map';

/** How long findings must rest before the picture is drawn anew, in milliseconds. */
const PAUSE = 800;

/** The command that draws the workspace, and the map that the last session left open. */
export function registerMap(context: ExtensionContext, server: Server): Disposable[] {
  let shown: MapPanel | undefined;
  const show = (panel: WebviewPanel) => {
    shown = new MapPanel(panel, context.extensionUri, server);
    panel.onDidDispose(() => {
      shown = undefined;
    });
  };
  return [
    commands.registerCommand('seaworthy.showMap', () => {
      if (shown) shown.reveal();
      else show(window.createWebviewPanel(VIEW, l10n.t('Map of the Workspace'), ViewColumn.Beside, { retainContextWhenHidden: true }));
    }),
    commands.registerCommand('seaworthy.exportMap', () => exportMap(server, shown?.asked ?? { by: 'namespace' })),
    window.registerWebviewPanelSerializer(VIEW, {
      async deserializeWebviewPanel(panel) {
        show(panel);
      },
    }),
  ];
}

/** The map in its tab. It is drawn anew while it is seen and something changes. */
class MapPanel {
  readonly #panel: WebviewPanel;
  readonly #server: Server;
  readonly #disposables: Disposable[] = [];
  #timer: NodeJS.Timeout | undefined;
  #places: MapView['places'] = {};
  #isStale = true;
  asked: OfMap = { by: 'namespace' };

  constructor(panel: WebviewPanel, extension: Uri, server: Server) {
    this.#panel = panel;
    this.#server = server;
    const { webview } = panel;
    panel.iconPath = Uri.joinPath(extension, 'client/icon.png');
    webview.options = { enableScripts: true, localResourceRoots: [Uri.joinPath(extension, 'dist')] };
    this.#disposables.push(
      webview.onDidReceiveMessage((message: FromMap) => this.#receive(message)),
      languages.onDidChangeDiagnostics(() => this.#later()),
      server.onDidChange(() => this.#later()),
      panel.onDidChangeViewState(() => {
        if (panel.visible && this.#isStale) void this.#draw();
      }),
    );
    panel.onDidDispose(() => {
      clearTimeout(this.#timer);
      for (const disposable of this.#disposables) disposable.dispose();
    });
    webview.html = mapPage(webview, extension);
  }

  reveal(): void {
    this.#panel.reveal();
  }

  #later(): void {
    this.#isStale = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#draw(), PAUSE);
  }

  async #draw(): Promise<void> {
    if (!this.#panel.visible) return;
    this.#isStale = false;
    const map = await this.#server.ask<MapView | null>('seaworthy/map', this.asked);
    if (!map) return;
    this.#places = map.places;
    const { svg, groups, objects, errors, warnings } = map;
    const summary = objects === 0 ? l10n.t('No manifest in this workspace yet') : l10n.t('{0} objects, {1} errors, {2} warnings', objects, errors, warnings);
    this.#tell({ kind: 'show', svg, groups, group: this.asked.group ?? '', by: this.asked.by, summary });
  }

  #tell(message: ToMap): void {
    void this.#panel.webview.postMessage(message);
  }

  async #receive(message: FromMap): Promise<void> {
    switch (message.kind) {
      case 'ready':
        return this.#draw();
      case 'narrow':
        this.asked = { by: message.by, ...(message.group !== '' && { group: message.group }) };
        return this.#draw();
      case 'export':
        return exportMap(this.#server, this.asked);
      case 'open': {
        const place = this.#places[message.id];
        if (place) await openPlace(place, message.beside ? ViewColumn.Beside : this.#columnForFiles());
      }
    }
  }

  /** Not the map's own column, where there is another: it stays in sight. */
  #columnForFiles(): ViewColumn {
    const { viewColumn } = this.#panel;
    return viewColumn === ViewColumn.One || viewColumn === undefined ? ViewColumn.Beside : ViewColumn.One;
  }
}

export async function openPlace({ uri, line, character }: Place, viewColumn?: ViewColumn): Promise<void> {
  const selection = new Range(line, character, line, character);
  await window.showTextDocument(Uri.parse(uri), { selection, ...(viewColumn !== undefined && { viewColumn }) });
}

/** Writes the picture, or what Mermaid draws it from, where the user says. */
async function exportMap(server: Server, asked: OfMap): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog({
    filters: { SVG: ['svg'], Mermaid: ['mmd', 'mermaid'] },
    ...(folder && { defaultUri: Uri.joinPath(folder, 'map.svg') }),
  });
  if (!target) return;
  const map = await server.ask<MapView | null>('seaworthy/map', asked);
  if (!map) return;
  const text = /\.(?:mmd|mermaid)$/i.test(target.path) ? map.mermaid : map.svg;
  await workspace.fs.writeFile(target, new TextEncoder().encode(text));
}
