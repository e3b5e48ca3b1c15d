import type { Node } from '../yaml/node';
import type { Value } from '../yaml/value';

// Where things stand in the text of a YAML document; offsets are relative to the document.

/** Where the last character of a node's text stands: a block collection ends with its last scalar. */
export function lastContent(node: Node, least = 0): number {
  return Math.max(node.end, least);
}

export function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
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
