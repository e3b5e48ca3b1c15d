import { asText } from '../../fix/block-text';
import { renameKey, replaceValue } from '../../fix/fields';
import { asPairs } from '../../fix/pairs';
import { reshape } from '../../fix/reshape';
import { type Data, Raw } from '../../fix/write-yaml';
import type { Value } from '../../model/object';
import type { WrongType } from '../../schema/check';
import { newest } from '../../schema/definition';
import { message } from '../../text/message';
import { table } from '../../text/table';
import type { Fix } from '../rule';

/** The field that is meant where somebody writes one value in the place of a mapping, and what the value must be. */
const MAIN_FIELDS: Readonly<Record<string, readonly [field: string, kind: 'string' | 'number' | 'list']>> = table({
  'core.v1.ConfigMapEnvSource': ['name', 'string'],
  'core.v1.ConfigMapVolumeSource': ['name', 'string'],
  'core.v1.ContainerPort': ['containerPort', 'number'],
  'core.v1.ExecAction': ['command', 'list'],
  'core.v1.HostPathVolumeSource': ['path', 'string'],
  'core.v1.LocalObjectReference': ['name', 'string'],
  'core.v1.PersistentVolumeClaimVolumeSource': ['claimName', 'string'],
  'core.v1.SecretEnvSource': ['name', 'string'],
  'core.v1.SecretVolumeSource': ['secretName', 'string'],
  'core.v1.ServicePort': ['port', 'number'],
  'core.v1.TCPSocketAction': ['port', 'number'],
  'networking.v1.IngressServiceBackend': ['name', 'string'],
  'networking.v1.ServiceBackendPort': ['number', 'number'],
});

/** What can be done where a mapping was meant and something else stands there, or the other way round. */
export function fixShape(finding: WrongType): Fix | undefined {
  const { value, expected, place } = finding;
  const named = renamePort(finding);
  if (named) return named;
  if (expected.includes('string') && place && value.node.kind !== 'scalar') return isSelector(value) ? liftLabels(value) : writeAsText(finding);
  const segment = place && newest(place.field);
  const meant = segment?.inner;
  if (!meant) return undefined;
  const isItem = expected.includes('array');
  if (meant.name === 'core.v1.EnvVar') return isItem ? listVariables(value) : splitVariable(value);
  const [field, kind] = MAIN_FIELDS[meant.name] ?? [];
  if (field === undefined || (isItem && segment?.wraps !== '[')) return undefined;
  const data = dataOf(value, kind);
  if (data === undefined) return undefined;
  const inner: Data = { [field]: data };
  return { title: message`Make it the ${field}`, safe: false, edits: [replaceValue(value, isItem ? [inner] : inner)] };
}

/** A port of a Service has its name in `name` and its number in `number`. */
function renamePort({ value, place }: WrongType): Fix | undefined {
  const meant = value.kind === 'string' ? 'name' : 'number';
  const { entry, parent } = value;
  if (place?.definition.name !== 'networking.v1.ServiceBackendPort' || !entry || parent?.get(meant)) return undefined;
  if (value.kind === 'string' && !/[a-z]/.test(value.words ?? '')) return undefined;
  return { title: message`Rename to ${meant}`, safe: false, edits: [renameKey({ at: value.keyAt }, meant)] };
}

function dataOf(value: Value, kind: 'string' | 'number' | 'list' | undefined): Data | undefined {
  const { node, document } = value;
  if (kind === 'list') return node.kind === 'list' && node.flow ? new Raw(document.text.slice(node.start, node.end)) : undefined;
  const { plain } = value;
  if (kind === 'number') return typeof plain === 'number' || /^\d+$/.test(String(plain)) ? Number(plain) : undefined;
  return typeof plain === 'string' && plain !== '' ? plain : undefined;
}

/** `env` as Compose writes it: a mapping, or one text with an equals sign. */
function listVariables(value: Value): Fix | undefined {
  const edits = asPairs(value);
  return edits && { title: message`Make it a list of names and values`, safe: false, edits };
}

function splitVariable(value: Value): Fix | undefined {
  const [, name, text] = /^([A-Za-z_][\w.-]*)=(.*)$/s.exec(String(value.plain ?? '')) ?? [];
  if (name === undefined || text === undefined) return undefined;
  return { title: message`Write name and value`, safe: false, edits: [replaceValue(value, { name, value: text })] };
}

/** `selector: { matchLabels: … }` in a Service. */
function isSelector({ entry, parent }: Value): boolean {
  return entry?.name === 'matchLabels' && parent?.entry?.name === 'selector';
}

function liftLabels(labels: Value): Fix | undefined {
  const selector = labels.parent;
  const fields = labels.fields();
  if (selector?.fields().length !== 1 || fields.length === 0 || labels.kind !== 'map') return undefined;
  const shape = fields.map(({ name, value }) => ({ key: name, from: value }));
  return { title: message`Select by the labels alone`, safe: false, edits: [reshape(selector, shape)] };
}

/** In a ConfigMap, a mapping is meant to be the content of a file. */
function writeAsText({ value, place }: WrongType): Fix | undefined {
  const edits = place?.depth === 1 && ['data', 'stringData', 'annotations'].includes(place.field.name) ? asText(value) : undefined;
  return edits && { title: message`Make it a text`, safe: false, edits };
}
