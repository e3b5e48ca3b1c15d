import type { Node } from '../yaml/node';
import type { Field, Value } from '../yaml/value';
import { type Definition, type FieldFacts, newest, type Segment } from './definition';

/** A key with a value, where the API defines a field. */
export interface WrittenField {
  readonly written: Field;
  /** The definition that has the field. */
  readonly owner: Definition;
  readonly field: FieldFacts;
  /** The newest that is known of the field. */
  readonly segment: Segment;
}

let last: { readonly node: Node; readonly definition: Definition; readonly fields: readonly WrittenField[] } | undefined;

/**
 * Every field that is written in an object, in order, from its definition down. What the API leaves free, such as the
 * schema of a custom resource, is left alone, and so is `status`, which controllers write.
 */
export function writtenFields(object: Value, definition: Definition): readonly WrittenField[] {
  // Rules ask for the same object one after the other.
  if (last?.node === object.node && last.definition === definition) return last.fields;
  const fields: WrittenField[] = [];
  collect(object, definition, fields);
  last = { node: object.node, definition, fields };
  return fields;
}

/** The values of a field itself: one, or those of its list or map. */
export function valuesOf({ written: { value }, segment: { wraps } }: WrittenField): readonly Value[] {
  let values: readonly Value[] = [value];
  for (const wrap of wraps) values = values.flatMap((one) => (wrap === '[' ? one.items() : one.fields().map((field) => field.value)));
  return values;
}

function collect(value: Value, owner: Definition, into: WrittenField[]): void {
  for (const written of value.fields()) {
    const field = owner.fields.get(written.name);
    const segment = field && newest(field);
    if (!field || !segment || written.value.kind === 'null' || (written.name === 'status' && segment.inner)) continue;
    const one = { written, owner, field, segment };
    into.push(one);
    const { inner } = segment;
    if (inner) for (const each of valuesOf(one)) collect(each, inner, into);
  }
}
