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
    let found = this.#pieces[0] as Piece;
    for (const piece of this.#pieces) {
      if (piece.logical > logical || (isEnd && piece.logical === logical && piece !== found)) break;
      found = piece;
    }
    return Math.min(found.start + logical - found.logical, found.end);
  }
}

interface Piece {
  readonly logical: number;
  readonly start: number;
  readonly end: number;
}
