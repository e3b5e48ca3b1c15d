import type { Edit } from '../text/edit';
import type { Value } from '../yaml/value';
import { insertLines, removeFields } from './fields';
import { bracketed, type FlowLines, type FlowMember, flowLinesOf, flowTextIn, insertIntoFlow, within } from './flow';
import { type Data, fieldLines, scalarText } from './write-yaml';
import { columnOf, endOfLine, insideFlow, lastContent, newlineOf, ownEntries } from './yaml-text';

/** A mapping made of parts of another: the fields keep their text and their comments, only keys and levels change. */
export type Shape = readonly Piece[];

export type Piece =
  /** A field that exists, with what stands behind its key, under this key; `above` are comments that come with it. */
  | { readonly key: string; readonly from: Value; readonly above?: readonly string[] }
  | { readonly key: string; readonly shape: Shape }
  | { readonly key: string; readonly items: readonly Shape[] }
  | { readonly key: string; readonly data: Data };

/** Writes a mapping anew from its own parts. What the shape does not name is gone. */
export function reshape(map: Value, shape: Shape): Edit {
  const { node, document } = map;
  if ((node.kind !== 'scalar' && node.flow) || insideFlow(map)) return { at: map.at, text: flowShape(shape, flowLinesOf(map)) };
  const { text } = document;
  const end = lastContent(node);
  // A block scalar ends behind its last line break; all others before the comment on their last line.
  const to = endOfLine(text, text[end - 1] === '\n' ? end - 1 : end);
  const indent = ' '.repeat(columnOf(text, node.start));
  const lines = blockShape(shape).map((line, index) => (index === 0 || line === '' ? line : indent + line));
  return { at: document.span(node.start, Math.max(to, node.start)), text: lines.join(newlineOf(map)) };
}

/** A field that goes to the end of another mapping, or into mappings of the names in `way` that are made below it. */
export interface Move {
  readonly field: Value;
  readonly target: Value;
  readonly way: readonly string[];
  /** What it is called there, where that is not as before. */
  readonly key?: string;
}

/**
 * Moves a field with everything below it, comments too. No edits where the field is the only one of its mapping or the
 * target lies in it.
 */
export function moveField(field: Value, target: Value, way: readonly string[] = []): Edit[] {
  return moveFields([{ field, target, way }]);
}

/**
 * Moves several fields of one mapping at once. No edits where one of them cannot be moved. A mapping of which nothing
 * would be left goes where `mayGo` says so; else there are no edits.
 */
export function moveFields(moves: readonly Move[], mayGo: (holder: Value) => boolean = () => false): Edit[] {
  const [parent] = moves.map(({ field }) => field.parent);
  if (parent?.node.kind !== 'map') return [];
  const isEmptied = ownEntries(parent.node).length <= moves.length;
  const comments = isEmptied ? commentsAround(parent) : [];
  if (isEmptied && !(mayGo(parent) && isBeside(parent) && moves.every(({ target }) => !isInside(target, parent)))) return [];
  if (comments === undefined || (comments.length > 0 && moves.some(({ target }) => isInBraces(target)))) return [];
  if (moves.some(({ field, target }) => !field.entry || target.node.kind !== 'map' || isInside(target, field)) || moves.some(losesComment)) return [];
  const [holder, leaving] = isEmptied && parent.parent ? [parent.parent, [parent]] : [parent, moves.map(({ field }) => field)];
  const removals = removeFields(leaving).map((removal) => withCommentsAbove(removal, holder));
  const targets = new Map(moves.map(({ target }) => [target.node, target]));
  const insertions = [...targets.values()].flatMap((target) => {
    const own = moves.filter((one) => one.target.node === target.node);
    const pieces = own.reduce<Piece[]>((made, one) => addPiece(made, one, one === moves[0] ? comments : []), []);
    return insertPieces(target, pieces);
  });
  return [...insertions.map((edit) => outside(edit, removals, holder)), ...removals];
}

/** A field beside others. */
function isBeside({ entry, parent }: Value): boolean {
  return entry !== undefined && parent?.node.kind === 'map' && ownEntries(parent.node).length > 1;
}

