import type { Gathered } from './gather';
import { NEWER_VALUES, OPEN_LISTS } from './sources';

/** The values a field may have; `since` where a value is younger than the list. */
export type DatedValues = readonly { readonly value: string; readonly since: number | undefined }[];

/**
 * The closed lists of values by field. Sources exist for a few minors only: a value that is in one and not in the one
 * before may have come at any minor between them, and is taken for as old as it can be, unless its minor is known.
 */
export function gatherValues({ minors, cdk8s, models }: Gathered): Map<string, DatedValues> {
  const samples = [...[...cdk8s].filter(([, { enums }]) => enums.size > 10), ...models].sort(([a], [b]) => a - b);
  const gathered = new Map<string, DatedValues>();
  for (const key of new Set(samples.flatMap(([, { enums }]) => [...enums.keys()]))) {
    const [name = '', field = ''] = key.split('#');
    if (OPEN_LISTS.has(key)) continue;
    const dated = new Map<string, number | undefined>();
    // Before this sample the field was there with a list: only then is a missing value a younger one.
    let previous: number | undefined;
    for (const [minor, { enums }] of samples) {
      const values = enums.get(key);
      if (!values) continue;
      for (const value of values)
        if (!dated.has(value)) dated.set(value, previous === undefined ? undefined : (NEWER_VALUES[`${key}=${value}`] ?? previous + 1));
      previous = minor;
    }
    const first = [...minors].find(([, { definitions }]) => definitions.get(name)?.fields.has(field))?.[0] ?? 0;
    const values = [...dated].map(([value, since]) => ({ value, since: since !== undefined && since > first ? since : undefined }));
    gathered.set(
      key,
      values.sort((a, b) => (a.value < b.value ? -1 : 1)),
    );
  }
  return gathered;
}
