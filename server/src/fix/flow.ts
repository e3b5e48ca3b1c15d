import type { Mapping, Sequence } from '../yaml/node';
import type { Value } from '../yaml/value';
import { type Data, flowText, isMap, scalarText } from './write-yaml';
import { isAlias, newlineOf, ownEntries } from './yaml-text';

// What stands in braces and brackets keeps its layout: where each field has a line of its own, so has a new one.

/** A replacement of text; offsets are relative to the document. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** How a collection in braces or brackets is laid out whose members have lines of their own. */
export interface FlowLines {
  readonly newline: string;
  /** What stands before its members, and how much within theirs stand. */
  readonly indent: string;
  readonly unit: string;
}

/** A member that is to be written, with the comments that belong to it. */
export interface FlowMember {
  readonly text: string;
  readonly above?: readonly string[];
  readonly behind?: string;
}

/** How a collection in flow style is laid out; undefined where all of it stands on one line. */
export function flowLinesOf(value: Value): FlowLines | undefined {
  const { node, document, parent } = value;
  const { text } = document;
  if (node.kind === 'scalar' || !node.flow) return undefined;
  const last = (node.kind === 'map' ? ownEntries(node).at(-1)?.key : node.items.at(-1))?.start;
  if (last === undefined) {
    // An empty one is opened where those around it are.
    const around = parent && flowLinesOf(parent);
    return around && within(around);
  }
  const indent = text.slice(lineStart(text, last), last);
  if (/[^ \t]/.test(indent) || lineStart(text, last) <= node.start) return undefined;
  const outer = /^[ \t]*/.exec(text.slice(lineStart(text, node.start)))?.[0] ?? '';
  const unit = indent.startsWith(outer) && indent.length > outer.length ? indent.slice(outer.length) : '  ';
  return { newline: newlineOf(value), indent, unit };
}

/** The layout around a value that is to be written anew. */
export function flowLinesAround(value: Value): FlowLines | undefined {
  const { parent } = value;
  if (parent && parent.node.kind !== 'scalar' && parent.node.flow) return flowLinesOf(parent);
  const own = flowLinesOf(value);
  return own && { ...own, indent: own.indent.endsWith(own.unit) ? own.indent.slice(0, -own.unit.length) : '' };
}

export function within({ newline, indent, unit }: FlowLines): FlowLines {
  return { newline, indent: indent + unit, unit };
}

/** `data` in flow style, for a place in a collection that is laid out like `lines`. */
export function flowTextIn(data: Data, lines: FlowLines | undefined): string {
  if (!lines || !isOpen(data)) return flowText(data);
  const inner = within(lines);
  if (Array.isArray(data))
    return bracketed(
      '[]',
      data.map((item: Data) => ({ text: flowTextIn(item, inner) })),
      inner,
    );
  return bracketed(
    '{}',
    Object.entries(data as object).map(([key, value]) => ({ text: `${scalarText(key, true)}: ${flowTextIn(value as Data, inner)}` })),
    inner,
  );
}

/** A collection with its members, each on a line of its own where `inner` says how these begin. */
export function bracketed(brackets: '{}' | '[]', members: readonly FlowMember[], inner: FlowLines | undefined): string {
  const texts = members.map(({ text }) => text);
  if (!inner) return brackets === '{}' ? `{ ${texts.join(', ')} }` : `[${texts.join(', ')}]`;
  const { newline, indent, unit } = inner;
  const lines = members.flatMap(({ text, above = [], behind }, index) => [
    ...above,
    `${text}${index < members.length - 1 ? ',' : ''}${behind === undefined ? '' : ` ${behind}`}`,
  ]);
  const outer = indent.endsWith(unit) ? indent.slice(0, -unit.length) : '';
  return `${brackets[0]}${newline}${lines.map((line) => indent + line + newline).join('')}${outer}${brackets[1]}`;
}

/** Adds a member, which is written already, behind the last of a mapping in flow style. */
export function insertIntoFlow(map: Value, node: Mapping, members: readonly string[]): Replacement {
  const { text } = map.document;
  if (isAlias(map) || members.length === 0) return { start: node.start, end: node.start, text: '' };
  const added = members.join(', ');
  const lines = flowLinesOf(map);
  const inner = text.slice(node.start + 1, node.end - 1);
  // A pair in a list needs no braces, two do: `[a: b]`.
  if (text[node.start] !== '{') return { start: node.start, end: node.end, text: `{ ${text.slice(node.start, node.end).trimEnd()}, ${added} }` };
  if (inner.trim() === '') {
    return {
      start: node.start,
      end: node.end,
      text: bracketed(
        '{}',
        members.map((member) => ({ text: member })),
        lines,
      ),
    };
  }
  const last = ownEntries(node).at(-1);
  if (!last) return { start: node.start + 1, end: node.start + 1, text: ` ${added}${node.entries.length > 0 ? ',' : ' '}` };
  const end = Math.max(last.value.end, last.key.end);
  // A comment behind the last field stays with it only where the next goes before the comment.
  const own = lines && !/^[ \t]*,?[ \t]*#/.test(text.slice(end));
  return { start: end, end, text: members.map((member) => (own ? `,${lines.newline}${lines.indent}${member}` : `, ${member}`)).join('') };
}

/** Takes members that stand next to each other out of a collection in flow style. */
export function removeFromFlow(parent: Value, node: Mapping | Sequence, from: number, to: number): Replacement {
  const { text } = parent.document;
  const children = node.kind === 'list' ? node.items : ownEntries(node).map(({ key, value }) => ({ start: key.start, end: Math.max(key.end, value.end) }));
  const first = children[from] as { start: number; end: number };
  const last = children[to] as { start: number; end: number };
  const after = children[to + 1];
  const before = children[from - 1];
  const between = text.slice(last.end, after?.start);
  // A comment between this child and the next stays.
  if (after) return { start: first.start, end: after.start, text: between.includes('#') ? between.replace(',', '').replace(/^[ \t]*(?=#)/, ' ') : '' };
  // The comment behind the member before stays too; a comma may stand at the end.
  if (before) return { start: text.slice(before.end, first.start).includes('#') ? first.start : before.end, end: last.end, text: '' };
  if (node.kind === 'map' && text[node.start] !== '{') return { start: first.start, end: last.end, text: '{}' };
  // Of a list without items no comma may stay.
  const rest = /^((?:\s|#.*)*),/.exec(text.slice(last.end, node.end));
  return { start: first.start, end: last.end + (rest?.[0].length ?? 0), text: rest?.[1] ?? '' };
}

function isOpen(data: Data): boolean {
  if (Array.isArray(data)) return data.some((item: Data) => Array.isArray(item) || isMap(item));
  return isMap(data) && Object.keys(data).length > 0;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}
