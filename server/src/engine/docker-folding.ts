import type { Dockerfile } from '../docker/dockerfile';

/** Lines that can be folded, by offsets in them. */
export interface Fold {
  readonly kind: 'region' | 'comment';
  readonly start: number;
  readonly end: number;
}

/** Stages, instructions of several lines, and blocks of comments. */
export function dockerFolds({ text, stages, instructions, comments }: Dockerfile): Fold[] {
  const folds: Fold[] = [];
  for (const [index, { from, instructions: own }] of stages.entries()) {
    const last = own.at(-1) ?? from;
    // With a single stage there is nothing to look past.
    if (stages.length > 1 && index < stages.length) folds.push({ kind: 'region', start: from.at.start, end: last.at.end });
  }
  for (const { at } of instructions) if (text.slice(at.start, at.end).includes('\n')) folds.push({ kind: 'region', start: at.start, end: at.end });
  let first: number | undefined;
  for (const [index, { at }] of comments.entries()) {
    first ??= at.start;
    const next = comments[index + 1];
    if (next && /^\r?\n[ \t]*$/.test(text.slice(at.end, next.at.start))) continue;
    if (text.slice(first, at.end).includes('\n')) folds.push({ kind: 'comment', start: first, end: at.end });
    first = undefined;
  }
  return folds;
}
