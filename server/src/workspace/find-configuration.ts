import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FolderSettings } from '../engine/configuration';
import { HADOLINT_NAMES, readHadolintSettings } from '../engine/hadolint-settings';
import { readSettings } from '../engine/read-settings';
import { baseName, folderOf } from '../text/path';
import { readText } from './read-text';
import { fromSystemPath, toSystemPath } from './system-path';

export const CONFIGURATION_NAMES: readonly string[] = ['.seaworthy.yaml', '.seaworthy.yml'];

/** True for a file with settings, of ours or of hadolint. */
export function isConfiguration(file: string): boolean {
  return CONFIGURATION_NAMES.includes(baseName(file)) || HADOLINT_NAMES.includes(baseName(file));
}

/** The configuration files that hold in a folder: the nearest one in it or above, and the nearest of hadolint. */
export function configurationsAbove(folder: string): string[] {
  return [nearest(folder, CONFIGURATION_NAMES), nearest(folder, HADOLINT_NAMES)].filter((file) => file !== undefined);
}

function nearest(folder: string, names: readonly string[]): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    for (const name of names) if (existsSync(join(at, name))) return fromSystemPath(join(at, name));
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
  if (read.kind !== 'text') return undefined;
  const isHadolint = HADOLINT_NAMES.includes(baseName(file));
  return { folder, settings: isHadolint ? readHadolintSettings(file, read.text) : readSettings(file, read.text), file, isHadolint };
}
