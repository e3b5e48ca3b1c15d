import type { Value } from '../../yaml/value';

// A `values.schema.json` comes from the workspace and is asked for a single file of values at a time, so it is walked as it stands
// and not compiled: nothing of it becomes code, and what it refers to somewhere else stays unknown instead of wrong.

/** The way of a reference within the schema; undefined for one to somewhere else. */
export function localReference(reference: string): readonly string[] | undefined {
  if (reference === '#') return [];
  if (!reference.startsWith('#/')) return undefined;
  return reference
    .slice(2)
    .split('/')
    .map((step) => decoded(step).replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The schema at the end of a local reference. */
export function schemaAt(root: Value, way: readonly string[]): Value | undefined {
  let at: Value | undefined = root;
  for (const step of way) at = at?.kind === 'list' ? at.get(Number(step)) : at?.get(step);
  return at;
}

/** Up to draft 7, what stands beside a `$ref` does not count. Where no draft is stated, versions of Helm differ. */
export function countsBesideReference(root: Value): boolean {
  return /draft\/20\d\d-\d\d\//.test(root.string('$schema')?.value ?? '');
}

/** A schema within a schema that has an address of its own: what its references mean is not looked up. */
export function hasOwnAddress(schema: Value): boolean {
  const address = schema.parent ? (schema.string('$id') ?? schema.string('id'))?.value : undefined;
  return address !== undefined && !address.startsWith('#');
}

/** Conditions came with draft 7. */
export function knowsConditions(root: Value): boolean {
  return !/draft-0[1-6]\b/.test(root.string('$schema')?.value ?? '');
}

/** Larger schemas are not looked at. */
export const LONGEST_SCHEMA = 1_000_000;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
