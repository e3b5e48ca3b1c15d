import type { Value } from '../../yaml/value';
import { boundedJson } from './json';
import { MOST_FIELDS } from './levels';
import { isPattern } from './pattern';

/** Why the server does not take the schema of a CustomResourceDefinition, at the key or value that it is about. */
export interface StructureFault {
  readonly kind:
    | 'too-large'
    | 'too-many-fields'
    | 'type-missing'
    | 'type-unknown'
    | 'root-no-object'
    | 'keyword-forbidden'
    | 'keyword-misplaced'
    | 'no-schema'
    | 'both-maps'
    | 'items-missing'
    | 'pattern-unreadable'
    | 'list-keys-missing'
    | 'list-key-unknown'
    | 'list-key-optional'
    | 'set-of-mappings'
    | 'message-missing'
    | 'default-unfit'
    | 'metadata-restricted'
    | 'undescribed';
  readonly value: Value;
  /** The keyword, pattern or field that it is about. */
  readonly name: string;
}

/** Keywords of JSON schema that a structural schema must not have. */
const FORBIDDEN = ['$ref', 'definitions', 'dependencies', 'patternProperties', 'additionalItems', 'id'];

/** Keywords that describe a value and so have no place where values are only restricted. */
const DESCRIBING = ['type', 'additionalProperties', 'default', 'nullable', 'title', 'description'];

const TYPES = ['string', 'integer', 'number', 'boolean', 'object', 'array'];

/**
 * What keeps an `openAPIV3Schema` from being structural: `ValidateStructural` and `validateCustomResourceDefinition` in
 * `k8s.io/apiextensions-apiserver`.
 */
export function* structureFaults(schema: Value): Iterable<StructureFault> {
  if (boundedJson(schema.node) === undefined) {
    yield { kind: 'too-large', value: schema, name: '' };
    return;
  }
  const type = schema.get('type');
  // What is no mapping is of the wrong type, which is said of any field.
  if (type?.plain !== 'object' && (schema.kind === 'map' || schema.kind === 'null') && (!type || type.kind === 'string'))
    yield { kind: 'root-no-object', value: type ?? schema, name: 'object' };
  // What metadata is the server knows, and only names may be restricted: validateStructuralMetadataInvariants.
  for (const { name, value } of schema.fields('properties', 'metadata', 'properties'))
    if (name !== 'name' && name !== 'generateName') yield { kind: 'metadata-restricted', value, name };
  yield* visit(schema, true);
  yield* undescribed(schema, schema);
}

function* visit(schema: Value, isRoot: boolean): Iterable<StructureFault> {
  if (schema.kind !== 'map') {
    // Elsewhere that is of the wrong type; `items` may be anything to the schema of definitions.
    if (schema.kind !== 'null' && schema.step === 'items') yield { kind: 'no-schema', value: schema, name: '' };
    return;
  }
  yield* keywords(schema);
  yield* types(schema, isRoot);
  yield* lists(schema);
  const properties = schema.fields('properties');
  const holder = schema.get('properties');
  if (holder && properties.length > MOST_FIELDS) yield { kind: 'too-many-fields', value: holder, name: String(properties.length) };
  for (const { value } of properties) yield* visit(value, false);
  const values = schema.get('additionalProperties');
  if (values?.kind === 'map') yield* visit(values, false);
  const items = schema.get('items');
  if (items) yield* visit(items, false);
  for (const name of ['allOf', 'anyOf', 'oneOf']) for (const branch of schema.items(name)) yield* restriction(branch);
  const not = schema.get('not');
  if (not) yield* restriction(not);
}

function* keywords(schema: Value): Iterable<StructureFault> {
  for (const { name, value } of schema.fields()) {
    if (FORBIDDEN.includes(name)) yield { kind: 'keyword-forbidden', value, name };
    if (name === 'uniqueItems' && value.plain === true) yield { kind: 'keyword-forbidden', value, name: 'uniqueItems: true' };
    if (name === 'additionalProperties' && value.plain === false) yield { kind: 'keyword-forbidden', value, name: 'additionalProperties: false' };
    if (name === 'pattern' && typeof value.plain === 'string' && !isPattern(value.plain)) yield { kind: 'pattern-unreadable', value, name: value.plain };
  }
  // apiextensions-apiserver, validation.go: what is shown for a rule is the rule itself, and that has to be one line.
  for (const rule of schema.items('x-kubernetes-validations'))
    if (/\S\s*\n\s*\S/.test(rule.string('rule')?.value ?? '') && !rule.get('message') && !rule.get('messageExpression'))
      yield { kind: 'message-missing', value: rule.get('rule') ?? rule, name: 'message' };
  const both = schema.get('additionalProperties');
  if (both && both.plain !== false && schema.fields('properties').length > 0) yield { kind: 'both-maps', value: both, name: 'additionalProperties' };
}

