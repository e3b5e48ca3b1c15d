import type { Span } from '../text/span';
import type { Node } from '../yaml/node';
import type { Value } from '../yaml/value';
import { type Definition, definitionAt, type Place, placeOf } from './definition';
import { QUANTITY } from './json-schema';
import { type LocatedError, locateErrors } from './locate';
import type { MinorRange, ObjectSchema } from './object-schema';
import { isEnforced } from './required';

/** What a schema says against a value. */
export type SchemaFinding =
  | UnknownField
  | FieldOutsideRange
  | WrongType
  | NotAllowed
  | TooNew
  | MissingField
  | MalformedQuantity
  | OutOfBounds
  | PatternMismatch
  | NoAlternative
  | DuplicateItem;

interface Base {
  /** The value that holds the fault: the object with the unknown or missing field, or the wrong value itself. */
  readonly value: Value;
}

export interface UnknownField extends Base {
  readonly kind: 'unknown-field';
  readonly name: string;
  readonly at: Span;
  readonly definition: Definition;
}

export interface FieldOutsideRange extends Base {
  readonly kind: 'field-outside-range';
  readonly name: string;
  readonly at: Span;
  readonly definition: Definition;
  /** First and last minor that has the field; 0 and 999 where it has no such end. */
  readonly since: number;
  readonly last: number;
}

export interface WrongType extends Base {
  readonly kind: 'wrong-type';
  readonly expected: readonly JsonType[];
  readonly place: Place | undefined;
}

export interface NotAllowed extends Base {
  readonly kind: 'not-allowed';
  readonly allowed: readonly string[];
}

/** A value that is younger than the field. */
export interface TooNew extends Base {
  readonly kind: 'too-new';
  readonly since: number;
}

export interface MissingField extends Base {
  readonly kind: 'missing-field';
  readonly name: string;
  readonly definition: Definition;
}

export interface MalformedQuantity extends Base {
  readonly kind: 'malformed-quantity';
}

/** A number, or the length of a text, list or mapping, beyond what a custom resource allows. */
export interface OutOfBounds extends Base {
  readonly kind: 'out-of-bounds';
  readonly bound: Bound;
  readonly limit: number;
}

export type Bound =
  | 'minimum'
  | 'maximum'
  | 'exclusiveMinimum'
  | 'exclusiveMaximum'
  | 'multipleOf'
  | 'minLength'
  | 'maxLength'
  | 'minItems'
  | 'maxItems'
  | 'minProperties'
  | 'maxProperties';

export interface PatternMismatch extends Base {
  readonly kind: 'pattern-mismatch';
  readonly pattern: string;
}

/** A value that fits none, or more than one, of the alternatives that a custom resource leaves. */
export interface NoAlternative extends Base {
  readonly kind: 'no-alternative';
  readonly combination: 'anyOf' | 'oneOf' | 'not';
  /** The fields of which the alternatives each ask for one; none where they ask for more than that. */
  readonly fields: readonly string[];
}

export interface DuplicateItem extends Base {
  readonly kind: 'duplicate-item';
  /** What tells the items apart; none where whole values do. */
  readonly keys: readonly string[];
}

export type JsonType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';

interface Checked extends MinorRange {
  readonly schema: ObjectSchema;
  readonly findings: readonly SchemaFinding[];
}

const checked = new WeakMap<Node, Checked>();

/**
 * Validates an object for a range of minors. Every rule about the schema asks here, so the answer is kept with the
 * object's node.
 */
export function checkObject(value: Value, schema: ObjectSchema, range: MinorRange): readonly SchemaFinding[] {
  const known = checked.get(value.node);
  if (known && known.schema === schema && known.from === range.from && known.to === range.to) return known.findings;
  const findings = validate(value, schema, range);
  checked.set(value.node, { schema, from: range.from, to: range.to, findings });
  return findings;
}

/** What would be said against a value if it were of another kind. */
export function checkAs(value: Value, schema: ObjectSchema, range: MinorRange): readonly SchemaFinding[] {
  return validate(value, schema, range);
}

