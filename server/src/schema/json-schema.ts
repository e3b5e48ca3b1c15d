import type { AllowedValue } from './definition';
import type { Pack, PackField, PackSegment } from './pack-file';

/** A JSON schema as ajv takes it, with the keywords of `ajv.ts`. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** `$id` of the schema of a definition. */
export function schemaId(index: number): string {
  return `kubernetes:${index}`;
}

/** A minor that is beyond all others. */
const EVER = 999;

/**
 * One schema per definition that holds for all minors at once: every field that ever was is a property, and keywords of
 * ours say which minors have it, require it, and of which type it is there.
 */
export function definitionSchema(pack: Pack, index: number): JsonSchema {
  const { fields, open } = pack.definition(index);
  if (open) return { $id: schemaId(index), type: 'object' };
  const properties: Record<string, JsonSchema> = {};
  const ranges: Record<string, readonly [since: number, last: number]> = {};
  const required: string[] = [];
  const requiredIn: Record<string, readonly (readonly [from: number, to: number])[]> = {};
  for (const field of fields.values()) {
    properties[field.name] = fieldSchema(field);
    if (field.since > 0 || field.last < Number.MAX_SAFE_INTEGER) ranges[field.name] = [field.since, minor(field.last)];
    const spans = requiredSpans(field);
    if (spans.some(([from, to]) => from === 0 && to === EVER)) required.push(field.name);
    else if (spans.length > 0) requiredIn[field.name] = spans;
  }
  return {
    $id: schemaId(index),
    type: 'object',
    properties,
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    ...(Object.keys(requiredIn).length > 0 && { fieldRequired: requiredIn }),
    ...(Object.keys(ranges).length > 0 && { fieldRange: ranges }),
  };
}

/** Every definition that is reachable from some, themselves included. */
export function reachable(pack: Pack, roots: readonly number[]): ReadonlySet<number> {
  const found = new Set(roots);
  for (const one of found) {
    for (const { segments } of pack.definition(one).fields.values()) for (const segment of segments) if (segment.definition >= 0) found.add(segment.definition);
  }
  return found;
}

/** The minors that require a field, neighbours joined. A field that must be there is missing only where all agree. */
function requiredSpans({ segments }: PackField): (readonly [from: number, to: number])[] {
  const spans: [number, number][] = [];
  for (const { from, to, required } of segments) {
    if (!required) continue;
    const last = spans.at(-1);
    if (last?.[1] === from - 1) last[1] = minor(to);
    else spans.push([from, minor(to)]);
  }
  return spans;
}

function minor(last: number): number {
  return Math.min(last, EVER);
}

function fieldSchema({ segments, allowed }: PackField): JsonSchema {
  const schemas = segments.map((segment) => ({ from: segment.from, to: segment.to, schema: wrap(segment.wraps, leafSchema(segment, allowed)) }));
  const [first, ...others] = schemas as [(typeof schemas)[0], ...typeof schemas];
  const isSame = others.every(({ schema }) => JSON.stringify(schema) === JSON.stringify(first.schema));
  if (isSame) return first.schema;
  return { typeRange: schemas.map(({ from, to, schema }) => ({ from, to: minor(to), ...schema })) };
}

function wrap(wraps: string, leaf: JsonSchema): JsonSchema {
  const [outer] = wraps;
  if (outer === undefined) return leaf;
  const inner = wrap(wraps.slice(1), leaf);
  return outer === '[' ? { type: 'array', items: inner } : { type: 'object', additionalProperties: inner };
}

/** The suffixes of apimachinery's quantities; `resource.Quantity` is refused while decoding when it does not match. */
export const QUANTITY = '^[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d+)?$';

function leafSchema(segment: PackSegment, allowed: readonly AllowedValue[] | undefined): JsonSchema {
  switch (segment.leaf) {
    case 'object':
      // Definitions of another pack are told from one's own by their sign.
      return segment.outside === undefined ? { definition: segment.definition } : outsideSchema(segment);
    case 'any':
      return {};
    case 'string':
      return allowed ? listSchema(allowed) : { type: 'string' };
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

function outsideSchema({ inner }: PackSegment): JsonSchema {
  return inner ? { definition: -1 - inner.index } : {};
}

/** The empty text stands for a value that is not given, as Go has it, and is replaced by the default. */
function listSchema(allowed: readonly AllowedValue[]): JsonSchema {
  const younger = Object.fromEntries(allowed.filter(({ since }) => since > 0).map(({ value, since }) => [value, since]));
  return { type: 'string', enum: [...allowed.map(({ value }) => value), ''], ...(Object.keys(younger).length > 0 && { valueSince: younger }) };
}
