import type { Instruction } from '../../docker/dockerfile';
import type { BuildContext } from '../../model/docker/build-context';
import type { Copy, Image } from '../../model/image';
import { baseName, isBelow, resolvePath } from '../../text/path';

/** A path that a COPY of a stage certainly fills. */
export interface CopiedPlace {
  readonly copy: Copy;
  /** It is all that the COPY brings. */
  readonly isAll: boolean;
  /** No other instruction of the Dockerfile puts something below it. */
  isSole(): boolean;
  /** What lies there, as the COPY names it; undefined for a folder that others are put into. */
  readonly source: string | undefined;
}

/** The paths that the copies of an image's own stage certainly fill, in order. */
export function copiedPlaces(image: Image): ReadonlyMap<string, readonly CopiedPlace[]> {
  const places = new Map<string, CopiedPlace[]>();
  const add = (path: string, place: CopiedPlace) => {
    const known = places.get(path);
    if (known) known.push(place);
    else places.set(path, [place]);
  };
  for (const copy of image.copies) {
    if (copy.stage !== image.stage || isUnpacked(copy)) continue;
    const { destination, intoDirectory, sources, instruction } = copy;
    const [only, ...others] = sources;
    const isOne = others.length === 0 && instruction.heredocs.length === 0;
    add(destination, { copy, isAll: true, isSole: () => isFilledBy(image, copy), source: intoDirectory || others.length > 0 ? undefined : only?.value });
    if (intoDirectory)
      for (const { value } of sources) add(resolvePath(destination, baseName(value)), { copy, isAll: isOne, isSole: () => false, source: value });
  }
  return places;
}

/** What comes out of an archive has owners and modes of its own. */
function isUnpacked({ instruction, sources }: Copy): boolean {
  return instruction.keyword === 'ADD' && sources.some(({ value }) => /\.(?:tar|tgz|txz|tbz2?|gz|xz|bz2|zst)\b/.test(value));
}

/** Without `-R`, a folder is changed and nothing in it. */
export function isFile({ copy, source }: CopiedPlace, ofProgram: boolean, context: BuildContext | undefined): boolean {
  if (source === undefined) return !copy.intoDirectory && copy.instruction.heredocs.length > 0;
  // A folder is copied without its own name, so this one is a file.
  if (copy.intoDirectory || ofProgram) return true;
  return /[^/]\.\w+$/.test(source) || (copy.from === undefined && context?.kindOf(source) === 'file');
}

/** A RUN of one command right below the COPY. */
export function isAlone(run: Instruction, copy: Copy, { stage, runs }: Image): boolean {
  const above = stage.instructions[stage.instructions.indexOf(run) - 1];
  return run.flags.length === 0 && above === copy.instruction && runs.find(({ instruction }) => instruction === run)?.commands.length === 1;
}

function isFilledBy({ copies, runs }: Image, { instruction, destination }: Copy): boolean {
  if (/^\/(?:$|opt$|(?:s?bin|lib\w*|etc|usr|var|home|tmp|run)(?:\/[^/]+)?$|usr\/local\/)/.test(destination)) return false;
  const others = copies.filter((copy) => copy.instruction !== instruction);
  return (
    !others.some((copy) => isBelow(destination, copy.destination) || isBelow(copy.destination, destination)) &&
    !runs.some(
      (run) =>
        run.instruction.at.start < instruction.at.start &&
        ((run.workdir !== undefined && isBelow(destination, run.workdir)) ||
          run.commands.some(({ words }) => words.some(({ value }) => value.includes(destination)))),
    )
  );
}
