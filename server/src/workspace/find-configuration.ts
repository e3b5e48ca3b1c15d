import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FolderSettings } from '../engine/configuration';
import { readSettings } from '../engine/read-settings';
import { folderOf } from '../text/path';
import { readText } from './read-text';
import { fromSystemPath, toSystemPath } from './system-path';

export const CONFIGURATION_NAMES: readonly string[] = ['.seaworthy.yaml', '.seaworthy.yml'];

/** The configuration files above a folder and in it, the nearest first. */
export function configurationAbove(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    for (const name of CONFIGURATION_NAMES) if (existsSync(join(at, name))) return fromSystemPath(join(at, name));
    if (dirname(at) === at) return undefined;
  }
}

/** The root of the project that a folder belongs to: where its configuration or its git repository is. */
export function projectRoot(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (CONFIGURATION_NAMES.some((name) => existsSync(join(at, name))) || existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** The folder of the git repository that a file lies in. */
export function repositoryOf(file: string): string | undefined {
  for (let at = dirname(toSystemPath(file)); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** The settings of a configuration file for its folder. `folder` is given where the file stands for another one. */
export function readConfiguration(file: string, text: string | undefined = undefined, folder = folderOf(file)): FolderSettings | undefined {
  const read = text === undefined ? readText(toSystemPath(file)) : { kind: 'text' as const, text };
  return read.kind === 'text' ? { folder, settings: readSettings(file, read.text), file } : undefined;
}
