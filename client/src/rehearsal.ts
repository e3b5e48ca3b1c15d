import {
  commands,
  type Disposable,
  EventEmitter,
  l10n,
  languages,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { Place, RehearsalFinding, RehearsalStage, RehearsalView } from '../../server/src/lsp/requests';
import { openPlace } from './map';
import type { Server } from './server';

/** How long findings must rest before deployments are rehearsed anew, in milliseconds. */
const PAUSE = 800;

/** How long a view takes to open, in milliseconds: where something is revealed earlier, its list stays one line high. */
const OPENING = 500;

type Item =
  | { readonly kind: 'workload'; readonly workload: RehearsalView }
  | { readonly kind: 'stage'; readonly workload: RehearsalView; readonly stage: RehearsalStage }
  | { readonly kind: 'finding'; readonly workload: RehearsalView; readonly stage: RehearsalStage; readonly finding: RehearsalFinding };

/** The view that rehearses every workload's deployment, and the command that leads there from a lens. */
export function registerRehearsal(server: Server): Disposable[] {
  const changed = new EventEmitter<undefined>();
  let items: readonly RehearsalView[] | undefined;
  let timer: NodeJS.Timeout | undefined;

  const load = async () => {
    items ??= server.isStarted ? ((await server.ask<RehearsalView[] | null>('seaworthy/rehearsal')) ?? []) : [];
    return items.map((workload): Item => ({ kind: 'workload', workload }));
  };
  const view: TreeView<Item> = window.createTreeView<Item>('seaworthy.rehearsal', {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: toTreeItem,
      getChildren: (item) => (item ? childrenOf(item) : load()),
      getParent: parentOf,
    },
  });
  const refresh = () => {
    items = undefined;
    changed.fire(undefined);
  };
  // Nobody looks at a view that is closed, and rehearsing checks the whole workspace.
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => view.visible && refresh(), PAUSE);
  };
  return [
    view,
    changed,
    { dispose: () => clearTimeout(timer) },
    languages.onDidChangeDiagnostics(later),
    server.onDidChange(later),
    view.onDidChangeVisibility(({ visible }) => visible && refresh()),
    commands.registerCommand('seaworthy.rehearse', async (uri?: string, kind?: string, name?: string) => {
      const wasOpen = view.visible;
      await commands.executeCommand('seaworthy.rehearsal.focus');
      if (uri === undefined) return;
      if (!wasOpen) await new Promise((resolve) => setTimeout(resolve, OPENING));
      const found = (await load()).find((item) => item.workload.uri === uri && item.workload.kind === kind && item.workload.name === name);
      if (found) await view.reveal(found, { select: true, focus: true, expand: 2 });
    }),
    commands.registerCommand('seaworthy.openFinding', (place: Place) => openPlace(place)),
  ];
}

function childrenOf(item: Item): Item[] {
  switch (item.kind) {
    case 'workload':
      return item.workload.stages.map((stage) => ({ kind: 'stage', workload: item.workload, stage }));
    case 'stage':
      return item.stage.findings.map((finding) => ({ ...item, kind: 'finding', finding }));
    case 'finding':
      return [];
  }
}

function parentOf(item: Item): Item | undefined {
  switch (item.kind) {
    case 'workload':
      return undefined;
    case 'stage':
      return { kind: 'workload', workload: item.workload };
    case 'finding':
      return { kind: 'stage', workload: item.workload, stage: item.stage };
  }
}

const PASSES = new ThemeIcon('pass', new ThemeColor('testing.iconPassed'));
const RISKY = new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
const BREAKS = new ThemeIcon('error', new ThemeColor('list.errorForeground'));
const ICONS = { passes: PASSES, risky: RISKY, breaks: BREAKS } as const;
const SEVERITIES = { error: BREAKS, warning: RISKY } as const;

function toTreeItem(item: Item): TreeItem {
  const id = idOf(item);
  switch (item.kind) {
    case 'workload': {
      const { kind, name, uri, breaksAt } = item.workload;
      const shown = new TreeItem(`${kind}/${name}`, TreeItemCollapsibleState.Collapsed);
      const verdict = breaksAt === undefined ? l10n.t('would run') : l10n.t('breaks at {0}', breaksAt);
      return Object.assign(shown, { id, description: `${verdict} · ${workspace.asRelativePath(Uri.parse(uri))}`, iconPath: breaksAt ? BREAKS : PASSES });
    }
    case 'stage': {
      const { stage, verdict, findings } = item.stage;
      const shown = new TreeItem(stage, findings.length > 0 ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.None);
      return Object.assign(shown, { id, iconPath: ICONS[verdict] });
    }
    case 'finding': {
      const { message, severity, rule } = item.finding;
      const shown = new TreeItem(message.replaceAll('`', ''));
      const command = { command: 'seaworthy.openFinding', title: l10n.t('Open'), arguments: [item.finding] };
      return Object.assign(shown, {
        id,
        description: rule,
        tooltip: new MarkdownString(message),
        iconPath: SEVERITIES[severity],
        command,
        contextValue: 'finding',
      });
    }
  }
}

/** The same as long as the thing is, so that what was unfolded stays so. */
function idOf(item: Item): string {
  const { uri, kind, name } = item.workload;
  const workload = `${uri} ${kind} ${name}`;
  switch (item.kind) {
    case 'workload':
      return workload;
    case 'stage':
      return `${workload} ${item.stage.stage}`;
    case 'finding':
      return `${workload} ${item.stage.stage} ${item.stage.findings.indexOf(item.finding)}`;
  }
}
