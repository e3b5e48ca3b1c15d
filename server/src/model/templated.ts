import type { Value } from '../yaml/value';

/**
 * True where a text holds a place for something else to fill: Helm and Go templates, shell and CI variables,
 * `<placeholder>` and the like, and what SOPS has encrypted. What such a text will be is unknown, so rules do not judge it.
 */
export function isTemplated(text: string): boolean {
  return /\{\{|\$\{|\$\(|\$\[|<[%A-Za-z][\w .:/-]*>|\$[A-Z_][A-Z0-9_]*|__\w+__|%\w+%|@\w+@|^ENC\[AES256_GCM,/.test(text);
}

/** True of a text with such a place, and of a mapping or list of which a template fills in a field or an item. */
export function hasTemplate(value: Value): boolean {
  if (value.words !== undefined) return isTemplated(value.words);
  return value.fields().some(({ name }) => isTemplated(name)) || value.items().some(({ words }) => words !== undefined && isTemplated(words));
}
