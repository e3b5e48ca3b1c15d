/**
 * True where a text holds a place for something else to fill: Helm and Go templates, shell and CI variables,
 * `<placeholder>` and the like, and what SOPS has encrypted. What such a text will be is unknown, so rules do not judge it.
 */
export function isTemplated(text: string): boolean {
  return /\{\{|\$\{|\$\(|\$\[|<[%A-Za-z][\w .:/-]*>|\$[A-Z_][A-Z0-9_]*|__\w+__|%\w+%|@\w+@|^ENC\[AES256_GCM,/.test(text);
}
