import type { Edit } from '../text/edit';
import type { Span } from '../text/span';
import type { Mapping, Node } from '../yaml/node';
import type { Field, Value } from '../yaml/value';
import { blockLines, type Data, fieldLines, flowText, Raw, scalarText } from './write-yaml';
import { columnOf, endOfLine, insideFlow, lastContent, newlineLength, newlineOf } from './yaml-text';

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
  const { text } = map.document;
  const last = mapping.entries.at(-1);
  if (mapping.flow || !last) return insertIntoFlow(map, mapping, `${scalarText(name, true)}: ${flowText(data)}`, adding);
  const column = columnOf(text, mapping.start);
  return insertBelow(map, last.value, last.key.end, fieldLines(name, data), column, adding);
}

/** Adds a field as the first of a mapping: for what people look for first, such as `namespace` below `name`. */
export function insertFieldAfter(map: Value, after: string, name: string, data: Data, adding: Adding = {}): Edit {
  const mapping = map.node as Mapping;
  const entry = mapping.entries.find((one) => one.name === after);
  if (mapping.flow || !entry) return insertField(map, name, data, adding);
  return insertBelow(map, entry.value, entry.key.end, fieldLines(name, data), columnOf(map.document.text, mapping.start), adding);
}

/** Adds an item at the end of a list. */
export function insertItem(list: Value, data: Data, adding: Adding = {}): Edit {
  const { node } = list;
  const { text } = list.document;
  const last = node.kind === 'list' ? node.items.at(-1) : undefined;
  if (node.kind !== 'list' || node.flow || !last) {
    const inner = node.kind === 'list' && node.items.length > 0 ? `, ${flowText(data)}` : flowText(data);
    return editAt(list, node.end - 1, node.end - 1, inner, adding);
  }
  const lines = blockLines(data).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
  return insertBelow(list, last, last.start, lines, columnOf(text, node.start), adding);
}

/** Writes other data in the place of a value. A block collection keeps its indentation. */
export function replaceValue(value: Value, data: Data, adding: Adding = {}): Edit {
  const { node } = value;
  const isBlock = node.kind !== 'scalar' && !node.flow;
  if (isBlock) {
    const column = columnOf(value.document.text, node.start);
    return editAt(value, node.start, lastContent(node), indented(blockLines(data), column, newlineOf(value)), adding);
  }
  const isScalar = typeof data !== 'object' || data === null || data instanceof Raw;
  const plain = isScalar ? scalarText(data, insideFlow(value)) : flowText(data);
  return editAt(value, node.start, endOfLast(value), plain, adding);
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
  const { entry, parent } = value;
  if (!entry || parent?.node.kind !== 'map') return { at: value.at, text: '' };
  const { entries } = parent.node;
  if (parent.node.flow)
    return removeFromFlow(
      parent,
      entries.map(({ key, value: one }) => ({ start: key.start, end: Math.max(key.end, one.end) })),
      entries.indexOf(entry),
    );
  return removeLines(parent, entry.key.start, entry.value, entries.length === 1, entries.indexOf(entry) === 0);
}

/** Takes an item out of its list, and the lines that it stood on. */
export function removeItem(item: Value): Edit {
  const { parent, index } = item;
  if (parent?.node.kind !== 'list' || index === undefined) return { at: item.at, text: '' };
  const { items, flow } = parent.node;
  if (flow) return removeFromFlow(parent, items, index);
  const dash = parent.document.text.lastIndexOf('-', item.node.start);
  return removeLines(parent, dash, item.node, items.length === 1, false);
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
    const written = isScalar ? scalarText(data) : flowText(data);
    // `~` and `null` are replaced; behind a bare colon a blank is needed.
    const blank = node.start === node.end && text[node.start - 1] === ':' ? ' ' : '';
    return editAt(value, node.start, node.end, blank + written, adding);
  }
  const column = columnOf(text, key.start) + 2;
  const newline = newlineOf(value);
  if (node.start < node.end) return editAt(value, node.start, node.end, newline + ' '.repeat(column) + indented(blockLines(data), column, newline), adding);
  const lineEnd = endOfLine(text, key.end);
  return editAt(value, lineEnd, lineEnd, newline + ' '.repeat(column) + indented(blockLines(data), column, newline), adding);
}

function insertIntoFlow(map: Value, mapping: Mapping, field: string, adding: Adding): Edit {
  const last = mapping.entries.at(-1);
  if (last) {
    const end = Math.max(last.value.end, last.key.end);
    return editAt(map, end, end, `, ${field}`, adding);
  }
  return editAt(map, mapping.start, mapping.end, `{ ${field} }`, adding);
}

/** Adds lines to a block mapping, below its last field and at its column. */
export function insertLines(map: Value, lines: readonly string[]): Edit {
  const mapping = map.node as Mapping;
  const last = mapping.entries.at(-1) as Mapping['entries'][number];
  return insertBelow(map, last.value, last.key.end, lines, columnOf(map.document.text, mapping.start), {});
}

/** Adds lines below the line on which `last` ends. */
function insertBelow(value: Value, last: Node, leastEnd: number, lines: readonly string[], column: number, adding: Adding): Edit {
  const { text } = value.document;
  const newline = newlineOf(value);
  const end = Math.max(lastContent(last, leastEnd), leastEnd);
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
  if (isOnly) return editAt(parent, start, Math.min(contentEnd, endOfLine(text, contentEnd)), parent.node.kind === 'list' ? '[]' : '{}', {});
  if (ownLine) return editAt(parent, lineStart, next, '', {});
  // The first key of a list item shares its line with the dash: the next key moves up to it.
  const following = isFirst ? next + (/^[ \t]*/.exec(text.slice(next))?.[0].length ?? 0) : next;
  return editAt(parent, start, following, '', {});
}

function removeFromFlow(parent: Value, children: readonly { readonly start: number; readonly end: number }[], index: number): Edit {
  const child = children[index] as { start: number; end: number };
  const after = children[index + 1];
  const before = children[index - 1];
  if (after) return editAt(parent, child.start, after.start, '', {});
  return editAt(parent, before ? before.end : child.start, child.end, '', {});
}

function editAt(value: Value, start: number, end: number, text: string, { snippet }: Adding): Edit {
  const at: Span = value.document.span(start, end);
  return snippet ? { at, text, snippet } : { at, text };
}

function indented(lines: readonly string[], column: number, newline: string): string {
  return lines.map((line, index) => (index === 0 || line === '' ? line : ' '.repeat(column) + line)).join(newline);
}
