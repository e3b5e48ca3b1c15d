import { DEFINITION_COUNT, definition, type FieldFacts, type Segment } from './pack';

/** A JSON schema as ajv takes it, with our keyword `kubernetesRange`. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** `$id` of the schema of a definition. */
export function schemaId(index: number): string {
  return `kubernetes:${index}`;
}

/**
 * One schema per definition that holds for all minors at once: every field that ever was is a property, and the keyword
 * `kubernetesRange` says which minors have it.
 */
export function definitionSchema(index: number): JsonSchema {
  const { fields } = definition(index);
  if (fields.size === 0) return { $id: schemaId(index), type: 'object' };
  const properties: Record<string, JsonSchema> = {};
  const ranges: Record<string, readonly [since: number, last: number]> = {};
  const required: string[] = [];
  for (const field of fields.values()) {
    properties[field.name] = fieldSchema(field);
    if (field.since > 0 || field.last < Number.MAX_SAFE_INTEGER) ranges[field.name] = [field.since, Math.min(field.last, 999)];
    // Where the minors disagree, the field is not reported as missing: that is how the documentation changed, not the server.
    if (field.segments.every((segment) => segment.required) && field.since === 0 && field.last === Number.MAX_SAFE_INTEGER) required.push(field.name);
  }
  return {
    $id: schemaId(index),
    type: 'object',
    properties,
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    ...(Object.keys(ranges).length > 0 && { kubernetesRange: ranges }),
  };
}

/** Every definition that is reachable from `index`, itself included. */
export function reachable(index: number): number[] {
  const found = new Set([index]);
  for (const one of found) {
    for (const { segments } of definition(one).fields.values())
      for (const segment of segments) if (segment.definition >= 0 && segment.definition < DEFINITION_COUNT) found.add(segment.definition);
  }
  return [...found];
}

function fieldSchema({ segments, allowed }: FieldFacts): JsonSchema {
  // The few fields whose type changed took another name for the same struct: the newest describes all of them.
  const newest = segments.at(-1) as Segment;
  return wrap(newest.wraps, leafSchema(newest, allowed));
}

function wrap(wraps: string, leaf: JsonSchema): JsonSchema {
  const [outer] = wraps;
  if (outer === undefined) return leaf;
  const inner = wrap(wraps.slice(1), leaf);
  return outer === '[' ? { type: 'array', items: inner } : { type: 'object', additionalProperties: inner };
}

/** The suffixes of apimachinery's quantities; `resource.Quantity` is refused while decoding when it does not match. */
const QUANTITY = '^[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d+)?$';

function leafSchema(segment: Segment, allowed: readonly string[] | undefined): JsonSchema {
  switch (segment.leaf) {
    case 'object':
      return { $ref: schemaId(segment.definition) };
    case 'any':
      return {};
    case 'string':
      return allowed ? { type: 'string', enum: allowed } : { type: 'string' };
    case 'time':
    case 'bytes':
      return { type: 'string' };
    case 'quantity':
      return { type: ['string', 'number'], pattern: QUANTITY };
    case 'int-or-string':
      return { type: ['string', 'integer'] };
    default:
      return { type: segment.leaf };
  }
}
