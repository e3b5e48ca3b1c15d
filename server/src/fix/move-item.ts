import type { Edit } from '../text/edit';
import type { Value } from '../yaml/value';

/**
 * Moves an item of a block list, with its lines, before an earlier one of the same list. Undefined where the items
 * share lines or stand in flow style.
 */
export function moveItemBefore(item: Value, earlier: Value): Edit[] | undefined {
  const list = item.parent?.node;
  if (list?.kind !== 'list' || list.flow || item.parent?.node !== earlier.parent?.node || item.index === undefined) return undefined;
  const { text } = item.document;
  const from = lineOf(text, item.node.start);
  const next = list.items[item.index + 1];
  const to = next ? lineOf(text, next.start) : endOfItem(text, item.node.end);
  const target = lineOf(text, earlier.node.start);
  const moved = text.slice(from, to);
  if (target >= from || !moved.endsWith('\n')) return undefined;
  return [
    { at: item.document.span(target, target), text: moved },
    { at: item.document.span(from, to), text: '' },
  ];
}

function lineOf(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Behind the line break of the line on which a node ends. */
function endOfItem(text: string, end: number): number {
  if (text[end - 1] === '\n') return end;
  const feed = text.indexOf('\n', end);
  return feed < 0 ? text.length : feed + 1;
}
