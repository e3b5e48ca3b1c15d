import { baseName } from '../text/path';
import type { Document, Node } from '../yaml/node';
import type { Value } from '../yaml/value';
import type { Surroundings } from './document';

/** What a YAML document is, and why we think so (shown in the status item). */
export interface Classification {
  readonly kind: DocumentKind;
  /** The fact that decided, in a few words: a key, a file name, an apiVersion. */
  readonly reason: string;
}

export type DocumentKind =
  | 'kubernetes'
  | 'list'
  | 'kustomization'
  | 'patch'
  | 'json-patch'
  | 'helm-template'
  | 'helm-values'
  | 'helm-chart'
  | 'kubeconfig'
  | 'compose'
  | 'skaffold'
  | 'configuration'
  | 'settings'
  | 'broken'
  | 'empty'
  | 'other';

/** API groups whose documents look like objects but are read by a program from a file, not by a cluster. */
const FILE_GROUPS: readonly RegExp[] = [
  /^(?:audit|apiserver\.config|kubelet\.config|kubeproxy\.config|kubecontrollermanager\.config|kubescheduler\.config|kubeadm|client\.authentication|credentialprovider\.kubelet|pod-security\.admission\.config|imagepolicy)\.k8s\.io$/,
  /^(?:kind|ctlptl|tilt|k3d|krew\.googlecontainertools\.github\.com|kpt|config\.kubernetes|minikube)\b/,
  /^(?:eksctl\.io|kops\.k8s\.io|k0sctl\.k0sproject\.io|talos\.dev|backstage\.io|skaffold|goss|devfile|kuttl\.dev|chaostoolkit|openapi)/,
];

/** Names of Compose files, as `docker compose` looks for them, and their overrides. */
const COMPOSE_NAME = /^(?:docker-)?compose[\w.-]*\.ya?ml$/;
const KUSTOMIZATION_NAME = /^kustomization(?:\.ya?ml)?$/i;

/** Says what a document is, by its content first and its name where the content leaves a choice. */
export function classifyDocument(file: string, source: Document, root: Value | undefined, { helmTemplate, patch }: Surroundings): Classification {
  const name = baseName(file);
  if (helmTemplate) return { kind: 'helm-template', reason: 'templates/' };
  if (isTemplate(source, root)) return { kind: 'helm-template', reason: '{{ }}' };
  if (source.problems.some(({ kind }) => kind === 'refused')) return { kind: 'broken', reason: 'YAML' };
  if (!root) return { kind: 'empty', reason: '' };
  if (name === '.seaworthy.yaml' || name === '.seaworthy.yml') return { kind: 'settings', reason: name };
  if (KUSTOMIZATION_NAME.test(name)) return { kind: 'kustomization', reason: name };
  if (patch) return { kind: root.kind === 'list' ? 'json-patch' : 'patch', reason: 'kustomization' };
  if (root.kind === 'list') return isJsonPatch(root) ? { kind: 'json-patch', reason: 'op, path' } : { kind: 'other', reason: 'list' };
  if (root.kind !== 'map') return { kind: 'other', reason: root.kind };
  return classifyMap(file, name, root);
}

function classifyMap(file: string, name: string, root: Value): Classification {
  const apiVersion = root.string('apiVersion')?.value;
  const kind = root.string('kind')?.value;
  if (apiVersion !== undefined && kind !== undefined) return classifyApiVersion(apiVersion, kind, root);
  if (name === 'Chart.yaml' && root.get('name')) return { kind: 'helm-chart', reason: name };
  if (apiVersion?.startsWith('skaffold/')) return { kind: 'skaffold', reason: apiVersion };
  if (COMPOSE_NAME.test(name) || (root.get('services')?.kind === 'map' && composeKeys(root))) return { kind: 'compose', reason: 'services' };
  if (/^values[\w.-]*\.ya?ml$/.test(name)) return { kind: 'helm-values', reason: name };
  // An object that somebody is still typing: one of the two keys is there, and what goes with it.
  const started = kind !== undefined || apiVersion !== undefined;
  if (started && root.get('metadata')?.kind === 'map' && !/(?:^|\/)\.github\//.test(file))
    return { kind: 'kubernetes', reason: kind === undefined ? 'apiVersion' : 'kind' };
  return { kind: 'other', reason: '' };
}

function classifyApiVersion(apiVersion: string, kind: string, root: Value): Classification {
  const reason = `${apiVersion} ${kind}`;
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] as string) : '';
  if (apiVersion === 'v1' && kind === 'Config' && (root.get('clusters') || root.get('contexts') || root.get('users'))) return { kind: 'kubeconfig', reason };
  if (group === 'kustomize.config.k8s.io') return { kind: 'kustomization', reason };
  if (group === 'skaffold') return { kind: 'skaffold', reason };
  if (FILE_GROUPS.some((pattern) => pattern.test(group))) return { kind: 'configuration', reason };
  if (kind.endsWith('List') && root.get('items')?.kind === 'list') return { kind: 'list', reason };
  return { kind: 'kubernetes', reason };
}

function composeKeys(root: Value): boolean {
  return root
    .fields('services')
    .every(({ value }) => value.kind !== 'map' || ['image', 'build', 'extends', 'environment', 'ports', 'volumes', 'command'].some((key) => value.get(key)));
}

function isJsonPatch(root: Value): boolean {
  const items = root.items();
  return items.length > 0 && items.every((item) => item.string('op') !== undefined && item.string('path') !== undefined);
}

/**
 * A template is seen by its markers. They do not count inside quotes and block scalars: there they are plain text, as
 * in Prometheus rules, Grafana dashboards and Argo workflows.
 */
function isTemplate({ text, root: tree, problems }: Document, root: Value | undefined): boolean {
  if (!text.includes('{{')) return false;
  if (/^\s*(?:-\s+)?\{\{/m.test(withoutComments(text)) && problems.length > 0) return true;
  if (!root || !tree || problems.some(({ kind }) => kind === 'refused')) return true;
  return holdsMarker(tree, text);
}

function withoutComments(text: string): string {
  return text.replace(/^\s*#.*$/gm, '');
}

/** A plain scalar, key or flow mapping that begins with a marker. */
function holdsMarker(node: Node, text: string): boolean {
  if (node.kind === 'list') return node.items.some((item) => holdsMarker(item, text));
  if (node.kind === 'scalar') return node.style === 0 && text.slice(node.start, node.end).includes('{{');
  if (node.flow && text.startsWith('{{', node.start)) return true;
  return node.entries.some(({ key, value }) => holdsMarker(key, text) || holdsMarker(value, text));
}
