import { type Message, message } from '../text/message';
import { baseName, folderOf } from '../text/path';
import type { Document } from '../yaml/node';
import type { Value } from '../yaml/value';
import type { Surroundings } from './document';
import { FOREIGN_FORMATS, formatOfApiVersion, isBegun } from './formats';
import { templateMarker } from './template-marker';

/** What a YAML document is, and why we think so (shown in the status item). */
export interface Classification {
  readonly kind: DocumentKind;
  /** The fact that decided, in a few words. */
  readonly reason: Message;
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
  /** What a chart says of its values. */
  | 'helm-schema'
  | 'kubeconfig'
  | 'compose'
  | 'skaffold'
  /** What another tool reads from a file. */
  | 'configuration'
  | 'settings'
  /** Meant for Kubernetes or its tools, but not readable. */
  | 'broken'
  | 'empty'
  | 'other';

/** Names of Compose files, as `docker compose` looks for them, and their overrides. */
const COMPOSE_NAME = /^(?:docker-)?compose[\w.-]*\.ya?ml$/;
const KUSTOMIZATION_NAME = /^kustomization(?:\.ya?ml)?$/i;
const VALUES_NAME = /^(?:[\w.-]*[-.])?values[\w.-]*\.ya?ml$/;
/** Helm looks for it under this name alone. */
const SCHEMA_NAME = 'values.schema.json';
const SETTINGS_NAME = /^\.seaworthy\.ya?ml$/;

/**
 * Says what a document is, by its content first and its name where the content leaves a choice. Only what a cluster
 * would be given counts as `kubernetes`: a false alarm about somebody else's file costs more than silence about ours.
 */
export function classifyDocument(file: string, source: Document, root: Value | undefined, { chart, kustomization }: Surroundings): Classification {
  const name = baseName(file);
  if (chart !== undefined) return { kind: 'helm-template', reason: message`lies in the templates of the chart ${chart}` };
  const foreign = root?.kind === 'map' ? foreignFormat(root, file) : undefined;
  // Their own templates (`${{ … }}` in workflows) are none of ours.
  if (foreign !== undefined) return { kind: 'configuration', reason: message`has the form of ${foreign}` };
  if (name === SCHEMA_NAME) return { kind: 'helm-schema', reason: message`is called ${name}` };
  const marker = templateMarker(source);
  if (marker !== undefined) return { kind: 'helm-template', reason: message`holds ${marker}` };
  if (source.problems.some(({ kind, isLeftOut }) => kind === 'refused' && !isLeftOut)) return classifyBroken(name, source);
  const found = classifyContent(name, root, kustomization);
  // What little can be read of a broken document may say less than its lines.
  return found.kind === 'other' && source.problems.some(({ kind }) => kind === 'refused') ? classifyBroken(name, source) : found;
}

function classifyContent(name: string, root: Value | undefined, kustomization: string | undefined): Classification {
  if (!root) return { kind: 'empty', reason: message`holds nothing` };
  if (SETTINGS_NAME.test(name)) return { kind: 'settings', reason: message`is called ${name}` };
  if (KUSTOMIZATION_NAME.test(name)) return { kind: 'kustomization', reason: message`is called ${name}` };
  if (kustomization !== undefined)
    return { kind: root.kind === 'list' ? 'json-patch' : 'patch', reason: message`is named as a patch by ${lastParts(kustomization)}` };
  if (root.kind === 'list')
    return isJsonPatch(root) ? { kind: 'json-patch', reason: message`is a list of ${'op'} and ${'path'}` } : { kind: 'other', reason: message`is a list` };
  if (root.kind !== 'map') return { kind: 'other', reason: message`is a text` };
  return classifyMap(name, root);
}

function classifyMap(name: string, root: Value): Classification {
  const apiVersion = root.string('apiVersion')?.value;
  const kind = root.string('kind')?.value;
  // Values of a chart may be called as the fields of an object are, but hardly the name too.
  if (VALUES_NAME.test(name) && !root.string('metadata', 'name')) return { kind: 'helm-values', reason: message`is called ${name}` };
  if (apiVersion !== undefined && kind !== undefined && apiVersion !== '' && kind !== '') return classifyApiVersion(apiVersion, kind, root);
  if (name === 'Chart.yaml' && root.get('name')) return { kind: 'helm-chart', reason: message`is called ${name}` };
  if (apiVersion?.startsWith('skaffold/')) return { kind: 'skaffold', reason: message`has the apiVersion ${apiVersion}` };
  if (COMPOSE_NAME.test(name)) return { kind: 'compose', reason: message`is called ${name}` };
  if (root.get('services')?.kind === 'map' && hasComposeServices(root)) return { kind: 'compose', reason: message`has ${'services'}` };
  if (isBegun(root))
    return { kind: 'kubernetes', reason: root.get('kind') ? message`has a kind, but no apiVersion yet` : message`has an apiVersion, but no kind yet` };
  return { kind: 'other', reason: message`has no apiVersion and kind` };
}

function classifyApiVersion(apiVersion: string, kind: string, root: Value): Classification {
  const reason = message`has the apiVersion ${apiVersion} and the kind ${kind}`;
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] as string) : '';
  if (apiVersion === 'v1' && kind === 'Config') return { kind: 'kubeconfig', reason };
  if (group === 'kustomize.config.k8s.io') return { kind: 'kustomization', reason };
  if (group === 'skaffold') return { kind: 'skaffold', reason };
  const format = apiVersion === 'builtin' ? 'kustomize' : formatOfApiVersion(apiVersion, kind);
  if (format !== undefined) return { kind: 'configuration', reason: format === apiVersion ? reason : message`has the form of ${format}` };
  if (kind.endsWith('List') && root.get('items')?.kind === 'list') return { kind: 'list', reason };
  return { kind: 'kubernetes', reason };
}

/** What cannot be read says little about itself: its name, or a line that begins like an object's; of JSON, two keys. */
function classifyBroken(name: string, { text }: Document): Classification {
  const isOurs =
    /^(?:apiVersion|kind):/m.test(text) ||
    isLikeJson(text) ||
    KUSTOMIZATION_NAME.test(name) ||
    SETTINGS_NAME.test(name) ||
    VALUES_NAME.test(name) ||
    name === 'Chart.yaml';
  return { kind: isOurs ? 'broken' : 'other', reason: message`cannot be read as YAML` };
}

function isLikeJson(text: string): boolean {
  return /^\s*\{/.test(text) && /"apiVersion"\s*:/.test(text) && /"kind"\s*:/.test(text);
}

function foreignFormat(root: Value, file: string): string | undefined {
  // With both keys it is an object, whatever else it holds.
  if (root.string('apiVersion') && root.string('kind')) return undefined;
  return FOREIGN_FORMATS.find(({ matches }) => matches(root, file))?.name;
}

function hasComposeServices(root: Value): boolean {
  return root
    .fields('services')
    .every(({ value }) => value.kind !== 'map' || ['image', 'build', 'extends', 'environment', 'ports', 'volumes', 'command'].some((key) => value.get(key)));
}

/** `overlays/prod/kustomization.yaml` -> `prod/kustomization.yaml`: enough to tell it from others. */
function lastParts(file: string): string {
  const folder = baseName(folderOf(file));
  return folder === '' ? file : `${folder}/${baseName(file)}`;
}

function isJsonPatch(root: Value): boolean {
  const items = root.items();
  return items.length > 0 && items.every((item) => item.string('op') !== undefined && item.string('path') !== undefined);
}
