/** Offset <-> line and character for one text. Lines and characters count from 0, characters in UTF-16 units (the LSP default). */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) this.#starts.push(i + 1);
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** The position of an offset; an offset beyond the text is its end. */
  position(offset: number): { line: number; character: number } {
    const inside = Math.max(0, Math.min(offset, this.#length));
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
    return Math.min(start + character, line + 1 < this.#starts.length ? this.lineStart(line + 1) - 1 : this.#length);
  }

  /** The offset where a line begins. */
  lineStart(line: number): number {
    return this.#starts[line] ?? this.#length;
  }
}
