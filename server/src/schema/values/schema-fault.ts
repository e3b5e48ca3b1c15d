import { type Message, message } from '../../text/message';
import type { Span } from '../../text/span';
import { table } from '../../text/table';
import type { Document } from '../../yaml/node';
import type { Value } from '../../yaml/value';
import { isPattern } from '../custom/pattern';
import { suggest } from '../suggest';
import { hasOwnAddress, LONGEST_SCHEMA, localReference, schemaAt } from './schema-text';

/** What makes a schema of values one that Helm cannot use. */
export interface SchemaFault {
  readonly at: Span;
  readonly message: Message;
  /** What was meant in its place. */
  readonly meant?: { readonly value: Value; readonly text: string };
}

const TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];
const SCHEMAS = ['additionalProperties', 'additionalItems', 'not', 'if', 'then', 'else', 'contains', 'propertyNames'];
const SCHEMA_LISTS = ['allOf', 'anyOf', 'oneOf'];
const SCHEMA_MAPS = ['properties', 'patternProperties', 'definitions', '$defs'];
const MOST_STEPS = 50_000;

/** The first fault of a schema that reads as JSON; undefined for a sound one. What its draft does not name is left alone. */
export function schemaFault(root: Value): SchemaFault | undefined {
  if (root.document.text.length > LONGEST_SCHEMA) return undefined;
  const pending = [root];
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const schema = pending.pop();
    if (!schema) return undefined;
    if (hasOwnAddress(schema)) continue;
    const fault = faultOf(schema, root);
    if (fault) return fault;
    pending.push(...schemasIn(schema).reverse());
  }
  return undefined;
}

function schemasIn(schema: Value): Value[] {
  const items = schema.get('items');
  return [
    ...SCHEMA_MAPS.flatMap((key) => schema.fields(key).map(({ value }) => value)),
    ...(items ? (items.kind === 'list' ? items.items() : [items]) : []),
    ...SCHEMAS.flatMap((key) => schema.get(key) ?? []),
    ...SCHEMA_LISTS.flatMap((key) => schema.items(key)),
  ];
}

function faultOf(schema: Value, root: Value): SchemaFault | undefined {
  if (schema.kind === 'boolean') return undefined;
  if (schema.kind !== 'map') return { at: schema.at, message: message`A schema is an object, and this is a ${schema.kind}.` };
  const type = schema.get('type');
  const named = type?.kind === 'list' ? type.items() : type ? [type] : [];
  const wrong = named.find((one) => !TYPES.includes(one.string()?.value ?? ''));
  if (wrong) {
    const [near] = suggest(wrong.words ?? '', TYPES);
    const meant = SHORT[wrong.words ?? ''] ?? near;
    return {
      at: wrong.at,
      message: message`JSON schema has no type ${wrong.words ?? wrong.kind}; it has ${TYPES}.`,
      ...(meant !== undefined && { meant: { value: wrong, text: meant } }),
    };
  }
  const required = schema.get('required');
  if (required && (required.kind !== 'list' || required.items().some((one) => !one.string())))
    return { at: required.at, message: message`${'required'} is a list of the keys that must be there, and it stands in the object that holds them.` };
  const noMap = SCHEMA_MAPS.flatMap((key) => schema.get(key) ?? []).find(({ kind }) => kind !== 'map');
  if (noMap) return { at: noMap.at, message: message`${String(noMap.step)} is an object of schemas, and this is a ${noMap.kind}.` };
  const noList = [...SCHEMA_LISTS, 'enum'].flatMap((key) => schema.get(key) ?? []).find(({ kind }) => kind !== 'list');
  if (noList) return { at: noList.at, message: message`${String(noList.step)} is a list, and this is a ${noList.kind}.` };
  const pattern = schema.string('pattern');
  if (pattern && pattern.value.length < 1000 && !isPattern(pattern.value))
    return { at: pattern.at, message: message`Helm cannot read this regular expression.` };
  const reference = schema.string('$ref');
  const way = reference && localReference(reference.value);
  if (way && !schemaAt(root, way)) return { at: reference.at, message: message`The schema has no ${reference.value}.` };
  return undefined;
}

/** How other languages call the types. */
const SHORT: Readonly<Record<string, string>> = table({
  int: 'integer',
  int32: 'integer',
  int64: 'integer',
  float: 'number',
  double: 'number',
  bool: 'boolean',
  str: 'string',
  text: 'string',
  map: 'object',
  dict: 'object',
  list: 'array',
});

/** What keeps a text from being JSON; what follows is mostly a consequence. */
export function syntaxFault(document: Document): SchemaFault | undefined {
  const { text } = document;
  try {
    JSON.parse(text.replace(/^\ufeff/, ''));
    return undefined;
  } catch (error) {
    const position = Number(/at position (\d+)/.exec(String(error))?.[1] ?? 0);
    const start = Math.min(position, Math.max(text.trimEnd().length - 1, 0));
    return { at: document.span(start, Math.min(start + 1, text.length)), message: message`This is no JSON, which the schema of a chart has to be.` };
  }
}
