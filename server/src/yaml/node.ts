import type { Message } from '../text/message';
import type { Origin, Span } from '../text/span';
import { decodeScalar, resolvePlain } from './scalar';

/** How a scalar is written. */
export const PLAIN = 0;
export const SINGLE_QUOTED = 1;
export const DOUBLE_QUOTED = 2;
export const LITERAL = 3;
export const FOLDED = 4;
export type Style = 0 | 1 | 2 | 3 | 4;

/** What a scalar means to Kubernetes. */
export type Plain = string | number | boolean | null;

export type Node = Scalar | Mapping | Sequence;

/**
 * One YAML document. Offsets of its nodes are relative to its own text, so an edit above it moves nothing. Its tree can
 * be released: the text is kept, and the tree is read again when somebody asks for it.
 */
export class Document {
  problems: readonly Problem[] = NO_PROBLEMS;
  /** Told each time the tree is read, so that somebody can see to it that not too many trees are kept. */
  keeper: { touch(document: Document): void } | undefined;
  #root: Node | undefined;
  #reread: ((document: Document) => void) | undefined;
  #isReleased = false;

  constructor(
    readonly text: string,
    readonly origin: Origin,
  ) {}

  get root(): Node | undefined {
    if (this.#isReleased) {
      this.#isReleased = false;
      this.#reread?.(this);
      this.keeper?.touch(this);
    }
    return this.#root;
  }

  set root(node: Node | undefined) {
    this.#root = node;
  }

  /** Says how the tree can be read again; documents without such a way are never released. */
  rereadBy(read: (document: Document) => void): void {
    this.#reread = read;
  }

  /** Forgets the tree until it is asked for again. */
  release(): void {
    if (!this.#reread) return;
    this.#isReleased = true;
    this.#root = undefined;
  }

  /** The place of `start..end` (relative to the document) in its file. */
  span(start: number, end: number): Span {
    return this.origin.span(start, end);
  }
}

/** Why a document cannot be read, or reads otherwise than it looks. */
export interface Problem {
  /**
   * `refused`: no program can read the document. `strict`: kubectl cannot, others can. `disliked`: only our reader has a
   * complaint. `duplicate`: a key that comes twice.
   */
  readonly kind: 'refused' | 'strict' | 'disliked' | 'duplicate';
  readonly at: Span;
  readonly message: Message;
  /** Of a refused word: the rest of the document was read without it. */
  readonly isLeftOut?: true;
  /** Of a refused alias: it stands in the value of its own anchor. */
  readonly isCircular?: true;
  /** Of a duplicate key: where it stands again, with the value that counts. */
  readonly first?: Span;
  /** Of a duplicate key: from the key to the end of the value that does not count. */
  readonly whole?: Span;
}

const NO_PROBLEMS: readonly Problem[] = [];
const NO_ENTRIES: readonly Entry[] = [];
const NO_ITEMS: readonly Node[] = [];

export class Scalar {
  declare readonly kind: 'scalar';
  /** Indentation of a block scalar that states it in its header. */
  indent: number | undefined;

  constructor(
    readonly document: Document,
    readonly start: number,
    readonly end: number,
    readonly style: Style,
  ) {}

  /** The text as written, quotes included. */
  get source(): string {
    return this.document.text.slice(this.start, this.end);
  }

  /** The text it stands for: unquoted, unfolded, escapes resolved. */
  get text(): string {
    return decodeScalar(this.source, this.style, this.indent);
  }

  /** What Kubernetes reads: plain scalars are resolved as go-yaml v2 does, all others are strings. */
  get value(): Plain {
    return this.style === PLAIN ? resolvePlain(this.text) : this.text;
  }
}

/** A scalar whose value its source does not tell: one with a tag, or an alias of a scalar. */
export class GivenScalar extends Scalar {
  constructor(
    document: Document,
    start: number,
    end: number,
    style: Style,
    readonly given: Plain,
  ) {
    super(document, start, end, style);
  }

  override get text(): string {
    return this.given === null ? '' : String(this.given);
  }

  override get value(): Plain {
    return this.given;
  }
}

export class Entry {
  constructor(
    readonly key: Node,
    /** The key as Kubernetes sees it; a key that is no string starts with NUL (`\0` + its value). */
    readonly name: string,
    readonly value: Node,
  ) {}
}

export class Mapping {
  declare readonly kind: 'map';
  /** Of collections that were put together from several documents: the one that its place counts in. */
  declare home: Document | undefined;
  entries: readonly Entry[] = NO_ENTRIES;
  end: number;
  flow = false;

  constructor(readonly start: number) {
    this.end = start;
  }
}

export class Sequence {
  declare readonly kind: 'list';
  declare home: Document | undefined;
  items: readonly Node[] = NO_ITEMS;
  end: number;
  flow = false;

  constructor(readonly start: number) {
    this.end = start;
  }
}

// On the prototypes, so that a million nodes do not each hold it.
Object.assign(Scalar.prototype, { kind: 'scalar' });
Object.assign(Mapping.prototype, { kind: 'map', home: undefined });
Object.assign(Sequence.prototype, { kind: 'list', home: undefined });
