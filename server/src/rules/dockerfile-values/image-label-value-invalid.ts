import type { Assignment, Word } from '../../docker/dockerfile';
import { type Message, message } from '../../text/message';
import { rule } from '../rule';

/** What the values of the standard labels must be (opencontainers/image-spec, annotations.md). */
const KINDS: Readonly<Record<string, 'url' | 'time' | 'license' | 'digest'>> = {
  'org.opencontainers.image.created': 'time',
  'org.opencontainers.image.url': 'url',
  'org.opencontainers.image.documentation': 'url',
  'org.opencontainers.image.source': 'url',
  'org.opencontainers.image.licenses': 'license',
  'org.opencontainers.image.base.digest': 'digest',
};

/** Names of licences as people write them, and the SPDX identifiers that they mean (spdx.org/licenses). */
const LICENSES: readonly (readonly [RegExp, string])[] = [
  [/^apache(?: ?license)?(?:,? ?version)?[ -]?v?2(?:\.0)?$/i, 'Apache-2.0'],
  [/^(?:the )?mit license$|^mit$/i, 'MIT'],
  [/^(?:gnu )?gpl[ -]?v?2(?:\.0)?$/i, 'GPL-2.0-only'],
  [/^(?:gnu )?gpl[ -]?v?3(?:\.0)?$/i, 'GPL-3.0-only'],
  [/^(?:gnu )?agpl[ -]?v?3(?:\.0)?$/i, 'AGPL-3.0-only'],
  [/^(?:gnu )?lgpl[ -]?v?3(?:\.0)?$/i, 'LGPL-3.0-only'],
  [/^(?:bsd[ -]3|3[ -]clause bsd|new bsd)(?:[ -]clause)?$/i, 'BSD-3-Clause'],
  [/^(?:bsd[ -]2|2[ -]clause bsd)(?:[ -]clause)?$/i, 'BSD-2-Clause'],
  [/^mpl[ -]?v?2(?:\.0)?$/i, 'MPL-2.0'],
];

export default rule({
  id: 'image-label-value-invalid',
  summary: 'A standard label has a value of the wrong kind, or a label has none.',
  severity: 'hint',
  stage: 'observe',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL3051', 'hadolint:DL3052', 'hadolint:DL3053', 'hadolint:DL3054', 'hadolint:DL3055'],
  scope: 'instruction',

  *check({ instruction: { keyword, assignments } }) {
    if (keyword !== 'LABEL') return;
    for (const { name, value } of assignments) {
      if (!value || value.value.includes('$')) continue;
      if (value.value === '') {
        yield { at: name.at, message: message`The label ${name.value} is empty.` };
        continue;
      }
      const wrong = faultOf(name, value);
      if (!wrong) continue;
      const { said, better } = wrong;
      yield {
        at: value.at,
        message: said,
        ...(better !== undefined && { fix: { title: message`Write ${better}`, safe: false, edits: [{ at: value.at, text: `"${better}"` }] } }),
      };
    }
  },
});

function faultOf(name: Assignment['name'], { value }: Word): { said: Message; better?: string } | undefined {
  switch (KINDS[name.value]) {
    case 'url':
      if (/^[a-z][a-z0-9+.-]*:\/\/[^\s/]+/i.test(value)) return undefined;
      return { said: message`${name.value} is a URL, and ${value} is none.`, ...(/^[\w-]+(?:\.[\w-]+)+\//.test(value) && { better: `https://${value}` }) };
    case 'time':
      if (/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/.test(value)) return undefined;
      return {
        said: message`${name.value} is a time such as ${'2026-01-31T12:00:00Z'}, and ${value} is none.`,
        ...(/^\d{4}-\d\d-\d\d$/.test(value) && { better: `${value}T00:00:00Z` }),
      };
    case 'digest':
      return /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[A-Za-z0-9=_-]+$/.test(value)
        ? undefined
        : { said: message`${name.value} is a digest such as ${'sha256:…'}, and ${value} is none.` };
    case 'license': {
      const better = LICENSES.find(([pattern]) => pattern.test(value))?.[1];
      if (better !== undefined) return better === value ? undefined : { said: message`${value} is no name from the SPDX list; there it is ${better}.`, better };
      return isLicenseExpression(value) ? undefined : { said: message`${value} is no SPDX expression such as ${'MIT OR Apache-2.0'}.` };
    }
    default:
      return undefined;
  }
}

/** Names joined by AND, OR and WITH (SPDX specification 2.3, annex D); names that the list does not have may be of later versions. */
function isLicenseExpression(value: string): boolean {
  const words = value.replace(/[()]/g, ' ').trim().split(/\s+/);
  return (
    words.every((word, index) => (index % 2 === 0 ? /^[A-Za-z0-9.:-]+\+?$/.test(word) : /^(?:AND|OR|WITH|and|or|with)$/.test(word))) && words.length % 2 === 1
  );
}
