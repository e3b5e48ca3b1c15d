import type { Edit } from '../text/edit';
import type { Value } from '../yaml/value';
import { replaceSource } from './fields';
import { scalarText } from './write-yaml';
import { columnOf, endOfLine, insideFlow } from './yaml-text';

/** Makes the text of a list or mapping out of it, as it is written: the content of a file, for one. */
export function asText(value: Value): Edit[] | undefined {
  const { node, entry, document } = value;
  if (node.kind === 'scalar' || !entry) return undefined;
  const { text } = document;
  if (node.flow) {
    const source = text.slice(node.start, node.end);
    return source.includes('\n') ? undefined : [replaceSource(value, scalarText(source, insideFlow(value)))];
  }
  // Behind the key there must be nothing: an anchor, a tag or a comment has no place before a block of text.
  const between = /^[ ]*:[ ]*(?=\r?\n[ ]*$)/.exec(text.slice(entry.key.end, node.start));
  if (!between) return undefined;
  const behindKey = entry.key.end + between[0].length;
  const edits: Edit[] = [{ at: document.span(behindKey, behindKey), text: ' |' }];
  if (columnOf(text, node.start) > columnOf(text, entry.key.start)) return edits;
  // A list may stand at the column of its key, a text may not.
  for (let at = text.lastIndexOf('\n', node.start) + 1; at > 0 && at < node.end; at = text.indexOf('\n', at) + 1)
    if (text.slice(at, endOfLine(text, at)).trim() !== '') edits.push({ at: document.span(at, at), text: '  ' });
  return edits;
}
