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

let index: Map<string, DeprecatedField> | undefined;

export function deprecatedField(definition: string, field: string): DeprecatedField | undefined {
  index ??= new Map(
    (rows as readonly Row[]).map(([name, own, deprecated, gone, instead]) => [
      `${name}#${own}`,
      { deprecated, gone: gone === 0 ? undefined : gone, instead: instead === '' ? undefined : instead },
    ]),
  );
  return index.get(`${definition}#${field}`);
}
