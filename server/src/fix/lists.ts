import type { Edit } from '../text/edit';
import type { Value } from '../yaml/value';
import { endOfLine, insideFlow } from './yaml-text';

/** Makes a mapping the only item of a list. */
export function wrapInList(map: Value): Edit[] | undefined {
  const { node, document } = map;
  if (node.kind !== 'map') return undefined;
  if (node.flow || insideFlow(map)) {
    return [
      { at: document.span(node.start, node.start), text: '[' },
      { at: document.span(node.end, node.end), text: ']' },
    ];
  }
  const { text } = document;
  const lineStart = text.lastIndexOf('\n', node.start - 1) + 1;
  if (text.slice(lineStart, node.start).trim() !== '') return undefined;
  const edits: Edit[] = [{ at: document.span(node.start, node.start), text: '- ' }];
  for (let at = text.indexOf('\n', node.start) + 1; at > 0 && at < node.end; at = text.indexOf('\n', at) + 1) {
    if (text.slice(at, endOfLine(text, at)).trim() !== '') edits.push({ at: document.span(at, at), text: '  ' });
  }
  return edits;
}

/** Makes one mapping of a list of mappings. Undefined where an item is none, or two have a key in common. */
export function joinItems(list: Value): Edit[] | undefined {
  const { node, document } = list;
  const items = list.items();
  const names = items.flatMap((item) => item.fields().map(({ name }) => name));
  if (node.kind !== 'list' || items.length === 0 || items.some(({ kind }) => kind !== 'map') || new Set(names).size !== names.length) return undefined;
  if (node.flow) {
    // A comment would hide what then follows on its line.
    if (/#/.test(document.text.slice(node.start, node.end))) return undefined;
    const fields = items.map(({ node: item }) => document.text.slice(item.start, item.end).replace(/^\{\s*|\s*\}$/g, ''));
    return [{ at: list.at, text: `{ ${fields.join(', ')} }` }];
  }
  const dashes = items.map((item) => document.text.lastIndexOf('-', item.node.start));
  const inBlock = items.every(({ node: item }, index) => item.kind === 'map' && !item.flow && /^-[ ]+$/.test(document.text.slice(dashes[index], item.start)));
  // A blank in place of the dash: the keys stay in their column.
  return inBlock ? dashes.map((dash) => ({ at: document.span(dash, dash + 1), text: ' ' })) : undefined;
}
