import type { Edit } from '../text/edit';
import type { Span } from '../text/span';
import type { Entry, Mapping, Node } from '../yaml/node';
import type { Field, Value } from '../yaml/value';
import { flowLinesAround, flowLinesOf, flowTextIn, insertIntoFlow, type Replacement, removeFromFlow } from './flow';
import { blockLines, type Data, fieldLines, Raw, scalarText } from './write-yaml';
import { columnOf, dashOf, endOfLine, insideFlow, isAlias, lastContent, newlineLength, newlineOf, ownEntries } from './yaml-text';

// Text edits made from spans, never a re-printed document: every comment and every blank the user wrote stays.

/** Options of an edit that adds text. */
export interface Adding {
  /** The data holds snippet placeholders. */
  readonly snippet?: boolean;
}

/**
 * Sets a field somewhere below a mapping; mappings on the way that are missing are made. An existing scalar at the end
 * of the way is replaced.
 */
export function setField(map: Value, way: readonly string[], data: Data, adding: Adding = {}): Edit[] {
  let at = map;
  for (const [index, name] of way.entries()) {
    // Half-typed YAML: where something else stands in the place of a mapping, nothing can be set.
    if (at.kind !== 'map') return [];
    const next = at.get(name);
    const rest = way.slice(index + 1);
    if (!next) return [insertField(at, name, nest(rest, data), adding)];
    if (next.kind === 'null' && rest.length > 0) return [fillNull(next, nest(rest, data), adding)];
    if (rest.length === 0) return [next.kind === 'null' ? fillNull(next, data, adding) : replaceValue(next, data, adding)];
    at = next;
  }
  return [];
}

/** Adds a field as the last of a mapping, in the mapping's own style and at its own column. */
export function insertField(map: Value, name: string, data: Data, adding: Adding = {}): Edit {
  const mapping = map.node as Mapping;
  if (mapping.flow || mapping.entries.length === 0) {
    const member = `${scalarText(name, true)}: ${flowTextIn(data, flowLinesOf(map))}`;
    return replacing(map, insertIntoFlow(map, mapping, [member]), adding);
  }
  return insertBelow(map, mapping.end, fieldLines(name, data), columnOf(map.document.text, mapping.start), adding);
}

/** Adds a field behind another: for what people look for there, such as `namespace` below `name`. */
export function insertFieldAfter(map: Value, after: string, name: string, data: Data, adding: Adding = {}): Edit {
  const mapping = map.node as Mapping;
  const entry = ownEntries(mapping).find((one) => one.name === after);
  if (mapping.flow || !entry) return insertField(map, name, data, adding);
  const end = Math.max(entry.value.end, entry.key.end);
  return insertBelow(map, end, fieldLines(name, data), columnOf(map.document.text, mapping.start), adding);
}

/** Adds an item at the end of a list. */
export function insertItem(list: Value, data: Data, adding: Adding = {}): Edit {
  const { node } = list;
  const { text } = list.document;
  const last = node.kind === 'list' ? node.items.at(-1) : undefined;
  if (isAlias(list)) return nothing(list);
  if (node.kind !== 'list' || node.flow || !last) {
    // Behind the last item: a comma may follow it.
    const at = last?.end ?? node.end - 1;
    const lines = last && !/^[ \t]*,?[ \t]*#/.test(text.slice(at)) ? flowLinesOf(list) : undefined;
    const between = !last ? '' : lines ? `,${lines.newline}${lines.indent}` : ', ';
    return editAt(list, at, at, between + flowTextIn(data, lines), adding);
  }
  const lines = blockLines(data).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
  return insertBelow(list, last.end, lines, columnOf(text, node.start), adding);
}

/** Writes other data in the place of a value. A block collection keeps its indentation. */
export function replaceValue(value: Value, data: Data, adding: Adding = {}): Edit {
  const { node } = value;
  if (node.start === node.end) return fillNull(value, data, adding);
  const isBlock = node.kind !== 'scalar' && !node.flow;
  if (isBlock) return replaceBlock(value, data, adding);
  const isScalar = typeof data !== 'object' || data === null || data instanceof Raw;
  const plain = isScalar ? scalarText(data, insideFlow(value)) : flowTextIn(data, flowLinesAround(value));
  return editAt(value, node.start, endOfLast(value), plain, adding);
}

