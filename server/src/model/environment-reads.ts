import type { EnvironmentPrefix, EnvironmentRead, GoSource } from '../go/source';

/**
 * The variables that the files of a program read, with the prefixes that other files put in front of them. What has a
 * prefix that is not known, or several, is left out.
 */
export function withPrefixes(sources: readonly GoSource[]): ReadonlyMap<GoSource, readonly EnvironmentRead[]> {
  const prefixes = sources.flatMap((source) => source.prefixes);
  const options = [...new Set(sources.flatMap(({ environmentPrefix }) => environmentPrefix ?? []))];
  const general = options.length > 1 ? '*' : (options[0] ?? '');
  return new Map(
    sources.map((source) => [
      source,
      prefixes.length === 0 && general === ''
        ? source.environment
        : source.environment.flatMap((read) => {
            if (read.struct === undefined) return read;
            const prefix = prefixOf(read.struct, prefixes, 0);
            return prefix === undefined || general === '*' ? [] : { ...read, key: general + prefix + read.key };
          }),
    ]),
  );
}

/** Structs inside structs have the prefixes of all; undefined where one stands in several places. */
function prefixOf(type: string, prefixes: readonly EnvironmentPrefix[], steps: number): string | undefined {
  const [only, ...others] = prefixes.filter((one) => one.type === type);
  if (!only) return '';
  if (others.length > 0 || only.prefix === undefined || steps > 6) return undefined;
  const outer = only.within === undefined ? '' : prefixOf(only.within, prefixes, steps + 1);
  return outer === undefined ? undefined : outer + only.prefix;
}
