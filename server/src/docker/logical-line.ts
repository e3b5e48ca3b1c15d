import type { Span } from '../text/span';

/**
 * One instruction's text as Docker sees it: continuations joined, comment and empty lines between them taken out.
 * Every character remembers where it stands in the file.
 */
export class LogicalLine {
  readonly text: string;
  readonly #file: string;
  readonly #pieces: readonly Piece[];

  constructor(file: string, source: string, pieces: readonly { readonly start: number; readonly end: number }[]) {
    this.#file = file;
    let length = 0;
    this.#pieces = pieces.map(({ start, end }) => {
      const piece = { logical: length, start, end };
      length += end - start;
      return piece;
    });
    this.text = pieces.map(({ start, end }) => source.slice(start, end)).join('');
  }

  /** The place in the file of `from..to` of the logical text. It runs over the joints between two lines. */
  span(from: number, to: number): Span {
    const start = this.#offset(from, false);
    return { file: this.#file, start, end: to > from ? Math.max(start, this.#offset(to, true)) : start };
  }

  /** An end belongs to the piece before a joint, a start to the one behind it. */
  #offset(logical: number, isEnd: boolean): number {
    // The last piece that begins at or before the place; a RUN may have ten thousand of them.
    let low = 0;
    for (let high = this.#pieces.length; low + 1 < high; ) {
      const middle = (low + high) >> 1;
      const { logical: start } = this.#pieces[middle] as Piece;
      if (start < logical || (start === logical && !isEnd)) low = middle;
      else high = middle;
    }
    const found = this.#pieces[low] as Piece;
    return Math.min(found.start + logical - found.logical, found.end);
  }
}

interface Piece {
  readonly logical: number;
  readonly start: number;
  readonly end: number;
}