function replaceBlock(value: Value, data: Data, adding: Adding): Edit {
  const { node, entry } = value;
  const { text } = value.document;
  const lines = blockLines(data);
  const isCollection = typeof data === 'object' && data !== null && !(data instanceof Raw) && Object.keys(data).length > 0;
  // A scalar moves up behind its key: at the key's own column, where a list may stand, it would be a key itself.
  if (!isCollection && entry) return behindKey(value, value.node.start, node.end, lines.join(' '), adding);
  const column = columnOf(text, node.start);
  const isAtKey = entry !== undefined && columnOf(text, entry.key.start) === column && !Array.isArray(data);
  const end = text[node.end - 1] === '\n' ? endOfLine(text, node.end - 1) : node.end;
  const written = (isAtKey ? '  ' : '') + indented(lines, isAtKey ? column + 2 : column, newlineOf(value));
  return editAt(value, node.start, end, written + (text[end] === '#' ? ' ' : ''), adding);
}

/** Writes YAML text in the place of a scalar. */
export function replaceSource(value: Value, source: string): Edit {
  return editAt(value, value.node.start, endOfLast(value), source, {});
}

/** A block scalar ends behind its last line break, which stays where it is. */
function endOfLast({ node, document: { text } }: Value): number {
  return node.end > node.start && text[node.end - 1] === '\n' ? endOfLine(text, node.end - 1) : node.end;
}

/** Gives a key another name; what it holds stays. */
export function renameKey(field: Pick<Field, 'at'>, name: string): Edit {
  return { at: field.at, text: scalarText(name) };
}

/** Takes a field with its value away, and the line that it stood on. */
export function removeField(value: Value): Edit {
  return value.parent?.node.kind === 'map' && value.entry ? (removeFields([value])[0] as Edit) : { at: value.at, text: '' };
}

/** Takes fields of one mapping away, one edit for those that stand next to each other. */
export function removeFields(values: readonly Value[]): Edit[] {
  const parent = values[0]?.parent;
  if (parent?.node.kind !== 'map') return [];
  const { node } = parent;
  const entries = ownEntries(node);
  const places = values.map(({ entry }) => (entry ? entries.indexOf(entry) : -1)).sort((a, b) => a - b);
  // What `<<` brings stands somewhere else, where others may use it.
  const own = places.filter((place) => place >= 0);
  if (own.length === 0) return [nothing(parent)];
  const firsts = own.filter((place) => !own.includes(place - 1));
  return firsts.map((from) => {
    let to = from;
    while (own.includes(to + 1)) to++;
    if (node.flow) return replacing(parent, removeFromFlow(parent, node, from, to), {});
    const isOnly = node.entries.length === own.length;
    return removeLines(parent, (entries[from] as Entry).key.start, (entries[to] as Entry).value, isOnly, from === 0);
  });
}

/** Takes an item out of its list, and the lines that it stood on. */
export function removeItem(item: Value): Edit {
  const { parent, index } = item;
  if (parent?.node.kind !== 'list' || index === undefined) return { at: item.at, text: '' };
  const { items, flow } = parent.node;
  if (flow) return replacing(parent, removeFromFlow(parent, parent.node, index, index), {});
  return removeLines(parent, dashOf(parent, index), item.node, items.length === 1, index === 0);
}

function nest(way: readonly string[], data: Data): Data {
  return way.reduceRight((inner: Data, name) => ({ [name]: inner }), data);
}

