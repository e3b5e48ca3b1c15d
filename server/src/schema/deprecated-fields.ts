import rows from '../../../schemas/deprecated-fields.json';

/** A field that is on its way out. Sources: see `schemas/README.md`. */
export interface DeprecatedField {
  /** The first minor that calls it deprecated; 0 where it always was. */
  readonly deprecated: number;
  /** The first minor in which it has no effect. */
  readonly gone: number | undefined;
  /** The field to use instead. */
  readonly instead: string | undefined;
}

type Row = readonly [definition: string, field: string, deprecated: number, gone: number, instead: string, source: string];

let index: Map<string, Map<string, DeprecatedField>> | undefined;

export function deprecatedField(definition: string, field: string): DeprecatedField | undefined {
  index ??= indexRows(rows as readonly Row[]);
  return index.get(definition)?.get(field);
}

function indexRows(all: readonly Row[]): Map<string, Map<string, DeprecatedField>> {
  const byDefinition = new Map<string, Map<string, DeprecatedField>>();
  for (const [name, field, deprecated, gone, instead] of all) {
    const own = byDefinition.get(name) ?? new Map<string, DeprecatedField>();
    byDefinition.set(name, own);
    own.set(field, { deprecated, gone: gone === 0 ? undefined : gone, instead: instead === '' ? undefined : instead });
  }
  return byDefinition;
}
