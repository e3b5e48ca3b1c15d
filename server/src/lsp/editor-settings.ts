import { isLabelKind, isLanguage, isProfile, isRuleSetting } from '../engine/read-settings';
import type { RuleSetting, Settings } from '../engine/settings';
import type { DockerfilePolicy, LabelKind } from '../model/dockerfile-policy';
import { parseRange } from '../model/kubernetes-range';
import { resolvePath } from '../text/path';

/** Reads the `seaworthy` section of an editor's settings for a folder. What is not set or makes no sense is left out. */
export function fromEditorSettings(section: unknown, folder: string): Partial<Settings> {
  const read = typeof section === 'object' && section !== null ? (section as Record<string, unknown>) : {};
  const range = typeof read.kubernetes === 'string' ? parseRange(read.kubernetes) : undefined;
  const profile = typeof read.profile === 'string' ? read.profile : undefined;
  const language = typeof read.language === 'string' ? read.language : undefined;
  const rules = entries(read.rules).filter((entry): entry is [string, RuleSetting] => isRuleSetting(entry[1]));
  const ignore = strings(read.ignore);
  const images = entries(read.images);
  const external = strings(read.external);
  const crds = strings(read.crds);
  return {
    ...(typeof range === 'object' && { kubernetes: range }),
    ...(isProfile(profile) && { profile }),
    ...(rules.length > 0 && { rules: new Map(rules) }),
    ...(ignore.length > 0 && { ignore }),
    ...(images.length > 0 && { images: new Map(images.map(([image, path]) => [image, resolvePath(folder, path)])) }),
    ...(external.length > 0 && { external }),
    ...(crds.length > 0 && { crds: crds.map((path) => resolvePath(folder, path)) }),
    ...(read.dockerfile !== undefined && { dockerfile: policy(read.dockerfile) }),
    ...(isLanguage(language) && { language }),
  };
}

function policy(section: unknown): DockerfilePolicy {
  const read = typeof section === 'object' && section !== null ? (section as Record<string, unknown>) : {};
  const registries = strings(read.trustedRegistries);
  return {
    // Editors write out lists that nobody set as empty ones.
    trustedRegistries: registries.length > 0 ? registries : undefined,
    labels: new Map(entries(read.labels).filter((entry): entry is [string, LabelKind] => isLabelKind(entry[1]))),
    otherLabels: read.otherLabels === 'reported' ? 'reported' : 'allowed',
  };
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function entries(value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}