/** `resources:` with nothing behind it: the data goes below, one step deeper than its key. */
function fillNull(value: Value, data: Data, adding: Adding): Edit {
  const { entry, node } = value;
  const { text } = value.document;
  const isScalar = typeof data !== 'object' || data === null || data instanceof Raw;
  const key = entry?.key;
  if (isScalar || !key || insideFlow(value)) {
    const written = isScalar ? scalarText(data) : flowTextIn(data, flowLinesAround(value));
    // `~` and `null` are replaced; behind a bare colon a blank is needed.
    // In braces a key may stand alone.
    const isBare = key !== undefined && insideFlow(value) && !/^(?:\s|#.*\n)*:/.test(text.slice(key.end));
    if (isBare && text.slice(key.start, key.end).includes('\n')) return nothing(value);
    const before = isBare ? ': ' : node.start === node.end && /[:-]/.test(text[node.start - 1] ?? '') ? ' ' : '';
    const behind = text[node.end] === '#' ? ' ' : '';
    return editAt(value, node.start, node.end, before + written + behind, adding);
  }
  const column = columnOf(text, key.start) + 2;
  const newline = newlineOf(value);
  if (node.start < node.end) return editAt(value, node.start, node.end, newline + ' '.repeat(column) + indented(blockLines(data), column, newline), adding);
  const lineEnd = endOfLine(text, key.end);
  return editAt(value, lineEnd, lineEnd, newline + ' '.repeat(column) + indented(blockLines(data), column, newline), adding);
}

/** Adds lines to a block mapping, below its last field and at its column. */
export function insertLines(map: Value, lines: readonly string[]): Edit {
  return insertBelow(map, map.node.end, lines, columnOf(map.document.text, map.node.start), {});
}

/** Adds lines below the line that holds `end`. */
function insertBelow(value: Value, end: number, lines: readonly string[], column: number, adding: Adding): Edit {
  const { text } = value.document;
  const newline = newlineOf(value);
  // A block scalar ends behind its last line break.
  const atLineStart = end > 0 && text[end - 1] === '\n';
  const at = atLineStart ? end : endOfLine(text, end);
  const body = lines.map((line) => (line === '' ? '' : ' '.repeat(column) + line)).join(newline);
  return editAt(value, at, at, atLineStart ? body + newline : newline + body, adding);
}

function removeLines(parent: Value, start: number, last: Node, isOnly: boolean, isFirst: boolean): Edit {
  const { text } = parent.document;
  const contentEnd = Math.max(lastContent(last, start), start);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const next =
    text[contentEnd - 1] === '\n' ? contentEnd : Math.min(endOfLine(text, contentEnd) + newlineLength(text, endOfLine(text, contentEnd)), text.length);
  const ownLine = text.slice(lineStart, start).trim() === '';
  // The last one leaves an empty collection behind; without it the key above would hold null.
  if (isOnly) return behindKey(parent, start, contentEnd, parent.node.kind === 'list' ? '[]' : '{}', {});
  if (ownLine) return editAt(parent, lineStart, next, '', {});
  // The first key of a list item shares its line with the dash: the next key moves up to it.
  const following = isFirst ? next + (/^(?:[ \t]*\r?\n)*[ \t]*/.exec(text.slice(next))?.[0].length ?? 0) : next;
  return editAt(parent, start, following, '', {});
}

/** Puts a text on the line of a value's key, in the place of what stood below it from `start` to `end`. */
function behindKey(value: Value, start: number, end: number, written: string, adding: Adding): Edit {
  const { text } = value.document;
  const stop = text[end - 1] === '\n' ? endOfLine(text, end - 1) : end;
  const blank = text[stop] === '#' ? ' ' : '';
  const key = value.entry?.key;
  const colon = key ? text.indexOf(':', key.end) : -1;
  const between = text.slice(colon + 1, start);
  if (!key || !between.includes('\n')) return editAt(value, start, stop, written + blank, adding);
  // Comments on the way stay where they are.
  return editAt(value, colon + 1, stop, ` ${written}${between.trimEnd()}${blank}`, adding);
}

function nothing(value: Value): Edit {
  return editAt(value, value.node.start, value.node.start, '', {});
}

function replacing(value: Value, { start, end, text }: Replacement, adding: Adding): Edit {
  return editAt(value, start, end, text, adding);
}

function editAt(value: Value, start: number, end: number, text: string, { snippet }: Adding): Edit {
  const at: Span = value.document.span(start, end);
  return snippet ? { at, text, snippet } : { at, text };
}

function indented(lines: readonly string[], column: number, newline: string): string {
  return lines.map((line, index) => (index === 0 || line === '' ? line : ' '.repeat(column) + line)).join(newline);
}