function validate(value: Value, schema: ObjectSchema, range: MinorRange): readonly SchemaFinding[] {
  const errors = schema.validate(toJson(value.node), range);
  if (errors.length === 0) return NONE;
  const seen = new Set<string>();
  const wrong = new Set(errors.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath));
  return locateErrors(value, errors).flatMap((error) => {
    // A field whose type changed is checked as each of its types, and may be wrong as both in the same way.
    const key = `${error.pointer}\n${error.keyword}\n${JSON.stringify(error.params)}`;
    // What is of the wrong type is no allowed value either: one finding is enough.
    if (error.keyword === 'enum' && wrong.has(error.pointer)) return [];
    if (seen.has(key)) return [];
    seen.add(key);
    // A null in a list is the zero value to the server, which has no wrong type, but lacks what must be there.
    if (error.value.kind === 'null' && error.keyword === 'type') return emptyItem(error, schema.root);
    const finding = toFinding(error, schema.root);
    if (finding.kind === 'field-outside-range') {
      const place = `${error.pointer}\n${finding.name}`;
      if (seen.has(place)) return [];
      seen.add(place);
    }
    return finding.kind === 'missing-field' && !isEnforced(finding.definition, finding.name) ? [] : [finding];
  });
}

function emptyItem({ value, steps }: LocatedError, root: Definition): SchemaFinding[] {
  const definition = definitionAt(root, steps);
  const needed = [...(definition?.fields.values() ?? [])].find(
    (field) => field.segments.every(({ required }) => required) && definition && isEnforced(definition, field.name),
  );
  return needed && definition ? [{ kind: 'missing-field', value, name: needed.name, definition }] : [];
}

const NONE: readonly SchemaFinding[] = [];

function toFinding({ value, steps, keyword, params }: LocatedError, root: Definition): SchemaFinding {
  const keyAt = (name: string) => value.fields().findLast((field) => field.name === name)?.at ?? value.at;
  const holder = () => definitionAt(root, steps) ?? root;
  switch (keyword) {
    case 'additionalProperties': {
      const name = String(params.additionalProperty);
      const elsewhere = inOtherType(root, steps, name);
      if (elsewhere) return { kind: 'field-outside-range', value, name, at: keyAt(name), definition: holder(), ...elsewhere };
      return { kind: 'unknown-field', value, name, at: keyAt(name), definition: holder() };
    }
    case 'fieldRange': {
      const name = String(params.field);
      return { kind: 'field-outside-range', value, name, at: keyAt(name), definition: holder(), since: Number(params.since), last: Number(params.last) };
    }
    case 'type':
      return { kind: 'wrong-type', value, expected: [params.type].flat() as JsonType[], place: placeOf(root, steps) };
    case 'enum':
      return { kind: 'not-allowed', value, allowed: (params.allowedValues as unknown[]).filter((one) => one !== '').map(String) };
    case 'valueSince':
      return { kind: 'too-new', value, since: Number(params.since) };
    case 'required':
    case 'fieldRequired':
      return { kind: 'missing-field', value, name: String(params.missingProperty), definition: holder() };
    case 'pattern':
      return params.pattern === QUANTITY ? { kind: 'malformed-quantity', value } : { kind: 'pattern-mismatch', value, pattern: String(params.pattern) };
    case 'multipleOf':
      return { kind: 'out-of-bounds', value, bound: keyword, limit: Number(params.multipleOf) };
    case 'anyOf':
    case 'oneOf':
    case 'not':
      return { kind: 'no-alternative', value, combination: keyword, fields: holder().alternatives?.[keyword] ?? [] };
    case 'uniqueItems':
      return { kind: 'duplicate-item', value: value.get(Math.max(Number(params.i), Number(params.j))) ?? value, keys: [] };
    case 'listKeys':
      return { kind: 'duplicate-item', value: value.get(Number(params.index)) ?? value, keys: params.keys as string[] };
    default:
      if (params.limit === undefined) throw new Error(`ajv reports the keyword ${keyword}, which no schema uses`);
      return { kind: 'out-of-bounds', value, bound: keyword as Bound, limit: Number(params.limit) };
  }
}

/** The minors that know a field where the type of what holds it changed, and only the other type has it. */
function inOtherType(root: Definition, steps: readonly string[], name: string): { readonly since: number; readonly last: number } | undefined {
  for (let length = steps.length; length > 0; length--) {
    const way = steps.slice(0, length);
    const segments = placeOf(root, way)?.field.segments ?? [];
    for (const { from, to, inner } of segments.length > 1 ? segments : []) {
      const found = inner && definitionAt(inner, steps.slice(length))?.fields.get(name);
      if (found) return { since: Math.max(found.since, from), last: Math.min(found.last, to) };
    }
  }
  return undefined;
}

/** As the API server sees it: keys with null are as good as absent. */
function toJson(node: Node): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(toJson);
  const object: Record<string, unknown> = Object.create(null);
  for (const { name, value } of node.entries) {
    const json = toJson(value);
    if (json !== null) object[name.startsWith('\0') ? name.slice(1) : name] = json;
  }
  return object;
}
