import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A folder of other people's files to try the readers on: `CORPUS=/somewhere npm test`. Without it, those tests are skipped. */
export const corpus = process.env.CORPUS;

export const withoutCorpus = corpus === undefined && 'CORPUS names no folder';

/** The text files of the corpus whose path matches, with their path in it. */
export function* corpusFiles(pattern: RegExp): Iterable<{ readonly path: string; readonly text: string }> {
  if (corpus === undefined) return;
  const folder = realpathSync(corpus);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const path = relative(folder, file).replaceAll('\\', '/');
    if (entry.isFile() && pattern.test(path) && statSync(file).size < 8_000_000) yield { path, text: readFileSync(file, 'utf8') };
  }
}
