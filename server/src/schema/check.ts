import type { Span } from '../text/span';
import type { Node } from '../yaml/node';
import type { Value } from '../yaml/value';
import { coreValidator } from './core-validator';
import { type LocatedError, locateErrors } from './locate';
import { type Definition, definition, type FieldFacts, kindFacts } from './pack';
import { isEnforced } from './required';

/** What the API's schema says against a value. */
export type SchemaFinding = UnknownField | FieldOutsideRange | WrongType | NotAllowed | TooNew | MissingField | MalformedQuantity;

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

export type JsonType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';

/** The field that a value belongs to: itself, or as an item or entry of its list or map. */
export interface Place {
  readonly definition: Definition;
  readonly field: FieldFacts;
  /** How many lists and maps lie between the field and the value. */
  readonly depth: number;
}

export interface MinorRange {
  readonly from: number;
  readonly to: number;
}

const checked = new WeakMap<Node, MinorRange & { readonly findings: readonly SchemaFinding[] }>();

/**
 * Validates an object of Kubernetes' own groups for a range of minors. Every rule about the schema asks here, so the
 * answer is kept with the object's node. Kinds that are not known have no findings.
 */
export function checkObject(value: Value, gvk: { group: string; version: string; kind: string }, range: MinorRange): readonly SchemaFinding[] {
  const known = checked.get(value.node);
  if (known && known.from === range.from && known.to === range.to) return known.findings;
  const facts = kindFacts(gvk.group, gvk.version, gvk.kind);
  const findings = facts && facts.definition >= 0 ? validate(value, facts.definition, range) : [];
  checked.set(value.node, { from: range.from, to: range.to, findings });
  return findings;
}

/** What would be said against a value if it were of a definition. */
export function checkAs(value: Value, definition: number, range: MinorRange): readonly SchemaFinding[] {
  return validate(value, definition, range);
}

function validate(value: Value, index: number, range: MinorRange): SchemaFinding[] {
  const validator = coreValidator(index);
  if (validator.call(range, toJson(value.node))) return [];
  const seen = new Set<string>();
  const wrong = new Set((validator.errors ?? []).filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath));
  return locateErrors(value, validator.errors ?? []).flatMap((error) => {
    // A field whose type changed is checked as each of its types, and may be wrong as both in the same way.
    const key = `${error.steps.join('\0')}\n${error.keyword}\n${JSON.stringify(error.params)}`;
    // What is of the wrong type is no allowed value either: one finding is enough.
    if (error.keyword === 'enum' && wrong.has(error.pointer)) return [];
    // A null in a list is the zero value to the server, which has no wrong type.
    if (seen.has(key) || (error.value.kind === 'null' && error.keyword === 'type')) return [];
    seen.add(key);
    const finding = toFinding(error, index);
    return finding.kind === 'missing-field' && !isEnforced(finding.definition, finding.name) ? [] : [finding];
  });
}

function toFinding({ value, steps, keyword, params }: LocatedError, index: number): SchemaFinding {
  const keyAt = (name: string) => value.fields().findLast((field) => field.name === name)?.at ?? value.at;
  switch (keyword) {
    case 'additionalProperties': {
      const name = String(params.additionalProperty);
      return { kind: 'unknown-field', value, name, at: keyAt(name), definition: definitionOf(index, steps) };
    }
    case 'fieldRange': {
      const name = String(params.field);
      return {
        kind: 'field-outside-range',
        value,
        name,
        at: keyAt(name),
        definition: definitionOf(index, steps),
        since: Number(params.since),
        last: Number(params.last),
      };
    }
    case 'type':
      return { kind: 'wrong-type', value, expected: [params.type].flat() as JsonType[], place: placeOf(index, steps) };
    case 'enum':
      return { kind: 'not-allowed', value, allowed: (params.allowedValues as string[]).filter((one) => one !== '') };
    case 'valueSince':
      return { kind: 'too-new', value, since: Number(params.since) };
    case 'required':
    case 'fieldRequired':
      return { kind: 'missing-field', value, name: String(params.missingProperty), definition: definitionOf(index, steps) };
    case 'pattern':
      return { kind: 'malformed-quantity', value };
    default:
      throw new Error(`ajv reports the keyword ${keyword}, which no schema uses`);
  }
}

/** The definition of the value at the end of a way from a value of definition `index`. */
export function definitionOf(index: number, steps: readonly string[]): Definition {
  const place = placeOf(index, steps);
  const segment = place?.field.segments.at(-1);
  return place === undefined ? definition(index) : segment && segment.definition >= 0 ? definition(segment.definition) : place.definition;
}

/** The field that the value at the end of a way belongs to; undefined for the object itself. */
export function placeOf(index: number, steps: readonly string[]): Place | undefined {
  let place: Place | undefined;
  let at = definition(index);
  for (const step of steps) {
    const segment = place?.field.segments.at(-1);
    if (place && segment && place.depth < segment.wraps.length) {
      place = { ...place, depth: place.depth + 1 };
      continue;
    }
    if (segment && segment.definition >= 0) at = definition(segment.definition);
    const field = at.fields.get(step);
    if (!field) return place;
    place = { definition: at, field, depth: 0 };
  }
  return place;
}

/** The definition at the end of a way from a value of definition `index`; undefined where the way leads nowhere. */
export function definitionAt(index: number, steps: readonly string[]): Definition | undefined {
  let at = definition(index);
  let inner: { readonly wraps: string; readonly definition: number } | undefined;
  for (const step of steps) {
    if (inner && inner.wraps !== '') inner = { ...inner, wraps: inner.wraps.slice(1) };
    else {
      if (inner) at = definition(inner.definition);
      const segment = at.fields.get(step)?.segments.at(-1);
      if (!segment) return undefined;
      inner = segment;
    }
    if (inner.wraps === '' && inner.definition < 0) return undefined;
  }
  if (inner && inner.wraps !== '') return undefined;
  return inner ? definition(inner.definition) : at;
}

/** As the API server sees it: keys with null are as good as absent. */
function toJson(node: Node): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(toJson);
  const object: Record<string, unknown> = Object.create(null);
  for (const { name, value } of node.entries) {
    if (value.kind === 'scalar' && value.value === null) continue;
    object[name.startsWith('\0') ? name.slice(1) : name] = toJson(value);
  }
  return object;
}
