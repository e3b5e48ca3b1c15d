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

/** The SPDX identifier that a common name of a licence means. */
export function licenseMeant(name: string): string | undefined {
  return LICENSES.find(([pattern]) => pattern.test(name))?.[1];
}

/** Names joined by AND, OR and WITH (SPDX specification 2.3, annex D); names that the list does not have may be of later versions. */
export function isLicenseExpression(value: string): boolean {
  const words = value.replace(/[()]/g, ' ').trim().split(/\s+/);
  return (
    words.every((word, index) => (index % 2 === 0 ? /^[A-Za-z0-9.:-]+\+?$/.test(word) : /^(?:AND|OR|WITH|and|or|with)$/.test(word))) && words.length % 2 === 1
  );
}
