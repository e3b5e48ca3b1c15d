import type { JsonSchema } from '../json-schema';
import { isMap, type Json, type JsonMap } from './json';
import type { CustomField, Level } from './levels';
import { isPattern } from './pattern';

/** Keywords of values that mean the same to ajv. Formats are left out: most of them the server does not check either. */
const PLAIN = ['minimum', 'maximum', 'multipleOf', 'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'] as const;

/** What one level may say in `anyOf` and its like; more is not checked. */
const MOST_IN_COMBINATIONS = 2000;

/** The schema of one level for ajv. `numberOf` gives the number under which another level is looked up. */
export function levelSchema(level: Level, numberOf: (level: Level) => number): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const field of level.fields.values()) {
    properties[field.name] = fieldSchema(field, numberOf);
    if (field.segments[0].required) required.push(field.name);
  }
  return {
    type: 'object',
    properties,
    ...(!level.open && { additionalProperties: false }),
    ...(required.length > 0 && { required }),
    ...valueKeywords(level.schema),
    ...combinations(level.schema),
  };
}

function fieldSchema({ schema, segments: [segment] }: CustomField, numberOf: (level: Level) => number): JsonSchema {
  const build = (at: JsonMap, wraps: string): JsonSchema => {
    const [outer] = wraps;
    if (outer === '[') return { ...listKeywords(at), type: 'array', items: build((at.items ?? {}) as JsonMap, wraps.slice(1)), ...valueKeywords(at) };
    if (outer === '{') return { type: 'object', additionalProperties: build(at.additionalProperties as JsonMap, wraps.slice(1)), ...valueKeywords(at) };
    return segment.inner ? { definition: numberOf(segment.inner) } : { ...typeKeyword(at), ...valueKeywords(at), ...combinations(at) };
  };
  return build(schema, segment.wraps);
}

function typeKeyword(schema: JsonMap): JsonSchema {
  if (schema['x-kubernetes-int-or-string'] === true) return { type: ['string', 'integer'] };
  const isKnown = ['string', 'integer', 'number', 'boolean', 'object', 'array'].includes(schema.type as string);
  return isKnown ? { type: schema.type } : {};
}

/** `x-kubernetes-list-type`: a set has no value twice, a map no two items with the same keys. */
function listKeywords(schema: JsonMap): JsonSchema {
  const keys = schema['x-kubernetes-list-map-keys'];
  if (schema['x-kubernetes-list-type'] === 'set') return { uniqueItems: true };
  return schema['x-kubernetes-list-type'] === 'map' && Array.isArray(keys) ? { listKeys: keys } : {};
}

function valueKeywords(schema: JsonMap): JsonSchema {
  const found: Record<string, unknown> = {};
  for (const keyword of PLAIN) if (typeof schema[keyword] === 'number' && Number.isFinite(schema[keyword])) found[keyword] = schema[keyword];
  // OpenAPI 3.0 has a truth value where JSON schema has the number itself.
  for (const [bound, exclusive] of [['minimum', 'exclusiveMinimum'] as const, ['maximum', 'exclusiveMaximum'] as const]) {
    if (schema[exclusive] !== true || found[bound] === undefined) continue;
    found[exclusive] = found[bound];
    delete found[bound];
  }
  if (found.multipleOf === 0) delete found.multipleOf;
  if (Array.isArray(schema.enum) && schema.enum.length > 0) found.enum = schema.enum;
  if (typeof schema.pattern === 'string' && isPattern(schema.pattern)) found.pattern = schema.pattern;
  return found;
}

/** `allOf`, `anyOf`, `oneOf` and `not`, with all that is in them: a structural schema only restricts values there. */
function combinations(schema: JsonMap): JsonSchema {
  let left = MOST_IN_COMBINATIONS;
  const clean = (json: Json | undefined, depth: number): JsonSchema => {
    if (!isMap(json) || --left < 0 || depth > 12) return {};
    const properties = isMap(json.properties) ? json.properties : undefined;
    const required = Array.isArray(json.required) ? json.required.filter((name) => typeof name === 'string') : [];
    return {
      ...(required.length > 0 && { required }),
      ...(properties && { properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, clean(inner, depth + 1)])) }),
      ...(isMap(json.items) && { items: clean(json.items, depth + 1) }),
      ...typeKeyword(json),
      ...valueKeywords(json),
      ...combine(json, depth + 1),
    };
  };
  const combine = (json: JsonMap, depth: number): JsonSchema => {
    const found: Record<string, unknown> = {};
    for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const) {
      const branches = json[keyword];
      if (Array.isArray(branches) && branches.length > 0) found[keyword] = branches.map((branch: Json) => clean(branch, depth));
    }
    if (isMap(json.not)) found.not = clean(json.not, depth);
    return found;
  };
  const found = combine(schema, 0);
  return left < 0 ? {} : found;
}
