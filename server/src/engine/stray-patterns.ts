import { suggest } from '../schema/suggest';

/** A pattern of `ignore` that fits to nothing, and what was most likely meant. */
export interface StrayPattern {
  readonly pattern: string;
  readonly meant: string;
}

/**
 * The patterns that begin with a folder or file that is not there, where one of nearly that name is. A folder that is
 * merely not there may be made later (`dist/**`), so that says nothing. `entriesOf` lists a folder, folders with a slash behind.
 */
export function strayPatterns(folder: string, patterns: readonly string[], entriesOf: (folder: string) => readonly string[] | undefined): StrayPattern[] {
  return patterns.flatMap((pattern) => {
    const parts = pattern.replace(/^\.?\//, '').split('/');
    for (const [index, part] of parts.entries()) {
      // From a wildcard on, whatever is below may fit.
      if (part === '' || part === '..' || /[*?{}[\]()!+@\\]/.test(part)) return [];
      const entries = entriesOf([folder, ...parts.slice(0, index)].join('/'))?.map((entry) => entry.replace(/\/$/, ''));
      if (!entries || entries.includes(part)) {
        if (!entries) return [];
        continue;
      }
      const [near] = suggest(part, entries);
      // Numbers tell versions apart.
      const isSlip = near !== undefined && part.length > 3 && near.replace(/\d+/g, '') !== part.replace(/\d+/g, '');
      return isSlip ? [{ pattern, meant: [...parts.slice(0, index), near, ...parts.slice(index + 1)].join('/') }] : [];
    }
    return [];
  });
}
