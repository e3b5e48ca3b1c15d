import { folderOf, isBelow } from '../text/path';
import type { GoBuild } from './go-build';
import type { Copy, Image } from './image';

/** How a file of the module's root comes to the place of a build: certainly, perhaps, or by no instruction. */
export type Arrival = 'copied' | 'maybe' | 'missing';

/** Whether `go.mod` or `go.sum` is in or above the folder of a build when it runs. */
export function arrivalOf(name: 'go.mod' | 'go.sum' | 'go.work', { image, directory, instruction }: GoBuild): Arrival {
  if (directory === undefined || instruction.flags.some((flag) => flag.name === 'mount' && /type=bind/.test(flag.value?.value ?? ''))) return 'maybe';
  const isMade = image.commands.some(({ words }) => {
    const texts = words.map(({ value }) => value);
    const go = texts.indexOf('go');
    return (
      texts.some((text) => text.includes(name)) ||
      (go >= 0 && ['get', 'work', 'generate'].includes(texts[go + 1] ?? '')) ||
      (texts[go + 1] === 'mod' && texts[go + 2] !== 'download' && texts[go + 2] !== 'verify')
    );
  });
  const isUnseen = image.commands.some(
    ({ words }) => /^(?:git|make|curl|wget|tar|unzip|cp|mv|rsync|sh|bash)$/.test(words[0]?.value ?? '') || words[0]?.expands,
  );
  let arrival: Arrival = isMade || isUnseen || image.lineage.at(-1)?.baseName === undefined || image.base?.family !== 'golang' ? 'maybe' : 'missing';
  for (const copy of image.copies) {
    const one = arrivalBy(name, copy, directory);
    if (one === 'copied') return one;
    if (one === 'maybe') arrival = one;
  }
  return arrival;
}

function arrivalBy(name: string, { sources, destination, from, instruction }: Copy, directory: string): Arrival {
  // Go looks in the folder itself and in those above it.
  const landsAbove = isBelow(destination, directory);
  const mayName = landsAbove || isBelow(folderOf(destination), directory);
  if (!mayName) return 'missing';
  if (instruction.heredocs.length > 0 || from) return landsAbove ? 'maybe' : 'missing';
  for (const { value } of sources) {
    if (value.includes('$')) return 'maybe';
    if (/(?:^|\/)go\.(?:\*|mod\*|sum\*)$/.test(value) || value.endsWith(name)) return 'copied';
    if (landsAbove && /^\.?\/?$|^(?:\.\/)?\*$/.test(value)) return 'copied';
  }
  // A folder may hold the file where its contents land in or above the folder of the build.
  return landsAbove && sources.some(({ value }) => !/\.\w+$|\*/.test(value)) ? 'maybe' : 'missing';
}

/** The copy that brings go.mod by its name. */
export function moduleCopy({ copies }: Image): Copy | undefined {
  return copies.find(({ from, sources }) => from === undefined && sources.some(({ value }) => /(?:^|\/)go\.mod$/.test(value)));
}
