import type { Edit } from '../text/edit';
import type { Value } from '../yaml/value';
import { insertField, insertLines, removeField } from './fields';
import { type Data, fieldLines, flowText, Raw, scalarText } from './write-yaml';
import { columnOf, endOfLine, insideFlow, lastContent, newlineOf } from './yaml-text';

/** A mapping made of parts of another: the fields keep their text and their comments, only keys and levels change. */
export type Shape = readonly Piece[];

export type Piece =
  /** A field that exists, with what stands behind its key, under this key. */
  | { readonly key: string; readonly from: Value }
  | { readonly key: string; readonly shape: Shape }
  | { readonly key: string; readonly items: readonly Shape[] }
  | { readonly key: string; readonly data: Data };

/** Writes a mapping anew from its own parts. What the shape does not name is gone. */
export function reshape(map: Value, shape: Shape): Edit {
  const { node, document } = map;
  if ((node.kind !== 'scalar' && node.flow) || insideFlow(map)) return { at: map.at, text: flowShape(shape) };
  const { text } = document;
  const end = lastContent(node);
  // A block scalar ends behind its last line break; all others before the comment on their last line.
  const to = endOfLine(text, text[end - 1] === '\n' ? end - 1 : end);
  const indent = ' '.repeat(columnOf(text, node.start));
  const lines = blockShape(shape).map((line, index) => (index === 0 || line === '' ? line : indent + line));
  return { at: document.span(node.start, Math.max(to, node.start)), text: lines.join(newlineOf(map)) };
}

/**
 * Moves a field with everything below it, comments too, to the end of another mapping, or into mappings of the names
 * in `way` that are made below it. No edits where the field is the only one of its mapping or the target lies in it.
 */
export function moveField(field: Value, target: Value, way: readonly string[] = []): Edit[] {
  const key = field.entry?.name;
  const { parent } = field;
  if (key === undefined || parent?.node.kind !== 'map' || parent.node.entries.length < 2 || target.node.kind !== 'map') return [];
  for (let up: Value | undefined = target; up; up = up.parent) if (up.node === field.node) return [];
  const piece = way.reduceRight((inner: Piece, name) => ({ key: name, shape: [inner] }), { key, from: field });
  const removal = withCommentsAbove(removeField(field), field);
  if (target.node.flow || target.node.entries.length === 0) return [insertFlow(target, piece), removal];
  return [insertLines(target, blockShape([piece])), removal];
}

/** The comments above a field go where it goes. */
function withCommentsAbove(removal: Edit, field: Value): Edit {
  const { document, entry } = field;
  if (!entry || insideFlow(field)) return removal;
  const above = commentsAbove(field, columnOf(document.text, entry.key.start));
  const lines = document.text.slice(0, removal.at.start - document.origin.offset).split('\n');
  const length = lines.slice(-1 - above.length).join('\n').length;
  return above.length === 0
    ? removal
    : { ...removal, at: document.span(removal.at.start - document.origin.offset - length, removal.at.end - document.origin.offset) };
}

function insertFlow(target: Value, piece: Piece): Edit {
  return insertField(target, piece.key, new Raw(flowPiece(piece)));
}

function blockShape(shape: Shape): string[] {
  return shape.flatMap((piece) => {
    if ('data' in piece) return fieldLines(piece.key, piece.data);
    if ('shape' in piece) return [`${scalarText(piece.key)}:`, ...blockShape(piece.shape).map(deeper)];
    if ('items' in piece) return [`${scalarText(piece.key)}:`, ...piece.items.flatMap((item) => asItem(blockShape(item))).map(deeper)];
    return fieldText(piece.key, piece.from);
  });
}

function deeper(line: string): string {
  return line === '' ? '' : `  ${line}`;
}

/** The dash goes before the first line that is no comment. */
function asItem(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => !line.startsWith('#'));
  return lines.map((line, index) => (index === first ? `- ${line}` : index < first ? line : deeper(line)));
}

function flowShape(shape: Shape): string {
  return `{ ${shape.map((piece) => `${scalarText(piece.key, true)}: ${flowPiece(piece)}`).join(', ')} }`;
}

function flowPiece(piece: Piece): string {
  if ('data' in piece) return flowText(piece.data);
  if ('items' in piece) return `[${piece.items.map(flowShape).join(', ')}]`;
  return 'shape' in piece ? flowShape(piece.shape) : sourceOf(piece.from);
}

/** The text of a value in one piece; null where nothing stands. */
function sourceOf({ node, document }: Value): string {
  return document.text.slice(node.start, node.end).trim() || 'null';
}

/** The lines of a field under another key: comments above it, and all that stands behind the old key. */
function fieldText(key: string, value: Value): string[] {
  const { entry, node, document } = value;
  const { text } = document;
  const name = scalarText(key);
  if (!entry || insideFlow(value)) return [`${name}: ${sourceOf(value)}`];
  const column = columnOf(text, entry.key.start);
  const end = lastContent(node, entry.key.end);
  const to = endOfLine(text, text[end - 1] === '\n' ? end - 1 : end);
  const [first = '', ...rest] = text.slice(entry.key.end, to).split(/\r?\n/);
  const behind = `${name}${first}`;
  return [...commentsAbove(value, column), behind, ...rest.map((line) => line.slice(Math.min(column, line.length - line.trimStart().length)))];
}

/** Lines of nothing but a comment between a field and the one before it. Those above the first field stay where they are. */
function commentsAbove({ entry, parent, document }: Value, column: number): string[] {
  if (!entry || parent?.node.kind !== 'map' || parent.node.entries[0] === entry) return [];
  const lines = document.text
    .slice(0, entry.key.start - column)
    .split(/\r?\n/)
    .slice(0, -1);
  const comments: string[] = [];
  for (let line = lines.pop(); line !== undefined && /^\s*#/.test(line); line = lines.pop()) comments.unshift(line.trim());
  return comments;
}
