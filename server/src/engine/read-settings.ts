import { type DockerfilePolicy, type LabelKind, NO_POLICY } from '../model/dockerfile-policy';
import { parseRange } from '../model/kubernetes-range';
import { folderOf, resolvePath } from '../text/path';
import { readYaml } from '../yaml/read';
import { Value } from '../yaml/value';
import type { Language, RuleSetting, Settings } from './settings';

/**
 * What a `.seaworthy.yaml` sets. Parts that make no sense are left out; the rule `setting-invalid` reports them where
 * they stand. Paths come out resolved against the folder of the file.
 */
export function readSettings(file: string, text: string): Partial<Settings> {
  const document = readYaml(file, text).documents.find(({ root }) => root !== undefined);
  const root = document && Value.root(document);
  if (root?.kind !== 'map') return {};
  const folder = folderOf(file);
  const range = parseRange(root.get('kubernetes')?.words ?? '');
  const profile = root.string('profile')?.value;
  const language = root.string('lang')?.value;
  return {
    ...(typeof range === 'object' && { kubernetes: range }),
    ...(isProfile(profile) && { profile }),
    ...(root.get('rules') && { rules: readRules(root) }),
    ...(root.get('ignore') && { ignore: root.strings('ignore').map(({ value }) => value) }),
    ...(root.get('images') && { images: readImages(root, folder) }),
    ...(root.get('external') && { external: root.strings('external').map(({ value }) => value) }),
    ...(root.get('crds') && { crds: root.strings('crds').map(({ value }) => resolvePath(folder, value)) }),
    ...(root.get('dockerfile') && { dockerfile: readPolicy(root) }),
    ...(isLanguage(language) && { language }),
  };
}

export function isProfile(text: string | undefined): text is Settings['profile'] {
  return text === 'essential' || text === 'recommended' || text === 'production';
}

export function isLanguage(text: string | undefined): text is Language {
  return text === 'en' || text === 'zh-cn';
}

export function isLabelKind(text: string | undefined): text is LabelKind {
  return text !== undefined && ['text', 'url', 'semver', 'rfc3339', 'hash', 'license', 'email'].includes(text);
}

export function isRuleSetting(text: string | undefined): text is RuleSetting {
  return text !== undefined && ['error', 'warning', 'info', 'hint', 'off', 'on'].includes(text);
}

function readRules(root: Value): Map<string, RuleSetting> {
  const rules = new Map<string, RuleSetting>();
  for (const { name, value } of root.fields('rules')) {
    // `off` without quotes is the boolean false in YAML as Kubernetes reads it; here it means what it says.
    const words = value.words?.toLowerCase();
    if (isRuleSetting(words)) rules.set(name, words);
  }
  return rules;
}

function readImages(root: Value, folder: string): Map<string, string> {
  const images = new Map<string, string>();
  for (const { name, value } of root.fields('images')) {
    const path = value.string();
    if (path) images.set(name, resolvePath(folder, path.value));
  }
  return images;
}

function readPolicy(root: Value): DockerfilePolicy {
  const registries = root.get('dockerfile', 'trustedRegistries');
  const kinds = root.fields('dockerfile', 'labels').flatMap(({ name, value }): [string, LabelKind][] => {
    const kind = value.words;
    return isLabelKind(kind) ? [[name, kind]] : [];
  });
  return {
    trustedRegistries: registries?.kind === 'list' ? root.strings('dockerfile', 'trustedRegistries').map(({ value }) => value) : undefined,
    labels: new Map(kinds),
    otherLabels: root.string('dockerfile', 'otherLabels')?.value === 'reported' ? 'reported' : NO_POLICY.otherLabels,
  };
}
