import { readdirSync, realpathSync } from 'node:fs';
import { isBelow } from '../text/path';
import { fromSystemPath, toSystemPath } from './system-path';

/**
 * The names in a folder, those of folders with a slash behind. Undefined for what lies outside of `roots`, also by a
 * link, and for what cannot be listed.
 */
export function listFolder(folder: string, roots: readonly string[]): readonly string[] | undefined {
  const root = roots.find((one) => isBelow(one, folder));
  if (root === undefined) return undefined;
  try {
    const real = realpathSync(toSystemPath(folder));
    if (!isBelow(fromSystemPath(realpathSync(toSystemPath(root))), fromSystemPath(real))) return undefined;
    return readdirSync(real, { withFileTypes: true }).map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
  } catch {
    // It is missing, or not ours to read: for a build that is the same.
    return undefined;
  }
}
