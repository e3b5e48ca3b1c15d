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

type Item =
  | { readonly kind: 'workload'; readonly workload: RehearsalView }
  | { readonly kind: 'stage'; readonly workload: RehearsalView; readonly stage: RehearsalStage }
  | { readonly kind: 'finding'; readonly workload: RehearsalView; readonly stage: RehearsalStage; readonly finding: RehearsalFinding };

/** The view that rehearses every workload's deployment, and the command that leads there from a lens. */
export function registerRehearsal(server: Server): Disposable[] {
  const changed = new EventEmitter<undefined>();
  const list = new ShownList(changed);
  let items: Promise<readonly RehearsalView[]> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const ask = async () => (server.isStarted ? ((await server.ask<RehearsalView[] | null>('seaworthy/rehearsal')) ?? []) : []);
  const load = async () => {
    items ??= ask();
    return (await items).map((workload): Item => ({ kind: 'workload', workload }));
  };
  const view: TreeView<Item> = window.createTreeView<Item>('seaworthy.rehearsal', {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: toTreeItem,
      getChildren: (item) => (item ? childrenOf(item) : list.fill(view, load())),
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
      // The view is there when the server is.
      await server.start();
      await commands.executeCommand('seaworthy.rehearsal.focus');
      if (uri === undefined) return;
      await list.isFilled;
      const found = (await load()).find((item) => item.workload.uri === uri && item.workload.kind === kind && item.workload.name === name);
      if (found) await view.reveal(found, { select: true, focus: true, expand: 2 });
    }),
    commands.registerCommand('seaworthy.openFinding', (place: Place) => openPlace(place)),
  ];
}

/**
 * The list of the view. VS Code makes it after it has laid the view out, and gives it no height until two seconds later,
 * when it looks at the view's message (`activate` of its `CustomTreeView`): until then nothing is seen in the list, and
 * what is revealed ends up beside it. A message of ours while the first answer is awaited has the list laid out at once.
 */
class ShownList {
  readonly #changed: EventEmitter<undefined>;
  #filled: () => void = () => undefined;
  /** Resolves when the list exists and has its height, as far as whatever is revealed from then on is concerned. */
  readonly isFilled = new Promise<void>((resolve) => {
    this.#filled = resolve;
  });
  #isFirst = true;

  constructor(changed: EventEmitter<undefined>) {
    this.#changed = changed;
  }

  fill<T>(view: TreeView<T>, items: Promise<T[]>): Promise<T[]> {
    if (this.#isFirst) {
      this.#isFirst = false;
      view.message = l10n.t('Rehearsing …');
      const end = () => {
        view.message = '';
        // Messages travel together with changes of the data, for which revealing waits.
        this.#changed.fire(undefined);
        this.#filled();
      };
      void items.then(end, end);
    }
    return items;
  }
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
const UNREACHED = new ThemeIcon('circle-outline', new ThemeColor('disabledForeground'));
const ICONS = { passes: PASSES, risky: RISKY, breaks: BREAKS, unreached: UNREACHED } as const;
const SEVERITIES = { error: BREAKS, warning: RISKY } as const;

function toTreeItem(item: Item): TreeItem {
  const id = idOf(item);
  switch (item.kind) {
    case 'workload': {
      const { kind, name, uri, breaks, verdict } = item.workload;
      const shown = new TreeItem(`${kind}/${name}`, TreeItemCollapsibleState.Collapsed);
      return Object.assign(shown, { id, description: `${verdict} · ${workspace.asRelativePath(Uri.parse(uri))}`, iconPath: breaks ? BREAKS : PASSES });
    }
    case 'stage': {
      const { stage, verdict, remark, findings } = item.stage;
      const shown = new TreeItem(stage, findings.length > 0 ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.None);
      return Object.assign(shown, { id, iconPath: ICONS[verdict], ...(remark && { description: remark }) });
    }
    case 'finding': {
      const { message, severity, rule, uri, line } = item.finding;
      const shown = new TreeItem(message.replaceAll('`', ''));
      const command = { command: 'seaworthy.openFinding', title: l10n.t('Open'), arguments: [item.finding] };
      return Object.assign(shown, {
        id,
        description: `${workspace.asRelativePath(Uri.parse(uri))}:${line + 1} · ${rule}`,
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
