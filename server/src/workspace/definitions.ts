import { statSync } from 'node:fs';
import { fileKind } from '../engine/file-kind';
import { discover } from './discover';
import { readText } from './read-text';
import { fromSystemPath, toSystemPath } from './system-path';

/** The texts at the paths of the setting `crds`, which may lie anywhere, and the paths at which there is nothing. */
export function readDefinitions(paths: readonly string[]): { readonly texts: ReadonlyMap<string, string>; readonly missing: readonly string[] } {
  const texts = new Map<string, string>();
  const missing: string[] = [];
  for (const path of new Set(paths)) {
    const found = filesAt(toSystemPath(path));
    if (!found) missing.push(path);
    for (const file of found ?? []) {
      const read = readText(toSystemPath(file));
      if (read.kind === 'text') texts.set(file, read.text);
    }
  }
  return { texts, missing };
}

/** A file itself, or the YAML files below a folder; undefined where neither is there. */
function filesAt(path: string): readonly string[] | undefined {
  try {
    return statSync(path).isDirectory() ? discover(path).files.filter((file) => fileKind(file) === 'yaml') : [fromSystemPath(path)];
  } catch {
    // Whatever keeps us from looking, for the user the path is not there.
    return undefined;
  }
}
