import { type DockerfilePolicy, NO_POLICY } from '../model/dockerfile-policy';
import { readYaml } from '../yaml/read';
import { Value } from '../yaml/value';
import { isLabelKind } from './read-settings';
import type { RuleSetting, Settings } from './settings';

export const HADOLINT_NAMES: readonly string[] = ['.hadolint.yaml', '.hadolint.yml'];

/**
 * What a configuration of hadolint asks for in our terms (github.com/hadolint/hadolint, README, "Configure"): teams that come
 * from there have said once what they do not want to hear. How it prints and ends is left to our own options.
 */
export function readHadolintSettings(file: string, text: string): Partial<Settings> {
  const document = readYaml(file, text).documents.find(({ root }) => root !== undefined);
  const root = document && Value.root(document);
  if (root?.kind !== 'map') return {};
  const rules = new Map<string, RuleSetting>();
  const set = (names: readonly { readonly value: string }[], setting: RuleSetting) => {
    // What is ignored stays so, whatever its severity.
    for (const { value } of names) if (/^(?:DL|SC)\d{4}$/.test(value) && !rules.has(`hadolint:${value}`)) rules.set(`hadolint:${value}`, setting);
  };
  set(root.strings('ignored'), 'off');
  for (const severity of ['error', 'warning', 'info'] as const) set(root.strings('override', severity), severity);
  set(root.strings('override', 'style'), 'hint');
  const dockerfile = readPolicy(root);
  return { ...(rules.size > 0 && { rules }), ...(dockerfile && { dockerfile }) };
}

function readPolicy(root: Value): DockerfilePolicy | undefined {
  const registries = root.strings('trustedRegistries').map(({ value }) => value);
  const labels = root.fields('label-schema').flatMap(({ name, value }) => {
    const kind = value.words === 'spdx' ? 'license' : value.words;
    return isLabelKind(kind) ? [[name, kind] as const] : [];
  });
  const isStrict = root.boolean('strict-labels')?.value === true;
  if (registries.length === 0 && labels.length === 0 && !isStrict) return undefined;
  return {
    trustedRegistries: registries.length > 0 ? registries : undefined,
    labels: new Map(labels),
    otherLabels: isStrict ? 'reported' : NO_POLICY.otherLabels,
  };
}

/** Settings with what another tool's file says below them: ours count first, rule by rule and demand by demand. */
export function withHadolint(settings: Settings, { rules, dockerfile }: Partial<Settings>): Settings {
  const own = settings.dockerfile;
  return {
    ...settings,
    // The first name that means a rule counts.
    ...(rules && { rules: new Map([...settings.rules, ...[...rules].filter(([name]) => !settings.rules.has(name))]) }),
    ...(dockerfile && {
      dockerfile: {
        trustedRegistries: own.trustedRegistries ?? dockerfile.trustedRegistries,
        ...(own.labels.size > 0 || own.otherLabels === 'reported'
          ? { labels: own.labels, otherLabels: own.otherLabels }
          : { labels: dockerfile.labels, otherLabels: dockerfile.otherLabels }),
      },
    }),
  };
}
