import { slipsBetween, suggest } from '../../schema/suggest';

/** The one of the known names of values that differs by a slip from what is written. */
export function nearValue(written: string, known: readonly string[]): string | undefined {
  const [near] = suggest(written, known);
  // One and many of a thing are often two values, one of which is optional.
  const isPlural = near !== undefined && (near === `${written}s` || written === `${near}s`);
  return near === undefined || isPlural || written.length < 4 || slipsBetween(written, near) > 1 ? undefined : near;
}