function* types(schema: Value, isRoot: boolean): Iterable<StructureFault> {
  const type = schema.get('type');
  const isFree = schema.boolean('x-kubernetes-int-or-string')?.value || schema.boolean('x-kubernetes-preserve-unknown-fields')?.value;
  if (!type && !isFree && !isRoot) yield { kind: 'type-missing', value: schema, name: String(schema.step ?? '') };
  else if (type?.kind === 'string' && !TYPES.includes(String(type.plain)) && !isRoot) yield { kind: 'type-unknown', value: type, name: type.words ?? '' };
  const preset = schema.given('default');
  if (preset && type && TYPES.includes(String(type.plain)) && !fits(preset, String(type.plain)))
    yield { kind: 'default-unfit', value: preset, name: String(type.plain) };
  if (type?.plain === 'array' && !schema.get('items')) yield { kind: 'items-missing', value: type, name: 'items' };
}

/** Whether a value is of a type of JSON schema. */
function fits({ kind, plain }: Value, type: string): boolean {
  if (type === 'object') return kind === 'map';
  if (type === 'array') return kind === 'list';
  return type === 'integer' ? Number.isInteger(plain) : kind === type;
}

function* lists(schema: Value): Iterable<StructureFault> {
  const listType = schema.get('x-kubernetes-list-type');
  if (listType?.plain === 'set' && schema.get('items', 'type')?.plain === 'object' && schema.get('items', 'x-kubernetes-map-type')?.plain !== 'atomic')
    yield { kind: 'set-of-mappings', value: listType, name: 'set' };
  if (listType?.plain !== 'map') return;
  const keys = schema.items('x-kubernetes-list-map-keys');
  if (keys.length === 0) yield { kind: 'list-keys-missing', value: listType, name: 'x-kubernetes-list-map-keys' };
  const required = new Set(schema.items('items', 'required').map(({ plain }) => plain));
  for (const key of keys) {
    const field = schema.get('items', 'properties', String(key.plain));
    if (!field) yield { kind: 'list-key-unknown', value: key, name: String(key.plain) };
    else if (!required.has(String(key.plain)) && !field.get('default')) yield { kind: 'list-key-optional', value: key, name: String(key.plain) };
  }
}

/**
 * What is restricted but not described: `validateStructuralCompleteness`, which looks at the combinations of the whole object
 * and not at those of its fields.
 */
function* undescribed(restricting: Value, described: Value): Iterable<StructureFault> {
  const branches = [...['allOf', 'anyOf', 'oneOf'].flatMap((name) => restricting.items(name)), ...(restricting.given('not') ? [restricting.get('not')] : [])];
  for (const branch of branches) if (branch?.kind === 'map') yield* undescribedIn(branch, described);
}

function* undescribedIn(restricting: Value, described: Value): Iterable<StructureFault> {
  yield* undescribed(restricting, described);
  const [items, itemsDescribed] = [restricting.given('items'), described.given('items')];
  if (items && !itemsDescribed) yield { kind: 'undescribed', value: items, name: 'items' };
  else if (items && itemsDescribed) yield* undescribedIn(items, itemsDescribed);
  // Newer servers take what describes all fields for each of them, and a reference is a fault of its own.
  const isOpen = described.given('additionalProperties') !== undefined || described.given('$ref') !== undefined;
  for (const { name, value } of restricting.fields('properties')) {
    const own = described.given('properties', name);
    if (own) yield* undescribedIn(value, own);
    else if (!isOpen) yield { kind: 'undescribed', value, name };
  }
}

/** Below `anyOf` and its like, what a value is has been said already. */
function* restriction(schema: Value): Iterable<StructureFault> {
  // `anyOf: [{ type: integer }, { type: string }]` is how integers-or-strings are written, and is taken.
  const isIntOrString = schema.fields().length === 1 && ['integer', 'string'].includes(String(schema.get('type')?.plain));
  for (const { name, value } of schema.fields()) {
    if (DESCRIBING.includes(name) && !isIntOrString) yield { kind: 'keyword-misplaced', value, name };
    if (name === 'pattern' && typeof value.plain === 'string' && !isPattern(value.plain)) yield { kind: 'pattern-unreadable', value, name: value.plain };
  }
  for (const { value } of schema.fields('properties')) yield* restriction(value);
  const items = schema.get('items');
  if (items) yield* restriction(items);
  for (const name of ['allOf', 'anyOf', 'oneOf']) for (const branch of schema.items(name)) yield* restriction(branch);
}
