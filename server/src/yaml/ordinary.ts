import type { Origin } from '../text/span';
import { DOUBLE_QUOTED, Document, Entry, FOLDED, LITERAL, Mapping, type Node, PLAIN, Scalar, Sequence, SINGLE_QUOTED, type Style } from './node';
import { resolvePlain } from './scalar';

/**
 * Reads the ordinary YAML that people write for Kubernetes, in one pass and about 30 times as fast as `yaml`.
 * Its only rule: answer exactly as `yaml` would, or decline (undefined). It reports nothing and recovers nothing, so
 * what it does not know is slower and never wrong.
 *
 * Two invariants keep it from hanging: every text ends in a line feed (one is added), and no loop passes a line feed
 * without looking at the end.
 */
export function readOrdinary(text: string, origin: Origin): Document | undefined {
  return reader.read(text, origin);
}

/** Thrown by `decline` and caught in `read`: the one way out of the recursive descent. */
const DECLINED = new Error('not ordinary');
DECLINED.stack = '';

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const HASH = 35;
const PLUS = 43;
const APOSTROPHE = 39;
const COMMA = 44;
const DASH = 45;
const COLON = 58;
const GREATER = 62;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_MAP = 123;
const BAR = 124;
const CLOSE_MAP = 125;
const BYTE_ORDER_MARK = 0xfeff;

const MAX_DEPTH = 200;
const MAX_KEY = 1000;

const classOf = (characters: string, value: number, table = new Uint8Array(128)) => {
  for (const character of characters) table[character.charCodeAt(0)] = value;
  return table;
};
/** What a character may do at the start of a plain scalar: 0 starts one, 1 only if text follows, 2 never. */
const START = classOf('&*!|>\'"%@`#,[]{}\t\n\r ', 2, classOf('-?:', 1));
const FLOW_STOP = classOf(',[]{}', 1);
/** Escapes in double quotes: 1 a single character, 2 two hexadecimal digits, 4 four. */
const ESCAPED = classOf('u', 4, classOf('x', 2, classOf('0abefnrtvN_LP "/\\\t', 1)));

/** Names seen before, by their hash, so that one key has one string however often it is written. */
const NAMES: string[] = new Array(4096).fill('');

class OrdinaryReader {
  #text = '';
  #end = 0;
  #at = 0;
  /** Column of the content at `#at`; -1 at the end of the document. */
  #column = 0;
  #document!: Document;
  #depth = 0;
  /** The last step over lines passed a comment. */
  #commented = false;
  /** The last quoted scalar spans lines. */
  #broken = false;
  /** End and hash of the plain text that `#scan` passed last. */
  #plainEnd = 0;
  #hash = 0;
  /** Children of the collections that are still open; each collection takes its own off the top. */
  readonly #stack: (Node | Entry)[] = [];
  #top = 0;

  read(text: string, origin: Origin): Document | undefined {
    // `yaml` has its own ideas about the columns after a byte order mark; a lone CR at the end is text, not a break.
    if (text.charCodeAt(0) === BYTE_ORDER_MARK || text.endsWith('\r')) return undefined;
    this.#text = text.endsWith('\n') || text === '' ? text : `${text}\n`;
    this.#end = text.length;
    this.#at = 0;
    this.#depth = 0;
    this.#top = 0;
    this.#document = new Document(text, origin);
    try {
      if (this.#text.startsWith('---')) this.#endLine(3);
      else this.#next();
      if (this.#column >= 0) this.#document.root = this.#block(-1);
      if (this.#column >= 0) this.#decline();
      return this.#document;
    } catch (error) {
      if (error !== DECLINED) throw error;
      return undefined;
    } finally {
      this.#text = '';
      this.#stack.length = 0;
    }
  }

  #decline(): never {
    throw DECLINED;
  }

  /** The children gathered since `base`, in an array of exactly their number (a grown one would waste half). */
  #take<T extends Node | Entry>(base: number): readonly T[] {
    const children = this.#stack.slice(base, this.#top) as T[];
    this.#top = base;
    return children;
  }

  #push(child: Node | Entry): void {
    this.#stack[this.#top++] = child;
  }

