import assert from 'node:assert/strict';

/** A place in a text with something to say about it. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

const CARETS = /^ *\^+(?: .*)?$/;

/** A text without the lines of carets in it. */
export function withoutCarets(marked: string): string {
  return marked
    .split('\n')
    .filter((line) => !CARETS.test(line))
    .join('\n');
}

/**
 * The text with a line of carets below each marked place. A place that goes on over several lines is marked to the end
 * of its first line, with the number of lines behind the carets; an empty place is one caret and says so.
 */
export function withCarets(text: string, marks: readonly Mark[]): string {
  const written: string[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    written.push(line);
    const end = start + line.replace(/\r$/, '').length;
    for (const { start: from, end: to, label } of marks) {
      if (from < start || from > start + line.length) continue;
      const more = text.slice(from, to).split('\n').length - 1;
      const width = Math.max(1, Math.min(to, end) - from);
      const note = from === to ? ' (empty)' : more > 0 ? ` (+${more})` : '';
      written.push(`${' '.repeat(from - start)}${'^'.repeat(width)} ${label}${note}`);
    }
    start += line.length + 1;
  }
  return written.join('\n');
}

/** Reads the text without its carets and compares what is marked there with the carets that are written. */
export function assertMarked(marked: string, read: (text: string) => readonly Mark[]): void {
  const text = withoutCarets(marked);
  assert.equal(withCarets(text, read(text)), marked);
}
