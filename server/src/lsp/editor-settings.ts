import { isProfile, isRuleSetting } from '../engine/read-settings';
import { DEFAULT_SETTINGS, type RuleSetting, type Settings } from '../engine/settings';
import { parseRange } from '../model/kubernetes-range';
import { resolvePath } from '../text/path';

/** Reads the `seaworthy` section of an editor's settings. What makes no sense is left at its default. */
export function fromEditorSettings(section: unknown, folder: string): Settings {
  const read = typeof section === 'object' && section !== null ? (section as Record<string, unknown>) : {};
  const range = typeof read.kubernetes === 'string' ? parseRange(read.kubernetes) : undefined;
  const profile = typeof read.profile === 'string' ? read.profile : undefined;
  return {
    ...DEFAULT_SETTINGS,
    ...(typeof range === 'object' && { kubernetes: range }),
    ...(isProfile(profile) && { profile }),
    rules: new Map(entries(read.rules).filter((entry): entry is [string, RuleSetting] => isRuleSetting(entry[1]))),
    ignore: strings(read.ignore),
    images: new Map(entries(read.images).map(([image, path]) => [image, resolvePath(folder, path)])),
    external: strings(read.external),
    crds: strings(read.crds).map((path) => resolvePath(folder, path)),
  };
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function entries(value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}
