import type { Entry, Mapping, Node } from '../yaml/node';
import type { Value } from '../yaml/value';

// Where things stand in the text of a YAML document; offsets are relative to the document.

/** Where the last character of a node's text stands: a block collection ends with its last scalar. */
export function lastContent(node: Node, least = 0): number {
  return Math.max(node.end, least);
}

/** Where the dash of an item of a block list stands. */
export function dashOf({ node: list, document: { text } }: Value, index: number): number {
  if (list.kind !== 'list' || index === 0) return list.start;
  const column = columnOf(text, list.start);
  for (let at = list.items[index]?.start ?? 0; ; ) {
    const lineStart = text.lastIndexOf('\n', at - 1) + 1;
    if (lineStart === 0 || (text[lineStart + column] === '-' && text.slice(lineStart, lineStart + column).trim() === '')) return lineStart + column;
    at = lineStart - 1;
  }
}

export function columnOf(text: string, offset: number): number {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  // A byte order mark is no column.
  return offset - lineStart - (lineStart === 0 && text.startsWith('\ufeff') ? 1 : 0);
}

/** The end of the line that holds `offset`, before its line break. */
export function endOfLine(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  if (feed < 0) return text.length;
  return feed > 0 && text[feed - 1] === '\r' ? feed - 1 : feed;
}

export function newlineLength(text: string, lineEnd: number): number {
  return text[lineEnd] === '\r' ? 2 : text[lineEnd] === '\n' ? 1 : 0;
}

export function newlineOf({ document: { text } }: Value): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

export function insideFlow(value: Value): boolean {
  for (let up = value.parent; up; up = up.parent) if (up.node.kind !== 'scalar' && up.node.flow) return true;
  return false;
}

/** The fields that are written in a mapping itself, without what `<<` brings. */
export function ownEntries({ entries, start, end }: Mapping): readonly Entry[] {
  return entries.filter(({ key }) => key.start >= start && key.start < Math.max(end, start + 1));
}

/** An alias has no text of its own that could be changed; what it stands for may be used elsewhere too. */
export function isAlias({ node, document: { text } }: Value): boolean {
  return node.kind !== 'scalar' && text[node.start] === '*';
}
