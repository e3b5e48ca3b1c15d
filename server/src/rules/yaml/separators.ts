import type { SourceDocument } from '../../model/document';
import type { Span } from '../../text/span';

/** Keys that every object has once, at the top. */
const HEAD = new Set(['apiVersion', 'kind', 'metadata']);

/**
 * The keys at which another object begins although no `---` stands before it. Where both `apiVersion` and `kind` come
 * again at the top of a document, two objects were meant; Kubernetes sees one, made of the last of each key.
 */
export function missingSeparators({ source, root }: SourceDocument): Span[] {
  const again = source.problems.filter(({ kind }) => kind === 'duplicate');
  if (again.length === 0 || root?.kind !== 'map') return [];
  const fields = root.fields();
  const lastOf = new Map(fields.map(({ name, at }) => [at.start, name]));
  const heads: { name: string; at: Span }[] = fields.filter(({ name }) => HEAD.has(name));
  for (const { at, first } of again) {
    const name = first && lastOf.get(first.start);
    if (name !== undefined && HEAD.has(name)) heads.push({ name, at });
  }
  const count = (name: string) => heads.filter((head) => head.name === name).length;
  if (count('apiVersion') < 2 || count('kind') < 2) return [];
  const found: Span[] = [];
  let seen = new Set<string>();
  for (const { name, at } of heads.sort((a, b) => a.at.start - b.at.start)) {
    if (seen.has(name)) {
      found.push(at);
      seen = new Set();
    }
    seen.add(name);
  }
  return found;
}
