import type { Edit } from '../text/edit';
import type { Span } from '../text/span';
import type { Value } from '../yaml/value';
import { insertFieldAfter, removeField, removeFields, replaceValue, setField } from './fields';
import { type Data, fieldLines } from './write-yaml';
import { columnOf, insideFlow, newlineOf } from './yaml-text';

/** Fields of one document that are to be set and to go, all at once. */
export interface Change {
  readonly set?: readonly Setting[];
  readonly remove?: readonly Value[];
}

/** `data` belongs at the end of a way below a map. */
export interface Setting {
  readonly map: Value;
  readonly way: readonly string[];
  readonly data: Data;
}

/** What happens to one mapping that is written. */
interface Plan {
  readonly map: Value;
  readonly gone: Set<string>;
  readonly settings: Setting[];
}

/**
 * The edits of a change. Several changes of one mapping are made together, since edits must not overlap. None where a
 * comment in braces would be lost.
 */
export function changeFields({ set = [], remove = [] }: Change): Edit[] {
  const plans = new Map<Value['node'], Plan>();
  const planFor = (map: Value) => {
    const known = plans.get(map.node);
    const plan = known ?? { map, gone: new Set<string>(), settings: [] };
    if (!known) plans.set(map.node, plan);
    return plan;
  };
  for (const { parent, step } of remove) if (parent?.kind === 'map' && typeof step === 'string') planFor(parent).gone.add(step);
  for (const setting of set) {
    const deep = descend(setting);
    planFor(deep.map).settings.push(deep);
  }
  // A mapping in braces of which nothing is left goes; then the one around it may be left with nothing. New plans come last.
  for (const plan of plans.values()) {
    const { parent, step } = plan.map;
    if (isFlow(plan.map) && isEmptied(plan) && parent?.kind === 'map' && typeof step === 'string') planFor(parent).gone.add(step);
  }
  const overwritten = [...plans.values()].flatMap(overwrittenBy);
  const needed = [...plans.values()].filter(({ map }) => !overwritten.some((value) => isInside(map, value)));
  if (needed.some(({ map, gone }) => gone.size > 0 && isFlow(map) && /\s#/.test(textOf(map)))) return [];
  return needed.flatMap((plan) =>
    isFlow(plan.map) ? flowEdits(plan) : blockEdits(plan, (value) => needed.some(({ map }) => map.node !== plan.map.node && isInside(map, value))),
  );
}

/** Writes another field in the place of one. A comment behind it stays on its last line; no edits where one in braces would be lost. */
export function replaceField(value: Value, name: string, data: Data): Edit[] {
  const { entry, node, parent, document } = value;
  const { text } = document;
  if (!parent) return [];
  const isOnOneLine = entry !== undefined && node.end > node.start && !text.slice(entry.key.start, node.end).includes('\n');
  if (isFlow(parent) || insideFlow(parent) || !isOnOneLine) return changeFields({ set: [{ map: parent, way: [name], data }], remove: [value] });
  const between = newlineOf(value) + ' '.repeat(columnOf(text, entry.key.start));
  return [{ at: document.span(entry.key.start, node.end), text: fieldLines(name, data).join(between) }];
}

function isFlow({ node }: Value): boolean {
  return node.kind !== 'scalar' && node.flow;
}

function textOf({ node, document: { text } }: Value): string {
  return text.slice(node.start, node.end);
}

function isEmptied({ map, gone, settings }: Plan): boolean {
  return settings.length === 0 && map.fields().every(({ name }) => gone.has(name));
}

/** The values of a mapping that go or become others as a whole. */
function overwrittenBy({ map, gone, settings }: Plan): Value[] {
  const wanted = nest(settings) as Readonly<Record<string, Data>>;
  return map.fields().flatMap(({ name, value }) => (gone.has(name) || name in wanted ? [value] : []));
}

/** Follows a way as far as there are mappings, so that what is set lands in the innermost. */
function descend({ map, way, data }: Setting): Setting {
  const [name, ...rest] = way;
  const next = name === undefined || rest.length === 0 ? undefined : map.get(name);
  return next?.kind === 'map' ? descend({ map: next, way: rest, data }) : { map, way, data };
}

function flowEdits({ map, gone, settings }: Plan): Edit[] {
  const wanted = nest(settings) as Readonly<Record<string, Data>>;
  const leaving = map.fields().filter(({ name }) => gone.has(name) && !(name in wanted));
  if (leaving.length === map.fields().length) return [replaceValue(map, wanted)];
  const edits = removeFields(leaving.map(({ value }) => value));
  for (const [name, data] of Object.entries(wanted)) edits.push(...setField(map, [name], data));
  return edits;
}

/** `isTouched` says of a value whether something below it changes too: lines below it may go. */
function blockEdits({ map, gone, settings }: Plan, isTouched: (value: Value) => boolean): Edit[] {
  const wanted = nest(settings) as Readonly<Record<string, Data>>;
  const fields = map.fields();
  const kept = fields.filter(({ name }) => !gone.has(name) || name in wanted);
  const [first] = kept;
  if (!first) {
    if (settings.length > 0) return [replaceValue(map, wanted)];
    return map.entry ? [removeField(map)] : [];
  }
  const edits = fields.flatMap(({ name, value }) => (gone.has(name) && !(name in wanted) ? [removeField(value)] : []));
  const anchor = kept.findLast(({ value }) => !isTouched(value));
  for (const [name, data] of Object.entries(wanted)) {
    if (map.get(name)) edits.push(...setField(map, [name], data));
    else edits.push(anchor ? insertFieldAfter(map, anchor.name, name, data) : insertBefore(map, first.at, name, data));
  }
  return edits;
}

function insertBefore({ document: { text, origin } }: Value, { start, file }: Span, name: string, data: Data): Edit {
  const column = start - origin.offset - (text.lastIndexOf('\n', start - origin.offset - 1) + 1);
  const lines = fieldLines(name, data).map((line) => `${line}\n${' '.repeat(column)}`);
  return { at: { file, start, end: start }, text: lines.join('') };
}

function isInside(inner: Value, outer: Value): boolean {
  return outer.node.start <= inner.node.start && inner.node.end <= outer.node.end;
}

/** Several ways as one nested map. */
function nest(settings: readonly Pick<Setting, 'way' | 'data'>[]): Data {
  const [first] = settings;
  if (first && first.way.length === 0) return first.data;
  const names = [...new Set(settings.map(({ way }) => way[0] as string))];
  return Object.fromEntries(
    names.map((name) => [name, nest(settings.filter(({ way }) => way[0] === name).map(({ way, data }) => ({ way: way.slice(1), data })))]),
  );
}
