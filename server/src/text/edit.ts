import type { Span } from './span';

/** One replacement of text. An edit of a file that does not exist creates it (`at` is then 0..0). */
export interface Edit {
  readonly at: Span;
  readonly text: string;
  /** `text` is snippet syntax (`${1:8080}`): editors that take placeholders get tab stops, all others the defaults. */
  readonly snippet?: boolean;
}

/** Applies the edits of one file to its `text`. Overlapping edits are a bug in a rule, so they throw. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = edits.map((edit, order) => ({ edit, order }));
  // Insertions at one place keep the order in which they were made.
  ordered.sort((a, b) => b.edit.at.start - a.edit.at.start || b.edit.at.end - a.edit.at.end || b.order - a.order);
  let limit = Number.POSITIVE_INFINITY;
  let result = text;
  for (const { edit } of ordered) {
    if (edit.at.end > limit) throw new Error(`overlapping edits at ${edit.at.start}..${edit.at.end}`);
    result = result.slice(0, edit.at.start) + plainText(edit) + result.slice(edit.at.end);
    limit = edit.at.start;
  }
  return result;
}

/** True where two lists of edits touch the same text of the same file, so that only one of them may be applied. */
export function collide(left: readonly Edit[], right: readonly Edit[]): boolean {
  return left.some(({ at: a }) =>
    right.some(({ at: b }) => a.file === b.file && (a.start < b.end || a.start === b.start) && (b.start < a.end || a.start === b.start)),
  );
}

/** The text of an edit with every placeholder replaced by its default. */
export function plainText(edit: Edit): string {
  return edit.snippet ? withoutPlaceholders(edit.text) : edit.text;
}

/** `${1:8080}` becomes `8080`, `${1|a,b|}` becomes `a`, `$0` nothing; `\$` and `\}` lose their backslash. */
export function withoutPlaceholders(snippet: string): string {
  let text = snippet;
  // Placeholders nest (`${1:${2:x}}`): take the innermost until none is left.
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(/(?<!\\)\$\{\d+(?::((?:[^{}$\\]|\\.)*)|\|([^,|}]*)[^}]*\|)?\}/g, (_, value, choice) => value ?? choice ?? '');
  }
  return text.replace(/(?<!\\)\$\d+/g, '').replace(/\\([$}\\])/g, '$1');
}
