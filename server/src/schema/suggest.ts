import { distance } from 'fastest-levenshtein';
import { isOneSlip } from '../text/slips';

/** The candidates that somebody who wrote `written` may have meant, nearest first. Case does not count as a difference. */
export function suggest(written: string, candidates: Iterable<string>): string[] {
  const lower = written.toLowerCase();
  const limit = slipsIn(written);
  const near: { candidate: string; steps: number }[] = [];
  for (const candidate of candidates) {
    if (candidate === written || Math.abs(candidate.length - written.length) > limit) continue;
    const steps = slipsBetween(lower, candidate);
    if (steps <= limit && areWordsNear(lower, candidate.toLowerCase())) near.push({ candidate, steps });
  }
  return near.sort((a, b) => a.steps - b.steps || (a.candidate < b.candidate ? -1 : 1)).map(({ candidate }) => candidate);
}

/** One slip in a short word, more in a long one: beyond that a suggestion is a guess. */
function slipsIn(word: string): number {
  return word.length <= 4 ? 1 : word.length <= 8 ? 2 : 3;
}

/** Names such as `api-secret` and `web-secret` share a long part and mean two things: each word must be near its like. */
function areWordsNear(left: string, right: string): boolean {
  const [words, others] = [left.split(/[-_.]/), right.split(/[-_.]/)];
  return (
    words.length !== others.length ||
    words.every((word, index) => word === others[index] || (word.length > 2 && slipsBetween(word, others[index] as string) <= slipsIn(word)))
  );
}

/** How many letters must be added, taken away, replaced or swapped to make one word of the other. */
export function slipsBetween(left: string, right: string): number {
  const [a, b] = [left.toLowerCase(), right.toLowerCase()];
  // Two neighbouring letters that changed places are one slip, though the distance counts two.
  return a === b ? 0 : isOneSlip(a, b) ? 1 : distance(a, b);
}
