import type { Manner } from './checker';
import type { Source } from './subjects';

/** Sources that are checked in one manner. */
export interface Batch {
  readonly manner: Manner;
  readonly sources: readonly Source[];
}

/** About how many sources go together: with more of them, less of what one source needs stays close to the processor. */
const SIZE = 32;

/** The sources of files in the order of the files, as many together as are checked in the same manner. */
export function* batchesOf(files: readonly string[], sourcesOf: (file: string) => readonly Source[], mannerOf: (file: string) => Manner): Iterable<Batch> {
  let manner: Manner | undefined;
  let sources: Source[] = [];
  for (const file of files) {
    const own = mannerOf(file);
    if (manner && (sources.length >= SIZE || own.settings !== manner.settings || own.withHidden !== manner.withHidden)) {
      yield { manner, sources };
      sources = [];
    }
    manner = own;
    sources.push(...sourcesOf(file));
  }
  if (manner) yield { manner, sources };
}
