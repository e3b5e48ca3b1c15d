import type { Value } from '../../model/object';
import type { Edit } from '../../text/edit';

/** `commonLabels` as the one item of `labels` that reaches selectors too, as it does. What stands below moves in. */
export function labelsEdits(value: Value): Edit[] | undefined {
  const { node, document } = value;
  if (node.kind !== 'map') return undefined;
  const edits: Edit[] = [{ at: value.keyAt, text: 'labels:\n  - includeSelectors: true\n    pairs' }];
  if (node.flow) return edits;
  // Every line from the first key on goes as deep as its new place asks.
  const first = document.text.lastIndexOf('\n', node.start - 1) + 1;
  for (let line = first; line < node.end && line >= 0; ) {
    if (!/^[ \t]*\r?$/.test(lineAt(document.text, line))) edits.push({ at: document.span(line, line), text: '    ' });
    const feed = document.text.indexOf('\n', line);
    line = feed < 0 ? node.end : feed + 1;
  }
  return edits;
}

/** A list of files as a list of patches. Patches that stand in the list itself are moved where their text is deep enough. */
export function pathsToPatches(value: Value, rename: Edit): Edit[] | undefined {
  const edits: Edit[] = [rename];
  for (const item of value.items()) {
    const { node, document } = item;
    const text = item.string()?.value;
    if (text === undefined || node.kind !== 'scalar') return undefined;
    const isInline = text.includes('\n');
    // `- |-` becomes `- patch: |-`, whose text must stand deeper than the word `patch`.
    const dash = document.text.lastIndexOf('-', node.start);
    const column = dash - (document.text.lastIndexOf('\n', dash - 1) + 1);
    if (isInline && (/^[|>].*\d/.test(node.source) || depthOf(node.source) <= column + 2)) return undefined;
    const isFlow = value.node.kind === 'list' && value.node.flow;
    if (isFlow) edits.push({ at: item.at, text: `{ path: ${node.source} }` });
    else edits.push({ at: document.span(node.start, node.start), text: isInline ? 'patch: ' : 'path: ' });
  }
  return edits;
}

function depthOf(source: string): number {
  const line =
    source
      .split('\n')
      .slice(1)
      .find((one) => one.trim() !== '') ?? '';
  return line.length - line.trimStart().length;
}

function lineAt(text: string, start: number): string {
  const feed = text.indexOf('\n', start);
  return text.slice(start, feed < 0 ? text.length : feed);
}
