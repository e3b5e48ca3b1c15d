import type { Word } from '../../docker/dockerfile';
import { isLicenseExpression, licenseMeant } from '../../model/docker/licenses';
import type { LabelKind } from '../../model/dockerfile-policy';
import { type Message, message } from '../../text/message';
import { table } from '../../text/table';
import { rule } from '../rule';

/** What the values of the standard labels must be (opencontainers/image-spec, annotations.md). */
const STANDARD: Readonly<Record<string, LabelKind | 'digest'>> = table({
  'org.opencontainers.image.created': 'rfc3339',
  'org.opencontainers.image.url': 'url',
  'org.opencontainers.image.documentation': 'url',
  'org.opencontainers.image.source': 'url',
  'org.opencontainers.image.licenses': 'license',
  'org.opencontainers.image.base.digest': 'digest',
});

export default rule({
  id: 'image-label-value-invalid',
  summary: 'A label has a value of another kind than its name or the settings ask for, or none.',
  severity: 'hint',
  stage: 'observe',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['DL3051', 'DL3052', 'DL3053', 'DL3054', 'DL3055', 'DL3056', 'DL3058'].map((id) => `hadolint:${id}`),
  scope: 'instruction',

  *check({ instruction: { keyword, assignments } }, { dockerfilePolicy: { labels } }) {
    if (keyword !== 'LABEL') return;
    for (const { name, value } of assignments) {
      if (!value || value.value.includes('$')) continue;
      const asked = labels.get(name.value);
      // What somebody has asked for is more than advice.
      const severity = asked === undefined ? 'hint' : 'warning';
      if (value.value === '') {
        yield { at: name.at, severity, message: message`The label ${name.value} is empty.` };
        continue;
      }
      const kind = asked ?? STANDARD[name.value];
      const wrong = kind && faultOf(name.value, kind, value);
      if (!wrong) continue;
      const { said, better } = wrong;
      yield {
        at: value.at,
        severity,
        message: said,
        ...(better !== undefined && { fix: { title: message`Write ${better}`, safe: false, edits: [{ at: value.at, text: `"${better}"` }] } }),
      };
    }
  },
});

function faultOf(name: string, kind: LabelKind | 'digest', { value }: Word): { said: Message; better?: string } | undefined {
  switch (kind) {
    case 'url':
      if (/^[a-z][a-z0-9+.-]*:\/\/[^\s/]+/i.test(value)) return undefined;
      return { said: message`${name} is a URL, and ${value} is none.`, ...(/^[\w-]+(?:\.[\w-]+)+\//.test(value) && { better: `https://${value}` }) };
    case 'rfc3339':
      if (/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/.test(value)) return undefined;
      return {
        said: message`${name} is a time such as ${'2026-01-31T12:00:00Z'}, and ${value} is none.`,
        ...(/^\d{4}-\d\d-\d\d$/.test(value) && { better: `${value}T00:00:00Z` }),
      };
    case 'digest':
      return /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[A-Za-z0-9=_-]+$/.test(value)
        ? undefined
        : { said: message`${name} is a digest such as ${'sha256:…'}, and ${value} is none.` };
    case 'license': {
      const better = licenseMeant(value);
      if (better !== undefined) return better === value ? undefined : { said: message`${value} is no name from the SPDX list; there it is ${better}.`, better };
      return isLicenseExpression(value) ? undefined : { said: message`${value} is no SPDX expression such as ${'MIT OR Apache-2.0'}.` };
    }
    case 'semver': {
      if (SEMVER.test(value)) return undefined;
      const bare = value.replace(/^v\.?/i, '');
      return { said: message`${name} is a semantic version such as ${'1.2.3'}, and ${value} is none.`, ...(SEMVER.test(bare) && { better: bare }) };
    }
    case 'hash':
      // Git shortens hashes to seven digits or more; those of SHA-256 have 64.
      return /^[0-9a-f]{7,64}$/.test(value) ? undefined : { said: message`${name} is the hash of a commit, and ${value} is none.` };
    case 'email':
      return /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(value) ? undefined : { said: message`${name} is an e-mail address, and ${value} is none.` };
    default:
      return undefined;
  }
}

/** The grammar of semver.org, version 2.0.0. */
const SEMVER =
  /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*))*)?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/;
