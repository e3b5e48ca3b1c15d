/**
 * Rows by words that somebody may write. In a plain object every word finds what all objects of JavaScript have:
 * `constructor`, `toString`.
 */
export function table<Row>(rows: Readonly<Record<string, Row>>): Readonly<Record<string, Row>> {
  return Object.assign(Object.create(null), rows);
}