  /** From the start of a line to the next line with content. */
  #next(): void {
    const text = this.#text;
    let at = this.#at;
    this.#commented = false;
    while (at < this.#end) {
      const line = at;
      let character = text.charCodeAt(at);
      while (character === SPACE) character = text.charCodeAt(++at);
      if (character === LF) {
        at++;
      } else if (character === HASH) {
        this.#commented = true;
        at = text.indexOf('\n', at) + 1;
      } else if (character === CR && text.charCodeAt(at + 1) === LF) {
        at += 2;
      } else {
        if (character === TAB || character === CR) this.#decline();
        if (at >= this.#end) break;
        this.#at = at;
        this.#column = at - line;
        return;
      }
    }
    this.#at = this.#end;
    this.#column = -1;
  }

  /** After a value: nothing but blanks and a comment may follow on its line. */
  #endLine(from: number): void {
    const text = this.#text;
    let at = from;
    let character = text.charCodeAt(at);
    if (character === SPACE) {
      do character = text.charCodeAt(++at);
      while (character === SPACE);
      if (character === HASH) {
        this.#at = text.indexOf('\n', at) + 1;
        this.#next();
        this.#commented = true;
        return;
      }
    }
    if (character === CR) character = text.charCodeAt(++at);
    if (character !== LF) this.#decline();
    this.#at = at + 1;
    this.#next();
  }

  /** The node at the current place inside a collection whose column is `parent`. */
  #block(parent: number): Node {
    if (++this.#depth > MAX_DEPTH) this.#decline();
    const text = this.#text;
    const at = this.#at;
    const character = text.charCodeAt(at);
    let node: Node;
    if (character === DASH && isBlank(text.charCodeAt(at + 1))) {
      node = this.#sequence(this.#column);
    } else if (character === QUOTE || character === APOSTROPHE) {
      const scalar = this.#quoted(parent + 1);
      if (text.charCodeAt(this.#pastSpaces(this.#at)) === COLON) {
        this.#at = at;
        node = this.#mapping(this.#column);
      } else {
        if (parent < 0) this.#decline();
        this.#endLine(this.#at);
        node = scalar;
      }
    } else if (character === OPEN_MAP || character === OPEN_LIST) {
      node = this.#flow(parent + 1, 1);
      this.#endLine(this.#at);
    } else if (character === BAR || character === GREATER) {
      node = this.#blockScalar(parent);
    } else {
      // A plain key or a plain scalar: its first line tells.
      this.#startPlain(at);
      const stop = this.#scan(at);
      if (text.charCodeAt(stop) === COLON) {
        node = this.#mapping(this.#column);
      } else {
        if (parent < 0) this.#decline();
        node = this.#restOfPlain(at, stop, parent + 1);
      }
    }
    this.#depth--;
    return node;
  }

  #mapping(column: number): Mapping {
    const text = this.#text;
    const mapping = new Mapping(this.#at);
    const base = this.#top;
    let names: Set<string> | undefined;
    let value: Node;
    do {
      const start = this.#at;
      const character = text.charCodeAt(start);
      let key: Scalar;
      let name: string;
      if (character === QUOTE || character === APOSTROPHE) {
        key = this.#quoted(0);
        if (this.#broken) this.#decline();
        name = this.#nameOf(key);
        this.#at = this.#pastSpaces(this.#at);
      } else {
        this.#startPlain(start);
        this.#at = this.#scan(start);
        key = new Scalar(this.#document, start, this.#plainEnd, PLAIN);
        name = this.#plainName(start, this.#plainEnd, this.#hash);
      }
      if (text.charCodeAt(this.#at) !== COLON || !isBlank(text.charCodeAt(this.#at + 1))) this.#decline();
      if (this.#at - start > MAX_KEY) this.#decline();
      names = this.#refuseDuplicate(name, base, names);
      this.#at++;
      value = this.#value(column);
      this.#push(new Entry(key, name, value));
    } while (this.#column === column);
    if (this.#column > column) this.#decline();
    mapping.end = value.end;
    mapping.entries = this.#take<Entry>(base);
    return mapping;
  }

  /** A key may come once. Few keys are compared one by one, many through a set. */
  #refuseDuplicate(name: string, base: number, known: Set<string> | undefined): Set<string> | undefined {
    const count = this.#top - base;
    if (count < 12) {
      for (let i = base; i < this.#top; i++) if ((this.#stack[i] as Entry).name === name) this.#decline();
      return known;
    }
    const names = known ?? new Set((this.#stack.slice(base, this.#top) as Entry[]).map((entry) => entry.name));
    if (names.has(name)) this.#decline();
    names.add(name);
    return names;
  }

  #value(column: number): Node {
    const text = this.#text;
    const at = this.#pastSpaces(this.#at);
    const character = text.charCodeAt(at);
    if (character === LF || character === CR || character === HASH) {
      this.#endLine(character === HASH ? at - 1 : at);
      if (this.#column > column) return this.#block(column);
      // A list may stand at the column of its key.
      if (this.#column === column && text.charCodeAt(this.#at) === DASH && isBlank(text.charCodeAt(this.#at + 1))) {
        if (++this.#depth > MAX_DEPTH) this.#decline();
        const node = this.#sequence(column);
        this.#depth--;
        return node;
      }
      return new Scalar(this.#document, at, at, PLAIN);
    }
    this.#at = at;
    switch (character) {
      case QUOTE:
      case APOSTROPHE: {
        const node = this.#quoted(column + 1);
        this.#endLine(this.#at);
        return node;
      }
      case OPEN_MAP:
      case OPEN_LIST: {
        const node = this.#flow(column + 1, 1);
        this.#endLine(this.#at);
        return node;
      }
      case BAR:
      case GREATER:
        return this.#blockScalar(column);
      default:
        this.#startPlain(at);
        return this.#restOfPlain(at, this.#scan(at), column + 1);
    }
  }

  #sequence(column: number): Sequence {
    const text = this.#text;
    const sequence = new Sequence(this.#at);
    const base = this.#top;
    let node: Node;
    do {
      const dash = this.#at;
      const at = this.#pastSpaces(dash + 1);
      const character = text.charCodeAt(at);
      if (character === LF || character === CR || character === HASH) {
        this.#endLine(character === HASH ? at - 1 : at);
        node = this.#column > column ? this.#block(column) : new Scalar(this.#document, at, at, PLAIN);
      } else {
        this.#at = at;
        this.#column = column + at - dash;
        node = this.#block(column);
      }
      this.#push(node);
    } while (this.#column === column && text.charCodeAt(this.#at) === DASH && isBlank(text.charCodeAt(this.#at + 1)));
    if (this.#column > column) this.#decline();
    sequence.end = node.end;
    sequence.items = this.#take<Node>(base);
    return sequence;
  }

  #startPlain(at: number): void {
    const character = this.#text.charCodeAt(at);
    const may = character < 128 ? START[character] : character === BYTE_ORDER_MARK ? 2 : 0;
    if (may === 2 || (may === 1 && isBlank(this.#text.charCodeAt(at + 1)))) this.#decline();
  }

  /** Passes one line of plain text; returns where it stops: at a colon, a comment or the end of the line. */
  #scan(from: number): number {
    const text = this.#text;
    let at = from;
    let end = at;
    let hash = 0;
    for (;;) {
      const character = text.charCodeAt(at);
      if (character <= COLON) {
        if (character === SPACE) {
          hash = (hash * 31 + character) | 0;
          at++;
          continue;
        }
        if (character === LF) break;
        if (character === COLON) {
          if (isBlank(text.charCodeAt(at + 1))) break;
        } else if (character === HASH) {
          if (at > from && text.charCodeAt(at - 1) === SPACE) break;
        } else if (character === CR) {
          if (text.charCodeAt(at + 1) === LF) break;
          this.#decline();
        } else if (character === TAB) this.#decline();
      }
      hash = (hash * 31 + character) | 0;
      end = ++at;
    }
    this.#plainEnd = end;
    this.#hash = hash;
    return at;
  }

  /** A plain scalar whose first line was scanned up to `stop`; lines at column `least` or more belong to it. */
  #restOfPlain(from: number, firstStop: number, least: number): Scalar {
    let stop = firstStop;
    for (;;) {
      const character = this.#text.charCodeAt(stop);
      const end = this.#plainEnd;
      if (character === COLON) this.#decline();
      if (character === HASH) {
        this.#endLine(stop - 1);
        if (this.#column >= least) this.#decline();
      } else {
        this.#at = stop + (character === CR ? 2 : 1);
        this.#next();
      }
      if (this.#column < least) return new Scalar(this.#document, from, end, PLAIN);
      if (this.#commented) this.#decline();
      stop = this.#scan(this.#at);
    }
  }

  /** A quoted scalar; its continuation lines need `least` columns of indentation. Sets `#broken` when it spans lines. */
  #quoted(least: number): Scalar {
    const text = this.#text;
    const from = this.#at;
    const quote = text.charCodeAt(from);
    let at = from + 1;
    this.#broken = false;
    for (;;) {
      const character = text.charCodeAt(at);
      if (character === quote) {
        if (quote !== APOSTROPHE || text.charCodeAt(at + 1) !== APOSTROPHE) break;
        at += 2;
        continue;
      }
      if (character === BACKSLASH && quote === QUOTE) {
        at = this.#escape(at + 1);
        continue;
      }
      at++;
      if (character === LF) {
        if (least <= 0 || at >= this.#end) this.#decline();
        this.#broken = true;
        const content = this.#pastSpaces(at);
        const next = text.charCodeAt(content);
        if (next !== LF && next !== CR && content - at < least) this.#decline();
        at = content;
      } else if (character === CR && text.charCodeAt(at) !== LF) this.#decline();
      if (at > this.#end) this.#decline();
    }
    this.#at = at + 1;
    if (this.#at > this.#end) this.#decline();
    return new Scalar(this.#document, from, this.#at, quote === QUOTE ? DOUBLE_QUOTED : SINGLE_QUOTED);
  }

  /** `at` is behind a backslash; returns the place behind the escape (a line break is left to the caller). */
  #escape(at: number): number {
    const character = this.#text.charCodeAt(at);
    const digits = character < 128 ? (ESCAPED[character] as number) : 0;
    if (digits === 0) {
      if (character === LF || (character === CR && this.#text.charCodeAt(at + 1) === LF)) return at;
      this.#decline();
    }
    if (digits > 1) {
      for (let i = 1; i <= digits; i++) if (!isHexDigit(this.#text.charCodeAt(at + i))) this.#decline();
      return at + 1 + digits;
    }
    return at + 1;
  }

  /** A literal or folded block scalar. */
  #blockScalar(parent: number): Scalar {
    const text = this.#text;
    const from = this.#at;
    if (parent < 0) this.#decline();
    let at = from + 1;
    let keep = false;
    let chomped = false;
    let indent = -1;
    for (; ; at++) {
      const character = text.charCodeAt(at);
      if (character === PLUS || character === DASH) {
        if (chomped) this.#decline();
        chomped = true;
        keep = character === PLUS;
      } else if (character > 48 && character < COLON) {
        if (indent >= 0) this.#decline();
        indent = parent + character - 48;
      } else break;
    }
    const explicit = indent >= 0;
    const first = this.#endOfHeader(at);
    const [line, end] = this.#blockLines(first, parent, indent, keep);
    const scalar = new Scalar(this.#document, from, end, (text.charCodeAt(from) === GREATER ? FOLDED : LITERAL) as Style);
    if (explicit) scalar.indent = indent;
    this.#at = line;
    this.#next();
    return scalar;
  }

  #endOfHeader(from: number): number {
    const text = this.#text;
    let at = from;
    let character = text.charCodeAt(at);
    if (character === SPACE) {
      at = this.#pastSpaces(at);
      character = text.charCodeAt(at);
      if (character === HASH) {
        at = text.indexOf('\n', at);
        character = LF;
      }
    }
    if (character === CR) character = text.charCodeAt(++at);
    if (character !== LF) this.#decline();
    return at + 1;
  }

  /** Passes the lines of a block scalar: the line behind it, and where its source ends. */
  #blockLines(first: number, parent: number, stated: number, keep: boolean): [line: number, end: number] {
    const text = this.#text;
    let line = first;
    let indent = stated;
    let end = -1;
    let widest = 0;
    while (line < this.#end) {
      const at = this.#pastSpaces(line);
      const character = text.charCodeAt(at);
      const width = at - line;
      if (character === LF || (character === CR && text.charCodeAt(at + 1) === LF)) {
        if (keep && at >= this.#end) this.#decline();
        line = at + (character === CR ? 2 : 1);
        if (indent < 0) {
          if (width > widest) widest = width;
        } else if (width > indent) {
          if (stated >= 0) this.#decline();
          end = line;
        }
        continue;
      }
      if (at >= this.#end) break;
      if (indent < 0) {
        if (width <= parent || character === TAB || widest > width) this.#decline();
        indent = width;
      } else if (width < indent) break;
      line = end = text.indexOf('\n', at) + 1;
    }
    if (end < 0) this.#decline();
    return [line, Math.min(keep ? line : end, this.#end)];
  }

  #flow(least: number, level: number): Mapping | Sequence {
    if (++this.#depth > MAX_DEPTH) this.#decline();
    const isMap = this.#text.charCodeAt(this.#at) === OPEN_MAP;
    const node = isMap ? new Mapping(this.#at) : new Sequence(this.#at);
    node.flow = true;
    const close = isMap ? CLOSE_MAP : CLOSE_LIST;
    const names = new Set<string>();
    const base = this.#top;
    this.#at++;
    for (let more = true; ; ) {
      const character = this.#gap(least, level);
      if (character === close) break;
      if (!more) {
        if (character !== COMMA) this.#decline();
        this.#at++;
        more = true;
        continue;
      }
      const child: Node | Entry = isMap ? this.#flowEntry(least, level, names, close) : this.#flowNode(least, level);
      this.#push(child);
      more = false;
    }
    this.#at++;
    this.#depth--;
    if (node.kind === 'map') node.entries = this.#take<Entry>(base);
    else node.items = this.#take<Node>(base);
    node.end = this.#at;
    return node;
  }

  #flowEntry(least: number, level: number, names: Set<string>, close: number): Entry {
    const text = this.#text;
    const from = this.#at;
    const first = text.charCodeAt(from);
    if (first === OPEN_MAP || first === OPEN_LIST) this.#decline();
    const key = this.#flowNode(-1, level) as Scalar;
    const name = this.#nameOf(key);
    const colon = this.#pastSpaces(this.#at);
    if (text.charCodeAt(colon) !== COLON || colon - from > MAX_KEY) this.#decline();
    if (names.has(name)) this.#decline();
    names.add(name);
    this.#at = colon + 1;
    const character = this.#gap(least, level);
    if (character === COMMA || character === close) this.#decline();
    return new Entry(key, name, this.#flowNode(least, level));
  }

  /** Blanks, line breaks and comments inside a flow collection; returns the character found. */
  #gap(least: number, level: number): number {
    const text = this.#text;
    let at = this.#at;
    let line = -1;
    for (;;) {
      const character = text.charCodeAt(at);
      if (character === SPACE) {
        at++;
      } else if (character === LF || (character === CR && text.charCodeAt(at + 1) === LF)) {
        at += character === CR ? 2 : 1;
        line = at;
        if (at >= this.#end) this.#decline();
      } else if (character === HASH) {
        const before = text.charCodeAt(at - 1);
        if (before !== SPACE && before !== LF) this.#decline();
        at = text.indexOf('\n', at);
      } else {
        if (character === TAB || character === CR) this.#decline();
        // The closing bracket of an outermost collection may stand one column further left.
        const closes = level === 1 && (character === CLOSE_MAP || character === CLOSE_LIST);
        if (line >= 0 && at - line < least && !(closes && at - line === least - 1)) this.#decline();
        this.#at = at;
        return character;
      }
    }
  }

  #flowNode(least: number, level: number): Node {
    const text = this.#text;
    const from = this.#at;
    const first = text.charCodeAt(from);
    if (first === OPEN_MAP || first === OPEN_LIST) return this.#flow(least, level + 1);
    if (first === QUOTE || first === APOSTROPHE) return this.#quoted(least);
    this.#startPlain(from);
    if (START[first] === 1 && FLOW_STOP[text.charCodeAt(from + 1)] === 1) this.#decline();
    let at = from;
    let end = from;
    for (;;) {
      const character = text.charCodeAt(at);
      if (character === LF || FLOW_STOP[character] === 1) break;
      if (character === SPACE) {
        at++;
        continue;
      }
      if (character === CR && text.charCodeAt(at + 1) === LF) break;
      if (character === TAB || character === CR) this.#decline();
      if (character === HASH && text.charCodeAt(at - 1) === SPACE) break;
      if (character === COLON) {
        const next = text.charCodeAt(at + 1);
        if (isBlank(next) || FLOW_STOP[next] === 1) break;
      }
      end = ++at;
    }
    this.#at = end;
    return new Scalar(this.#document, from, end, PLAIN);
  }

  #pastSpaces(from: number): number {
    let at = from;
    while (this.#text.charCodeAt(at) === SPACE) at++;
    return at;
  }

  /** The name of a plain key, one string for all its uses. */
  #plainName(from: number, to: number, hash: number): string {
    const text = this.#text;
    const slot = (hash ^ (hash >>> 12)) & 4095;
    const known = NAMES[slot] as string;
    const length = to - from;
    if (known.length === length && length > 0) {
      let i = 0;
      while (i < length && known.charCodeAt(i) === text.charCodeAt(from + i)) i++;
      if (i === length) return known;
    }
    const name = text.slice(from, to);
    if (name === '<<') this.#decline();
    const value = resolvePlain(name);
    if (typeof value !== 'string') return `\0${value}`;
    if (length >= 64) return name;
    const copy = detached(name);
    NAMES[slot] = copy;
    return copy;
  }

  #nameOf(key: Scalar): string {
    const document = this.#document;
    const own = document.text;
    document.text = this.#text;
    const { text, value } = key;
    document.text = own;
    if (key.style === PLAIN && text === '<<') this.#decline();
    return typeof value === 'string' ? detached(text) : `\0${value}`;
  }
}

const reader = new OrdinaryReader();

function isBlank(character: number): boolean {
  return character === SPACE || character === LF || character === CR || character === TAB;
}

function isHexDigit(character: number): boolean {
  const lower = character | 32;
  return (character >= 48 && character <= 57) || (lower >= 97 && lower <= 102);
}

/** A copy that does not keep the file alive: V8 slices of 13 characters and more point into their parent. */
export function detached(text: string): string {
  return text.length < 13 ? text : (JSON.parse(JSON.stringify(text)) as string);
}
