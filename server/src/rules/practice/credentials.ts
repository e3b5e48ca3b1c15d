import { isTemplated } from '../../model/templated';

/** Texts that are credentials by their form alone: what their issuers document, and long enough not to be anything else. */
const FORMS: readonly (readonly [what: string, form: RegExp])[] = [
  ['AWS', /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/],
  ['GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{60,255})\b/],
  ['GitLab', /\bglpat-[\w-]{20,64}\b/],
  ['Slack', /\bxox[abprs]-\d{8,}-[\w-]{20,}\b/],
  ['Stripe', /\b[rs]k_live_[A-Za-z0-9]{20,}\b/],
  ['Google', /\bAIza[\w-]{35}\b/],
  ['npm', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['SendGrid', /\bSG\.[\w-]{22}\.[\w-]{43}\b/],
  ['PEM', /-----BEGIN (?:[A-Z0-9]+ )?PRIVATE KEY-----/],
];

/** Endings of names whose values are credentials. */
const NAMES =
  /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|API_?KEY|SECRET_KEY|SECRET_ACCESS_KEY|PRIVATE_KEY|(?:CLIENT|APP|JWT|SESSION|COOKIE|SIGNING|WEBHOOK)_SECRET|(?:AUTH|ACCESS|API|BEARER|REFRESH)_TOKEN)$/;

/** Where in a text a credential stands that its form gives away, and whose it is. */
export function knownCredential(text: string): { readonly issuer: string; readonly start: number; readonly end: number } | undefined {
  for (const [issuer, form] of FORMS) {
    const match = form.exec(text);
    // AWS' own documentation uses keys that end so.
    if (match && !match[0].endsWith('EXAMPLE')) return { issuer, start: match.index, end: match.index + match[0].length };
  }
  return undefined;
}

/** True where a name says that its value is a credential, and the value is one and not a file, an address, a switch or a gap. */
export function isNamedCredential(name: string, value: string): boolean {
  if (!NAMES.test(name.toUpperCase().replace(/[.-]/g, '_'))) return false;
  if (value.trim() === '' || isTemplated(value) || /\s/.test(value.trim())) return false;
  if (/^(?:true|false|yes|no|on|off|none|null|disabled|\d{1,3})$/i.test(value) || /^[x*.#-]+$/i.test(value)) return false;
  // Words in capitals stand for what a script puts there.
  if (/^[A-Z][A-Z_]*$/.test(value)) return false;
  return !/^(?:\.{0,2}\/|[a-z][a-z0-9+.-]*:)/i.test(value);
}
