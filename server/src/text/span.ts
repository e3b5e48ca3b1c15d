/** A half-open range of UTF-16 offsets in one file. The only position type below `lsp/` and `cli/`. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A value together with the text it was read from. */
export interface Located<T> {
  readonly value: T;
  readonly at: Span;
}

/**
 * Where a text that was cut out of a file begins there. Spans made from an origin follow it: when an edit above moves
 * a document, only its origin moves, and every span, finding and fix that was made from it is right again.
 */
export class Origin {
  #offset: number;
  #around: Origin | undefined;

  constructor(
    readonly file: string,
    offset = 0,
  ) {
    this.#offset = offset;
  }

  get offset(): number {
    return this.#around ? this.#around.offset + this.#offset : this.#offset;
  }

  set offset(offset: number) {
    this.#offset = this.#around ? offset - this.#around.offset : offset;
  }

  /** Lets it move with the text around it, of which it was cut out at `offset`. */
  hangOn(around: Origin, offset: number): void {
    this.#around = around;
    this.#offset += offset;
  }

  /** The span of `start..end` (offsets relative to this origin) in the file. */
  span(start: number, end: number): Span {
    return new OriginSpan(this, start, end);
  }
}

// The origin is a private field so that freezing a model freezes the span and not the place it hangs on.
class OriginSpan implements Span {
  readonly #origin: Origin;
  readonly #start: number;
  readonly #end: number;

  constructor(origin: Origin, start: number, end: number) {
    this.#origin = origin;
    this.#start = start;
    this.#end = end;
  }

  get file(): string {
    return this.#origin.file;
  }

  get start(): number {
    return this.#origin.offset + this.#start;
  }

  get end(): number {
    return this.#origin.offset + this.#end;
  }
}

/** True for a span that moves with its origin. */
export function isAnchored(span: Span): boolean {
  return span instanceof OriginSpan;
}

/** The empty span just before `at`. */
export function startOf(at: Span): Span {
  return { file: at.file, start: at.start, end: at.start };
}

/** True where `inner` lies wholly inside `outer` (same file). */
export function covers(outer: Span, inner: Span): boolean {
  return outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end;
}
