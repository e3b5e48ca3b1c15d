import type { Value } from '../yaml/value';
import { type Definition, type FieldFacts, newest } from './definition';
import { isServed, type MinorRange } from './versions';

/** A place near a misplaced field where it would be legal. */
export interface Home {
  /** The mapping to move it to. */
  readonly target: Value;
  /** Mappings to make below the target. */
  readonly way: readonly string[];
  /** Several list items come into question, of which the target is or lies in the first. */
  readonly several: boolean;
}

/** A mapping on the way from the root to the holder of a field, and what it is. */
export interface Level {
  readonly value: Value;
  readonly definition: Definition;
}

interface Candidate extends Home {
  readonly steps: number;
}

const keyOf = ({ target, way }: Home) => `${target.node.start} ${way.join('.')}`;

/** Mappings that many objects have and that may well be made for a field. */
const USUAL: ReadonlySet<string> = new Set(['resources', 'securityContext', 'metadata', 'strategy', 'selector']);

/** How many levels down from the holder or from one of its ancestors a field is looked for. */
const MAX_DEPTH = 3;

/**
 * The nearest places at which a field of this name and shape is legal. `levels` are the mappings that lead to its
 * holder, the root first. One place is an answer, several are a choice, and each level costs one step. What only some
 * minors of the range know is no place for it.
 */
export function homesOf(levels: readonly Level[], name: string, field: Value, range: MinorRange): readonly Home[] {
  const found: Candidate[] = [];
  for (const [index, level] of levels.toReversed().entries()) {
    const visited = new Set(levels.map((one) => one.definition));
    search({ target: level.value, way: [], several: false, value: level.value }, level.definition, index, MAX_DEPTH, visited);
  }
  const least = Math.min(...found.map(({ steps }) => steps));
  const nearest = found.filter(({ steps }) => steps === least);
  return nearest.filter((one, index) => nearest.findIndex((other) => keyOf(other) === keyOf(one)) === index);

  function search(at: Way, definitionHere: Definition, steps: number, depth: number, visited: ReadonlySet<Definition>): void {
    const legal = definitionHere.fields.get(name);
    if (steps > 0 && legal && isServed(legal, range) && fits(legal, field) && !at.value?.get(name)) found.push({ ...at, steps });
    if (depth === 0) return;
    for (const inner of definitionHere.fields.values()) {
      const next = stepInto(at, inner);
      const deeper = newest(inner)?.inner;
      if (!next || !deeper || visited.has(deeper) || inner.name === 'status' || !isServed(inner, range)) continue;
      // Beside the holder and above it, only what is usual is made: a volume does not become another one.
      if (next.way.length > at.way.length && next.target !== levels.at(-1)?.value && !USUAL.has(inner.name)) continue;
      // What exists is nearer than what would have to be made.
      search(next, deeper, steps + (next.way.length > at.way.length ? 1.5 : 1), depth - 1, new Set([...visited, deeper]));
    }
  }
}

interface Way {
  readonly target: Value;
  readonly way: readonly string[];
  readonly several: boolean;
  /** The mapping itself, where it exists. */
  readonly value: Value | undefined;
}

function stepInto({ target, way, several, value }: Way, { name, segments }: FieldFacts): Way | undefined {
  const wraps = segments.at(-1)?.wraps;
  const inner = value?.given(name);
  if (wraps === '') {
    if (inner) return inner.kind === 'map' ? { target: inner, way: [], several, value: inner } : undefined;
    return { target, way: [...way, name], several, value: undefined };
  }
  if (wraps !== '[' || inner?.kind !== 'list') return undefined;
  const [first, ...others] = inner.items().filter((item) => item.kind === 'map');
  return first && { target: first, way: [], several: several || others.length > 0, value: first };
}

/** Whether a value has the shape of a field: a number is no list. Texts and numbers are not told apart. */
function fits({ segments }: FieldFacts, { kind }: Value): boolean {
  const segment = segments.at(-1);
  if (!segment || kind === 'null') return false;
  if (segment.wraps.startsWith('[')) return kind === 'list';
  if (segment.wraps.startsWith('{') || segment.leaf === 'object') return kind === 'map';
  if (segment.leaf === 'any') return true;
  if (segment.leaf === 'boolean') return kind === 'boolean';
  if (segment.leaf === 'integer' || segment.leaf === 'number') return kind === 'number';
  return kind === 'string' || kind === 'number';
}
