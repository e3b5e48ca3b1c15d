import type { Definition, FieldFacts, Leaf, Segment } from '../definition';
import { isMap, type Json, type JsonMap, mapIn, textsIn } from './json';

/** A mapping with fields of its own in the schema of a custom resource. */
export interface Level extends Definition {
  readonly schema: JsonMap;
  /** The level of each field that has fields itself, by the field's name. */
  readonly fields: ReadonlyMap<string, CustomField>;
}

export interface CustomField extends FieldFacts {
  readonly schema: JsonMap;
  readonly segments: readonly [CustomSegment];
}

/** More fields than this in one mapping are no honest schema; its fields are then not checked. */
export const MOST_FIELDS = 3000;

/** Reads a mapping of a schema. What lies below is read when it is asked for. */
export function readLevel(schema: JsonMap): Level {
  const properties = mapIn(schema, 'properties') ?? {};
  const names = Object.keys(properties);
  const tooMany = names.length > MOST_FIELDS;
  const required = new Set(textsIn(schema, 'required'));
  const fields = new Map<string, CustomField>();
  for (const name of tooMany ? [] : names) {
    const field = properties[name];
    if (isMap(field)) fields.set(name, readField(name, field, required.has(name) && field.default === undefined));
  }
  const isEmbedded = schema['x-kubernetes-embedded-resource'] === true;
  for (const name of isEmbedded ? ['apiVersion', 'kind', 'metadata'] : []) if (!fields.has(name)) fields.set(name, readField(name, {}, false));
  const keepsAll =
    schema['x-kubernetes-preserve-unknown-fields'] === true || (schema.additionalProperties !== undefined && schema.additionalProperties !== false);
  const alternatives = readAlternatives(schema);
  return { name: '', fields, open: tooMany || keepsAll, schema, ...(alternatives && { alternatives }) };
}

function readField(name: string, schema: JsonMap, required: boolean): CustomField {
  return { name, schema, segments: [new CustomSegment(schema, required)], since: 0, last: Number.MAX_SAFE_INTEGER, allowed: readAllowed(schema) };
}

export class CustomSegment implements Segment {
  readonly from = 0;
  readonly to = Number.MAX_SAFE_INTEGER;
  readonly wraps: string;
  readonly leaf: Leaf;
  /** What the lists and maps around it hold. */
  readonly core: JsonMap;
  #inner: Level | undefined;

  constructor(
    schema: JsonMap,
    readonly required: boolean,
  ) {
    let wraps = '';
    let core = schema;
    for (let inner = itemsOf(core); inner !== undefined && wraps.length < 10; inner = itemsOf(core)) {
      wraps += core.type === 'array' ? '[' : '{';
      core = inner;
    }
    this.wraps = wraps;
    this.core = core;
    this.leaf = leafOf(core);
  }

  get inner(): Level | undefined {
    if (this.leaf === 'object') this.#inner ??= readLevel(this.core);
    return this.#inner;
  }
}

/** The schema of a list's items or of a map's values. */
function itemsOf(schema: JsonMap): JsonMap | undefined {
  if (schema.type === 'array') return mapIn(schema, 'items') ?? {};
  return schema.type === 'object' && !isMap(schema.properties) ? mapIn(schema, 'additionalProperties') : undefined;
}

function leafOf(schema: JsonMap): Leaf {
  if (schema['x-kubernetes-int-or-string'] === true) return 'int-or-string';
  switch (schema.type) {
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
      return schema.type;
    case 'object':
      return isMap(schema.properties) || !isOpen(schema) ? 'object' : 'any';
    default:
      return isMap(schema.properties) ? 'object' : 'any';
  }
}

function isOpen(schema: JsonMap): boolean {
  return schema['x-kubernetes-preserve-unknown-fields'] === true || schema['x-kubernetes-embedded-resource'] === true || schema.additionalProperties === true;
}

function readAllowed(schema: JsonMap): FieldFacts['allowed'] {
  const { core } = new CustomSegment(schema, false);
  const values = Array.isArray(core.enum) ? (core.enum as readonly Json[]) : [];
  const texts = values.filter((value) => typeof value === 'string');
  return texts.length > 0 && texts.length === values.length ? texts.map((value) => ({ value, since: 0 })) : undefined;
}

/** `oneOf: [{ required: [a] }, { required: [b] }]` leaves the choice between `a` and `b`. */
function readAlternatives(schema: JsonMap): Definition['alternatives'] {
  const found: Partial<Record<'anyOf' | 'oneOf', readonly string[]>> = {};
  for (const combination of ['anyOf', 'oneOf'] as const) {
    const branches = schema[combination];
    if (!Array.isArray(branches)) continue;
    const names = (branches as readonly Json[]).map((branch) =>
      isMap(branch) && Object.keys(branch).join() === 'required' ? textsIn(branch, 'required') : [],
    );
    if (names.every(({ length }) => length === 1)) found[combination] = names.flat();
  }
  return Object.keys(found).length > 0 ? found : undefined;
}
