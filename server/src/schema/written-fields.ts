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

/** A mapping that is written where the API defines one. */
export interface WrittenMap {
  readonly value: Value;
  readonly definition: Definition;
}

interface Written {
  readonly fields: WrittenField[];
  readonly maps: WrittenMap[];
}

const known = new WeakMap<Node, { readonly definition: Definition; readonly written: Written }>();

/**
 * Every field that is written in an object, in order, from its definition down. What the API leaves free, such as the
 * schema of a custom resource, is left alone, and so is `status`, which controllers write.
 */
export function writtenFields(object: Value, definition: Definition): readonly WrittenField[] {
  return writtenIn(object, definition).fields;
}

/** The mappings with those fields, an object before what it holds. */
export function writtenMaps(object: Value, definition: Definition): readonly WrittenMap[] {
  return writtenIn(object, definition).maps;
}

function writtenIn(object: Value, definition: Definition): Written {
  // Many rules ask for the same object.
  const found = known.get(object.node);
  if (found?.definition === definition) return found.written;
  const written: Written = { fields: [], maps: [] };
  collect(object, definition, written);
  known.set(object.node, { definition, written });
  return written;
}

/** The values of a field itself: one, or those of its list or map. */
export function valuesOf({ written: { value }, segment: { wraps } }: WrittenField): readonly Value[] {
  let values: readonly Value[] = [value];
  for (const wrap of wraps) values = values.flatMap((one) => (wrap === '[' ? one.items() : one.fields().map((field) => field.value)));
  return values;
}

function collect(value: Value, owner: Definition, into: Written): void {
  if (value.kind === 'map') into.maps.push({ value, definition: owner });
  for (const written of value.fields()) {
    const field = owner.fields.get(written.name);
    const segment = field && newest(field);
    if (!field || !segment || written.value.kind === 'null' || (written.name === 'status' && segment.inner)) continue;
    const one = { written, owner, field, segment };
    into.fields.push(one);
    const { inner } = segment;
    if (inner) for (const each of valuesOf(one)) collect(each, inner, into);
  }
}
