/**
 * Offset <-> line and character for one text. Lines and characters count from 0, characters in UTF-16 units (the LSP
 * default). Lines are looked for as far as somebody asks: in a long text most questions are about its beginning.
 */
export class LineIndex {
  readonly #text: string;
  readonly #starts: number[] = [0];
  /** Where the line break behind the last known line is; -1 where that line is the last of the text. */
  #next: number;

  constructor(text: string) {
    this.#text = text;
    this.#next = text.indexOf('\n');
  }

  get lineCount(): number {
    this.#lookTo(this.#text.length, Number.POSITIVE_INFINITY);
    return this.#starts.length;
  }

  /** The position of an offset; an offset beyond the text is its end. */
  position(offset: number): { line: number; character: number } {
    const inside = Math.max(0, Math.min(offset, this.#text.length));
    this.#lookTo(inside, 0);
    let low = 0;
    for (let high = this.#starts.length; low + 1 < high; ) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] as number) <= inside) low = middle;
      else high = middle;
    }
    return { line: low, character: inside - (this.#starts[low] as number) };
  }

  /** The offset of a position; a character beyond its line is the end of the line, a line beyond the text its end. */
  offset(line: number, character: number): number {
    const start = this.lineStart(line);
    this.#lookTo(0, line + 1);
    return Math.min(start + character, line + 1 < this.#starts.length ? this.lineStart(line + 1) - 1 : this.#text.length);
  }

  /** The offset where a line begins. */
  lineStart(line: number): number {
    this.#lookTo(0, line);
    return this.#starts[line] ?? this.#text.length;
  }

  /** Knows the lines up to the one with an offset, and up to a number. */
  #lookTo(offset: number, line: number): void {
    while (this.#next !== -1 && (this.#next < offset || this.#starts.length <= line)) {
      this.#starts.push(this.#next + 1);
      this.#next = this.#text.indexOf('\n', this.#next + 1);
    }
  }
}
