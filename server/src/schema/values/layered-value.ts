import type { Plain } from '../../yaml/node';
import type { Value, ValueKind } from '../../yaml/value';

/** A value as Helm puts it together from several files: where two have a mapping, it has the keys of both; else the later one counts. */
export interface LayeredValue {
  readonly kind: ValueKind;
  readonly plain: Plain | undefined;
  readonly fields: ReadonlyMap<string, LayeredValue>;
  readonly items: readonly LayeredValue[];
  /** Where it is written last. */
  readonly source: Value;
  /** How many values it holds, itself included. */
  readonly size: number;
}

/** Values over those of the chart. A null takes a key of the chart away; of one that only stands in the chart itself it is not certain what becomes. */
export function layerValues(over: Value, base?: LayeredValue): LayeredValue {
  const fields = new Map<string, LayeredValue>(over.kind === 'map' && base?.kind === 'map' ? base.fields : []);
  for (const { name, value } of over.fields()) {
    const below = fields.get(name);
    if (value.kind === 'null' && below) fields.delete(name);
    else fields.set(name, layerValues(value, below));
  }
  const items = over.items().map((item) => layerValues(item));
  const size = [...fields.values(), ...items].reduce((sum, one) => sum + one.size, 1);
  return { kind: over.kind, plain: over.plain, fields, items, source: over, size };
}
