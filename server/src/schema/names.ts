import { type Message, message } from '../text/message';

/**
 * The grammars of names: apimachinery/pkg/util/validation/validation.go. `label` is a DNS label (RFC 1123), `subdomain`
 * labels with dots between, `port` a name as IANA gives to services, `config-key` a key of a ConfigMap or Secret.
 */
export type NameGrammar = 'label' | 'subdomain' | 'port' | 'config-key';

interface Grammar {
  readonly longest: number;
  /** Finds what is not allowed. */
  readonly others: RegExp;
  readonly allowed: Message;
  /** Whether a letter or digit must stand at both ends. */
  readonly firmEnds: boolean;
}

const GRAMMARS: Readonly<Record<NameGrammar, Grammar>> = {
  label: { longest: 63, others: /[^a-z0-9-]/gu, allowed: message`lower-case letters, digits and hyphens`, firmEnds: true },
  subdomain: { longest: 253, others: /[^a-z0-9.-]/gu, allowed: message`lower-case letters, digits, hyphens and dots`, firmEnds: true },
  port: { longest: 15, others: /[^a-z0-9-]/gu, allowed: message`lower-case letters, digits and hyphens`, firmEnds: true },
  'config-key': { longest: 253, others: /[^A-Za-z0-9._-]/gu, allowed: message`letters, digits, hyphens, underscores and dots`, firmEnds: false },
};

/** What is wrong with a name, to be put behind it in a sentence; undefined where nothing is. */
export function nameFault(name: string, grammar: NameGrammar): Message | undefined {
  const { longest, others, allowed, firmEnds } = GRAMMARS[grammar];
  if (name === '') return message`is empty`;
  if (name.length > longest) return message`has ${name.length} characters, but at most ${longest} are allowed`;
  const wrong = name.match(others)?.[0];
  if (wrong !== undefined) return message`holds ${wrong}, but only ${allowed} are allowed`;
  if (firmEnds && !/^[a-z0-9].*[a-z0-9]$|^[a-z0-9]$/.test(name)) return message`must begin and end with a letter or digit`;
  if (grammar === 'subdomain' && /\.[.-]|-\./.test(name)) return message`has a dot that no letter or digit stands beside`;
  if (grammar === 'port' && !/[a-z]/.test(name)) return message`must hold a letter`;
  if (grammar === 'port' && name.includes('--')) return message`must not hold two hyphens in a row`;
  if (grammar === 'config-key' && (name === '.' || name.startsWith('..'))) return message`must not be a dot or begin with two dots`;
  return undefined;
}

/** The legal name nearest to one that is not; undefined where nothing of it would be left or it would have to be cut. */
export function repairName(name: string, grammar: NameGrammar): string | undefined {
  const { others, firmEnds } = GRAMMARS[grammar];
  const cleaned = (grammar === 'config-key' ? name : name.toLowerCase()).replace(others, (one) => (/[\s_.]/.test(one) ? '-' : ''));
  const joined = grammar === 'port' ? cleaned.replace(/-{2,}/g, '-') : cleaned;
  const repaired = firmEnds ? joined.replace(/^[.-]+|[.-]+$/g, '') : joined;
  return repaired !== name && nameFault(repaired, grammar) === undefined ? repaired : undefined;
}
