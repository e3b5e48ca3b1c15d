import { type Disposable, type LanguageStatusItem, LanguageStatusSeverity, l10n, languages, type TextDocument, window, workspace } from 'vscode';
import type { Status, StatusDocument } from '../../server/src/lsp/requests';
import type { JsonManifests } from './json-manifests';
import { SELECTOR, type Server } from './server';

/** How long typing must pause before the status is asked for again, in milliseconds. */
const PAUSE = 400;

/** Two items behind the braces of the status bar: what a document was taken for, and for which versions it is checked. */
export function registerStatus(server: Server, json: JsonManifests): Disposable[] {
  const taken = createItem('seaworthy.document', l10n.t('Seaworthy: What Is Checked'), 'seaworthy.why', l10n.t('Why?'));
  const versions = createItem('seaworthy.kubernetes', l10n.t('Seaworthy: Kubernetes Versions'), 'seaworthy.chooseKubernetes', l10n.t('Choose'));
  let timer: NodeJS.Timeout | undefined;
  const update = async () => {
    const document = window.activeTextEditor?.document;
    if (!document || !server.isStarted || languages.match([...SELECTOR, ...json.selector], document) === 0) return;
    const status = await server.statusOf(document);
    if (document === window.activeTextEditor?.document) show(status, taken, versions);
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void update(), PAUSE);
  };
  return [
    taken,
    versions,
    { dispose: () => clearTimeout(timer) },
    server.onDidChange(() => void update()),
    json.onDidChange(() => {
      taken.selector = versions.selector = [...SELECTOR, ...json.selector];
      void update();
    }),
    window.onDidChangeActiveTextEditor(() => void update()),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === window.activeTextEditor?.document) later();
    }),
  ];
}

function createItem(id: string, name: string, command: string, title: string): LanguageStatusItem {
  const item = languages.createLanguageStatusItem(id, SELECTOR);
  item.name = name;
  item.severity = LanguageStatusSeverity.Information;
  item.command = { command, title };
  return item;
}

function show(status: Status, taken: LanguageStatusItem, versions: LanguageStatusItem): void {
  // Other extensions have items here, too.
  taken.text = `Seaworthy: ${summary(status)}`;
  const [only, ...others] = status.documents;
  taken.detail = status.ignored || others.length > 0 || !only?.reason ? '' : only.reason;
  taken.busy = status.reading;
  versions.text = `Kubernetes ${status.kubernetes.replace(' - ', ' – ')}`;
  versions.severity = status.configurationProblem === undefined ? LanguageStatusSeverity.Information : LanguageStatusSeverity.Warning;
  if (status.configurationProblem !== undefined) versions.detail = status.configurationProblem;
  else versions.detail = status.configuration === undefined ? l10n.t('from the settings') : l10n.t('from {0}', workspace.asRelativePath(status.configuration));
}

/** `3 × Kubernetes object, Kustomization`. */
export function summary({ documents, ignored }: Status): string {
  if (ignored) return l10n.t('Not checked: the settings ignore this file');
  if (documents.length === 0) return l10n.t('Not checked: nothing in it');
  const counts = new Map<string, number>();
  for (const { kind } of documents) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => (count === 1 ? kindName(kind) : `${count} × ${kindName(kind)}`)).join(', ');
}

/** What a document was taken for, in words; kinds that are new show their own name. */
export function kindName(kind: string): string {
  switch (kind) {
    case 'kubernetes':
      return l10n.t('Kubernetes object');
    case 'list':
      return l10n.t('list of Kubernetes objects');
    case 'kustomization':
      return 'Kustomization';
    case 'patch':
    case 'json-patch':
      return l10n.t('patch of a Kustomization');
    case 'helm-template':
      return l10n.t('template, not checked');
    case 'helm-values':
      return l10n.t('Helm values');
    case 'helm-chart':
      return 'Helm Chart';
    case 'helm-schema':
      return l10n.t('schema of Helm values');
    case 'kubeconfig':
      return 'kubeconfig';
    case 'compose':
      return 'Compose';
    case 'skaffold':
      return 'Skaffold';
    case 'configuration':
      return l10n.t('configuration of another tool, not checked');
    case 'settings':
      return l10n.t('settings of Seaworthy');
    case 'broken':
      return l10n.t('YAML that cannot be read');
    case 'other':
      return l10n.t('not checked: no Kubernetes object');
    case 'dockerfile':
      return 'Dockerfile';
    case 'go':
      return l10n.t('Go source');
    case 'go-module':
      return l10n.t('Go module');
    default:
      return kind;
  }
}

/** A line of the answer to "why": `Line 12: Kubernetes object`. */
export function lineOf({ kind, line }: StatusDocument, document: TextDocument): string {
  return document.languageId === 'yaml' ? l10n.t('Line {0}: {1}', line + 1, kindName(kind)) : kindName(kind);
}
