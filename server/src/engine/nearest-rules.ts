import { suggest } from '../schema/suggest';
import { allRules } from './catalogue';

/** The rules that somebody may have meant by a name that none has: by a slip, or by a part of the name. */
export function nearestRules(name: string): string[] {
  const ids = allRules.map(({ id }) => id);
  const wanted = name.trim().toLowerCase();
  if (wanted.length < 3) return [];
  const parts = ids.filter((id) => id.includes(wanted) || wanted.includes(id));
  return [...new Set([...suggest(wanted, ids), ...parts])].slice(0, 5);
}

/** The words of a list that somebody may have meant. */
export function nearestWords(word: string, words: readonly string[]): string[] {
  return suggest(word, words).slice(0, 3);
}
