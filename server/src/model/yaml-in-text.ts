import { FOLDED, LITERAL } from '../yaml/node';
import { readYaml } from '../yaml/read';
import { Value } from '../yaml/value';

/** The documents that stand as a text in another. The places in a block are those of the file, and move with it. */
export function rootsInText({ node, document }: Value): readonly Value[] {
  if (node.kind !== 'scalar') return [];
  const isBlock = node.style === LITERAL || node.style === FOLDED;
  const header = isBlock ? node.source.indexOf('\n') + 1 : node.source.length > node.text.length ? 1 : 0;
  // The block is read as it stands, indentation and all, so that every place in it is a place in the file.
  const { documents } = readYaml(document.origin.file, isBlock ? node.source.slice(header) : node.text);
  // Documents may have one origin in common.
  for (const origin of new Set(documents.map((one) => one.origin))) origin.hangOn(document.origin, node.start + header);
  return documents.flatMap((one) => Value.root(one) ?? []);
}

/** Whether the places in such a text are exact: those of what is folded, or in quotes, may not be. */
export function hasExactPlaces({ node }: Value): boolean {
  return node.kind === 'scalar' && node.style === LITERAL;
}
