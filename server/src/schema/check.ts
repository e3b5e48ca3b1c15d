import type { Span } from '../text/span';
import type { Node } from '../yaml/node';
import type { Value } from '../yaml/value';
import { coreValidator } from './core-validator';
import { type LocatedError, locateErrors } from './locate';
import { type Definition, definition, kindFacts, type Segment } from './pack';

/** What the API's schema says against a value. */
export type SchemaFinding = UnknownField | FieldOutsideRange | WrongType | NotAllowed | MissingField | MalformedQuantity;

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
  /** First and last minor that has the field; 0 and 999 where it has no such end. */
  readonly since: number;
  readonly last: number;
}

export interface WrongType extends Base {
  readonly kind: 'wrong-type';
  readonly expected: readonly JsonType[];
}

export interface NotAllowed extends Base {
  readonly kind: 'not-allowed';
  readonly allowed: readonly string[];
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

const checked = new WeakMap<Node, { readonly from: number; readonly to: number; readonly findings: readonly SchemaFinding[] }>();

/**
 * Validates an object of Kubernetes' own groups for a range of minors. Every rule about the schema asks here, so the
 * answer is kept with the object's node. Kinds that are not known have no findings.
 */
export function checkObject(
  value: Value,
  gvk: { group: string; version: string; kind: string },
  range: { from: number; to: number },
): readonly SchemaFinding[] {
  const known = checked.get(value.node);
  if (known && known.from === range.from && known.to === range.to) return known.findings;
  const facts = kindFacts(gvk.group, gvk.version, gvk.kind);
  const findings = facts && facts.definition >= 0 ? validate(value, facts.definition, range) : [];
  checked.set(value.node, { ...range, findings });
  return findings;
}

function validate(value: Value, index: number, range: { from: number; to: number }): SchemaFinding[] {
  const validator = coreValidator(index);
  if (validator.call(range, toJson(value.node))) return [];
  return locateErrors(value, validator.errors ?? []).map((error) => toFinding(error, index));
}

function toFinding({ value, steps, keyword, params }: LocatedError, index: number): SchemaFinding {
  const keyAt = (name: string) => value.fields().find((field) => field.name === name)?.at ?? value.at;
  switch (keyword) {
    case 'additionalProperties': {
      const name = String(params.additionalProperty);
      return { kind: 'unknown-field', value, name, at: keyAt(name), definition: definitionOf(index, steps) };
    }
    case 'kubernetesRange': {
      const name = String(params.field);
      return { kind: 'field-outside-range', value, name, at: keyAt(name), since: Number(params.since), last: Number(params.last) };
    }
    case 'type':
      return { kind: 'wrong-type', value, expected: [params.type].flat() as JsonType[] };
    case 'enum':
      return { kind: 'not-allowed', value, allowed: params.allowedValues as string[] };
    case 'required':
      return { kind: 'missing-field', value, name: String(params.missingProperty), definition: definitionOf(index, steps) };
    case 'pattern':
      return { kind: 'malformed-quantity', value };
    default:
      throw new Error(`ajv reports the keyword ${keyword}, which no schema uses`);
  }
}

/** The definition of the value at the end of a way from a value of definition `index`. */
export function definitionOf(index: number, steps: readonly string[]): Definition {
  let at = definition(index);
  let wraps = '';
  for (const step of steps) {
    if (wraps !== '') {
      wraps = wraps.slice(1);
      continue;
    }
    const segment: Segment | undefined = at.fields.get(step)?.segments.at(-1);
    if (!segment || segment.definition < 0) return at;
    at = definition(segment.definition);
    wraps = segment.wraps;
  }
  return at;
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
