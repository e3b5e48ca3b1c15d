import type { Edit } from '../text/edit';
import type { Span } from '../text/span';
import type { Value } from '../yaml/value';
import { insertFieldAfter, removeField, replaceValue, setField } from './fields';
import { type Data, fieldLines } from './write-yaml';

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
 * The edits of a change. Several changes of one mapping are made together, since edits must not overlap. Mappings in
 * flow style are written anew; none where a comment would be lost.
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
  const flows = new Map<Value['node'], { top: Value; plans: Plan[] }>();
  const edits: Edit[] = [];
  for (const plan of plans.values()) {
    const top = outermostFlow(plan.map);
    if (!top) edits.push(...blockEdits(plan, (value) => [...plans.values()].some(({ map }) => map.node !== plan.map.node && isInside(map, value))));
    else if (flows.has(top.node)) flows.get(top.node)?.plans.push(plan);
    else flows.set(top.node, { top, plans: [plan] });
  }
  for (const { top, plans: inside } of flows.values()) {
    if (/\s#/.test(top.document.text.slice(top.node.start, top.node.end))) return [];
    edits.push(replaceValue(top, rewritten(top, inside)));
  }
  return edits;
}

/** Follows a way as far as there are mappings, so that what is set lands in the innermost. */
function descend({ map, way, data }: Setting): Setting {
  const [name, ...rest] = way;
  const next = name === undefined || rest.length === 0 ? undefined : map.get(name);
  return next?.kind === 'map' ? descend({ map: next, way: rest, data }) : { map, way, data };
}

function outermostFlow(value: Value): Value | undefined {
  let top: Value | undefined;
  for (let at: Value | undefined = value; at; at = at.parent) if (at.node.kind !== 'scalar' && at.node.flow) top = at;
  return top;
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

type Json = { [key: string | number]: unknown };

function rewritten(top: Value, plans: readonly Plan[]): Data {
  const json = top.toJson() as Json;
  for (const { map, gone, settings } of plans) {
    let at = json;
    for (const step of stepsBetween(top, map)) at = at[step] as Json;
    for (const name of gone) delete at[name];
    for (const [name, data] of Object.entries(nest(settings) as Json)) at[name] = data;
  }
  return json as Data;
}

function stepsBetween(top: Value, value: Value): (string | number)[] {
  const steps: (string | number)[] = [];
  for (let at: Value | undefined = value; at && at.node !== top.node; at = at.parent) if (at.step !== undefined) steps.unshift(at.step);
  return steps;
}
