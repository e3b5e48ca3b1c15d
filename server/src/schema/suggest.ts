import { distance } from 'fastest-levenshtein';

/** The candidates that somebody who wrote `written` may have meant, nearest first. Case does not count as a difference. */
export function suggest(written: string, candidates: Iterable<string>): string[] {
  const lower = written.toLowerCase();
  // One slip in a short word, more in a long one: beyond that a suggestion is a guess.
  const limit = written.length <= 4 ? 1 : written.length <= 8 ? 2 : 3;
  const near: { candidate: string; steps: number }[] = [];
  for (const candidate of candidates) {
    if (candidate === written || Math.abs(candidate.length - written.length) > limit) continue;
    const steps = distance(lower, candidate.toLowerCase());
    if (steps <= limit) near.push({ candidate, steps });
  }
  return near.sort((a, b) => a.steps - b.steps || (a.candidate < b.candidate ? -1 : 1)).map(({ candidate }) => candidate);
}
