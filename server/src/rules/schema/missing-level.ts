import { asPair } from '../../fix/pairs';
import { moveField, type Piece, reshape } from '../../fix/reshape';
import type { KubeObject, Value } from '../../model/object';
import type { UnknownField } from '../../schema/check';
import { type Definition, newest } from '../../schema/definition';
import { message } from '../../text/message';
import { table } from '../../text/table';
import type { Explanation } from './explain-unknown';
import { pathIn } from './object-findings';

/** Lists that people leave out where there is but one item, by what holds them, and a field that only an item has. */
const LISTS: Readonly<Record<string, readonly [list: string, sign: readonly string[]]>> = table({
  'core.v1.PodSpec': ['containers', ['image']],
  'core.v1.ServiceSpec': ['ports', ['port', 'targetPort']],
  'networking.v1.HTTPIngressRuleValue': ['paths', ['path', 'backend']],
  'networking.v1.IngressSpec': ['rules', ['host', 'http']],
  'rbac.v1.ClusterRole': ['rules', ['verbs']],
  'rbac.v1.Role': ['rules', ['verbs']],
});

/** A field that is right but for a level that is missing, or one too many. */
export function explainLevel(finding: UnknownField, holder: string, object: KubeObject): Explanation | undefined {
  return asVariable(finding, holder) ?? belowLabels(finding, holder, object) ?? asItem(finding, holder, object) ?? withoutLevel(finding, holder);
}

/** `- PORT: "8080"` in `env`. */
function asVariable({ value, name, definition }: UnknownField, holder: string): Explanation | undefined {
  const given = value.get(name);
  if (definition.name !== 'core.v1.EnvVar' || value.fields().length !== 1 || given?.node.kind !== 'scalar' || name === 'Name') return undefined;
  const edits = asPair(given);
  const said = message`${holder} has no field ${name}; a variable is written as ${'name'} and ${'value'}.`;
  return { message: said, ...(edits && { fix: { title: message`Write name and value`, safe: false, edits } }), brings: ['name'] };
}

/** Labels that stand directly in the selector of a workload, as they do in that of a Service. */
function belowLabels({ value, name, definition }: UnknownField, holder: string, object: KubeObject): Explanation | undefined {
  const label = value.get(name);
  if (definition.name !== 'meta.v1.LabelSelector' || label?.node.kind !== 'scalar') return undefined;
  const place = `${pathIn(object, value)}.matchLabels`;
  const labels = value.given('matchLabels');
  const others = value.fields().filter((field) => !definition.fields.has(field.name));
  const shape: Piece = { key: 'matchLabels', shape: others.map((field) => ({ key: field.name, from: field.value })) };
  const whole = others.length === value.fields().length && others.every((field) => field.value.node.kind === 'scalar');
  const edits = labels?.kind === 'map' ? moveField(label, labels) : whole ? [reshape(value, [shape])] : [];
  const fix = edits.length > 0 && { fix: { title: message`Move ${name} to ${place}`, safe: false, edits } };
  return { message: message`${holder} has no field ${name}; it belongs to ${place}.`, ...fix };
}

/** The fields of the only item of a list, in the place of the list. */
function asItem({ value, name, definition }: UnknownField, holder: string, object: KubeObject): Explanation | undefined {
  const [list, sign = []] = LISTS[definition.name] ?? [];
  const field = list === undefined ? undefined : definition.fields.get(list);
  const item = field && newest(field)?.inner;
  if (list === undefined || !item?.fields.has(name) || value.get(list)) return undefined;
  const moving = value.fields().filter((one) => !definition.fields.has(one.name) && item.fields.has(one.name));
  if (!moving.some((one) => sign.includes(one.name))) return undefined;
  const names = moving.map((one) => one.name);
  const shape = value.fields().flatMap((one): Piece[] => {
    if (one.name === names[0]) return [{ key: list, items: [moving.map(toPiece)] }];
    return names.includes(one.name) ? [] : [toPiece(one)];
  });
  const place = [pathIn(object, value), list].filter((part) => part !== '').join('.');
  const fix = { title: message`Make it an item of ${place}`, safe: false, edits: [reshape(value, shape)] };
  return { message: message`${holder} has no field ${name}; it belongs to an item of ${place}.`, fix, brings: [list] };
}

/** `spec: { data: … }` in a ConfigMap: what stands below the field is what its holder has. */
function withoutLevel({ value, name, definition }: UnknownField, holder: string): Explanation | undefined {
  const inner = value.get(name);
  const names = inner?.fields().map((field) => field.name) ?? [];
  if (inner?.kind !== 'map' || names.length === 0 || !names.every((one) => isFree(one, value, definition))) return undefined;
  const shape = value.fields().flatMap((field): Piece[] => (field.name === name ? inner.fields().map(toPiece) : [toPiece(field)]));
  const fix = { title: message`Move what is in ${name} up`, safe: false, edits: [reshape(value, shape)] };
  return { message: message`${holder} has no field ${name}; what is in it belongs to ${holder} itself.`, fix, brings: names };
}

function isFree(name: string, holder: Value, { fields }: Definition): boolean {
  return fields.has(name) && !holder.get(name);
}

function toPiece({ name, value }: { readonly name: string; readonly value: Value }): Piece {
  return { key: name, from: value };
}
