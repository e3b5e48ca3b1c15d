import type { Rule } from './rule';

/**
 * The names by which a rule can be meant: its id, the ids that other tools give it, with the tool before them and without,
 * and `tool:*` for everything that a tool checks.
 */
export function namesOf({ id, aliases = [] }: Pick<Rule, 'id' | 'aliases'>): string[] {
  const names = aliases.flatMap((alias) => {
    const colon = alias.indexOf(':');
    return [alias, alias.slice(colon + 1), `${alias.slice(0, colon)}:*`];
  });
  return [id, ...names].map((name) => name.toLowerCase());
}

/** The ways in which a name may be written, as `namesOf` has them. Trivy's ids changed: `AVD-KSV-0014`, `KSV-0014` and `KSV014` are one. */
export function spellingsOf(name: string): string[] {
  const written = name.trim().toLowerCase();
  const now = written
    .replace(/\bavd-(?=(?:ksv|ds)-)/, '')
    .replace(/\b(ksv|ds)-?(\d{3,5})$/, (_, letters: string, digits: string) => `${letters}-${digits.padStart(4, '0')}`);
  return [written, now];
}
