import type { Node } from '../../yaml/node';

/** A schema as its author wrote it, in plain data. */
export type Json = string | number | boolean | null | readonly Json[] | JsonMap;

export interface JsonMap {
  readonly [name: string]: Json | undefined;
}

/** The largest schemas that people publish hold some 60,000 values, and nest 40 deep. */
const MOST_VALUES = 400_000;
const DEEPEST = 100;

/** A node as plain data; undefined where it is larger or deeper than any honest schema, by aliases or otherwise. */
export function boundedJson(node: Node): Json | undefined {
  let left = MOST_VALUES;
  const convert = (at: Node, depth: number): Json => {
    if (--left < 0 || depth > DEEPEST) throw new TooLarge();
    if (at.kind === 'scalar') return at.value;
    if (at.kind === 'list') return at.items.map((item) => convert(item, depth + 1));
    const map: Record<string, Json> = Object.create(null);
    for (const { name, value } of at.entries) map[name.replace('\0', '')] = convert(value, depth + 1);
    return map;
  };
  try {
    return convert(node, 0);
  } catch (error) {
    if (error instanceof TooLarge || error instanceof RangeError) return undefined;
    throw error;
  }
}

class TooLarge extends Error {}

export function isMap(json: Json | undefined): json is JsonMap {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

export function mapIn(json: JsonMap, name: string): JsonMap | undefined {
  const inner = json[name];
  return isMap(inner) ? inner : undefined;
}

export function textsIn(json: JsonMap, name: string): readonly string[] {
  const list = json[name];
  return Array.isArray(list) ? list.filter((item): item is string => typeof item === 'string') : [];
}