/** The comments above a mapping, and between its key and its first field; undefined where comments stand in its braces. */
function commentsAround(map: Value): readonly string[] | undefined {
  const { entry, node, document } = map;
  const { text } = document;
  const inner = node.kind === 'map' ? ownEntries(node)[0]?.key.start : undefined;
  if (!entry || inner === undefined || insideFlow(map)) return undefined;
  if (isInBraces(map) && text.slice(node.start, endOfLine(text, node.end)).includes('#')) return undefined;
  const between = text.slice(entry.key.end, inner).split(/\r?\n/);
  const within = between.flatMap((line) => /^(?:\s*:)?\s*(#.*)$/.exec(line)?.[1]?.trimEnd() ?? []);
  // An anchor or tag would be lost.
  const isPlain = isInBraces(map) || between.every((line) => /^(?:\s*:)?\s*(?:#.*)?$/.test(line));
  return isPlain ? [...commentsAbove(map, columnOf(text, entry.key.start)), ...within] : undefined;
}

function isInBraces({ node }: Value): boolean {
  return node.kind === 'map' && (node.flow || node.entries.length === 0);
}

function isInside(inner: Value, outer: Value): boolean {
  for (let up: Value | undefined = inner; up; up = up.parent) if (up.node === outer.node) return true;
  return false;
}

/** Several fields that go below one new mapping share it. */
function addPiece(pieces: Piece[], { way: [name, ...rest], ...move }: Pick<Move, 'field' | 'way' | 'key'>, above: readonly string[]): Piece[] {
  if (name === undefined) return [...pieces, { key: move.key ?? move.field.entry?.name ?? '', from: move.field, above }];
  const known = pieces.find((piece) => piece.key === name && 'shape' in piece);
  const inner = addPiece(known && 'shape' in known ? [...known.shape] : [], { ...move, way: rest }, above);
  const piece = { key: name, shape: inner };
  return known ? pieces.map((one) => (one === known ? piece : one)) : [...pieces, piece];
}

function insertPieces(target: Value, pieces: readonly Piece[]): Edit[] {
  const { node, document } = target;
  if (node.kind !== 'map') return [];
  if (!node.flow && node.entries.length > 0) return [insertLines(target, blockShape(pieces))];
  const lines = flowLinesOf(target);
  const members = pieces.map((piece) => flowMember(piece, lines).text);
  const { start, end, text } = insertIntoFlow(target, node, members);
  return [{ at: document.span(start, end), text }];
}

/** What is inserted at the end of lines that go is inserted before them. */
function outside(insertion: Edit, removals: readonly Edit[], { document }: Value): Edit {
  const { at } = insertion;
  const around = removals.find((removal) => removal.at.start < at.start && at.start <= removal.at.end);
  if (!around || !/^\r?\n/.test(insertion.text)) return insertion;
  const before = document.text.slice(0, around.at.start - document.origin.offset).replace(/\r?\n$/, '').length;
  return { ...insertion, at: document.span(before, before) };
}

/** The comments above a field go where it goes. */
function withCommentsAbove(removal: Edit, parent: Value): Edit {
  const { document, node } = parent;
  const start = removal.at.start - document.origin.offset;
  const field = parent.fields().find(({ value: { entry } }) => entry && entry.key.start >= start)?.value;
  if (!field?.entry || insideFlow(field) || node.kind !== 'map') return removal;
  const above = commentsAbove(field, columnOf(document.text, field.entry.key.start));
  if (above.length === 0) return removal;
  const lines = document.text.slice(0, start).split('\n');
  const length = lines.slice(-1 - above.length).join('\n').length;
  return { ...removal, at: document.span(start - length, removal.at.end - document.origin.offset) };
}

function blockShape(shape: Shape): string[] {
  return shape.flatMap((piece) => {
    if ('data' in piece) return fieldLines(piece.key, piece.data);
    if ('shape' in piece) return [`${scalarText(piece.key)}:`, ...blockShape(piece.shape).map(deeper)];
    if ('items' in piece) return [`${scalarText(piece.key)}:`, ...piece.items.flatMap((item) => asItem(blockShape(item))).map(deeper)];
    return [...(piece.above ?? []), ...fieldText(piece.key, piece.from)];
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

/** `inner` is how the members of what is written are laid out. */
function flowShape(shape: Shape, inner: FlowLines | undefined): string {
  return bracketed(
    '{}',
    shape.map((piece) => flowMember(piece, inner)),
    inner,
  );
}

/** A member of a collection that is laid out like `lines`. */
function flowMember(piece: Piece, lines: FlowLines | undefined): FlowMember {
  const name = `${scalarText(piece.key, true)}: `;
  const inner = lines && within(lines);
  if ('data' in piece) return { text: name + flowTextIn(piece.data, lines) };
  if ('shape' in piece) return { text: name + flowShape(piece.shape, inner) };
  if (!('items' in piece)) return { text: name + sourceOf(piece.from, lines), ...(lines && flowComments(piece.from)) };
  const items = piece.items.map((item) => ({ text: flowShape(item, inner && within(inner)) }));
  return { text: name + bracketed('[]', items, inner) };
}

function isBlock({ node, document: { text } }: Value): boolean {
  return node.kind === 'scalar' ? /[|>]/.test(text[node.start] ?? '') : !node.flow && text[node.start] !== '*';
}

/** Whether a comment would be lost on the way into braces. */
function losesComment({ field, target }: Move): boolean {
  const written = field.document.text.slice(field.node.start, endOfLine(field.document.text, Math.max(field.node.start, field.node.end - 1)));
  return isInBraces(target) && isBlock(field) && written.includes('#');
}

/** The text of a value in one piece; null where nothing stands. */
function sourceOf(value: Value, lines?: FlowLines): string {
  const {
    node,
    entry,
    document: { text },
  } = value;
  // Neither lines nor block scalars go into braces.
  if (isBlock(value)) return flowTextIn(value.toJson() as Data, lines);
  const source = text.slice(node.start, node.end).trim() || 'null';
  if (!lines || !entry) return source;
  const before = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', entry.key.start - 1) + 1))?.[0] ?? '';
  return source.replace(/\n([ \t]+)/g, (found, blanks: string) => (blanks.startsWith(before) ? `\n${lines.indent}${blanks.slice(before.length)}` : found));
}

/** The comments of a field in braces: in the lines above it and behind it. */
function flowComments(value: Value): Pick<FlowMember, 'above' | 'behind'> {
  const { entry, node, document } = value;
  if (!entry) return {};
  const behind = /^[ \t]*,?[ \t]*(#[^\r\n]*)/.exec(document.text.slice(Math.max(node.end, entry.key.end)))?.[1];
  return { above: commentsAbove(value, columnOf(document.text, entry.key.start)), ...(behind !== undefined && { behind: behind.trimEnd() }) };
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
