import { DOUBLE_QUOTED, FOLDED, LITERAL, PLAIN, Scalar, SINGLE_QUOTED, type Style } from '../node';
import {
  APOSTROPHE,
  BACKSLASH,
  BYTE_ORDER_MARK,
  COLON,
  CR,
  DASH,
  ESCAPED,
  GREATER,
  HASH,
  isBlank,
  isHexDigit,
  LF,
  PLUS,
  QUOTE,
  SPACE,
  START,
  TAB,
} from './characters';
import { LineReader } from './lines';
import { detached, internedName } from './names';

/** Reads scalars of every style, and the names of keys. */
export class ScalarReader extends LineReader {
  /** The last quoted scalar spans lines. */
  protected broken = false;
  /** End and hash of the plain text that `scan` passed last. */
  protected plainEnd = 0;
  protected hash = 0;

  protected startPlain(at: number): void {
    const character = this.text.charCodeAt(at);
    const may = character < 128 ? START[character] : character === BYTE_ORDER_MARK ? 2 : 0;
    if (may === 2 || (may === 1 && isBlank(this.text.charCodeAt(at + 1)))) this.decline();
  }

  /** Passes one line of plain text; returns where it stops: at a colon, a comment or the end of the line. */
  protected scan(from: number): number {
    const text = this.text;
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
          this.decline();
        } else if (character === TAB) this.decline();
      }
      hash = (hash * 31 + character) | 0;
      end = ++at;
    }
    this.plainEnd = end;
    this.hash = hash;
    return at;
  }

  /**
   * A plain scalar whose first line was scanned up to `stop`; lines at column `least` or more belong to it.
   * Where it stands on a line of its own, a key below it at its `column` says that it is one too.
   */
  protected restOfPlain(from: number, firstStop: number, least: number, column = -1): Scalar {
    let stop = firstStop;
    for (;;) {
      const character = this.text.charCodeAt(stop);
      const end = this.plainEnd;
      if (character === COLON) {
        if (this.column === column) this.colonMissing = from;
        this.decline();
      }
      if (character === HASH) {
        this.endLine(stop - 1);
        if (this.column >= least) this.decline();
      } else {
        this.at = stop + (character === CR ? 2 : 1);
        this.next();
      }
      if (this.column < least) return new Scalar(this.document, from, end, PLAIN);
      if (this.commented) this.decline();
      stop = this.scan(this.at);
    }
  }

  /** A quoted scalar; its continuation lines need `least` columns of indentation. Sets `broken` when it spans lines. */
  protected quoted(least: number): Scalar {
    const text = this.text;
    const from = this.at;
    const quote = text.charCodeAt(from);
    let at = from + 1;
    this.broken = false;
    for (;;) {
      const character = text.charCodeAt(at);
      if (character === quote) {
        if (quote !== APOSTROPHE || text.charCodeAt(at + 1) !== APOSTROPHE) break;
        at += 2;
        continue;
      }
      if (character === BACKSLASH && quote === QUOTE) {
        at = this.escape(at + 1);
        continue;
      }
      at++;
      if (character === LF) {
        if (least <= 0 || at >= this.end) this.decline();
        this.broken = true;
        const content = this.pastSpaces(at);
        const next = text.charCodeAt(content);
        if (next !== LF && next !== CR && content - at < least) this.decline();
        at = content;
      } else if (character === CR && text.charCodeAt(at) !== LF) this.decline();
      if (at > this.end) this.decline();
    }
    this.at = at + 1;
    if (this.at > this.end) this.decline();
    return new Scalar(this.document, from, this.at, quote === QUOTE ? DOUBLE_QUOTED : SINGLE_QUOTED);
  }

  /** `at` is behind a backslash; returns the place behind the escape (a line break is left to the caller). */
  protected escape(at: number): number {
    const character = this.text.charCodeAt(at);
    const digits = character < 128 ? (ESCAPED[character] as number) : 0;
    if (digits === 0) {
      if (character === LF || (character === CR && this.text.charCodeAt(at + 1) === LF)) return at;
      this.decline();
    }
    if (digits > 1) {
      for (let i = 1; i <= digits; i++) if (!isHexDigit(this.text.charCodeAt(at + i))) this.decline();
      return at + 1 + digits;
    }
    return at + 1;
  }

  /** A literal or folded block scalar. */
  protected blockScalar(parent: number): Scalar {
    const text = this.text;
    const from = this.at;
    if (parent < 0) this.decline();
    let at = from + 1;
    let keep = false;
    let chomped = false;
    let indent = -1;
    for (; ; at++) {
      const character = text.charCodeAt(at);
      if (character === PLUS || character === DASH) {
        if (chomped) this.decline();
        chomped = true;
        keep = character === PLUS;
      } else if (character > 48 && character < COLON) {
        if (indent >= 0) this.decline();
        indent = parent + character - 48;
      } else break;
    }
    const explicit = indent >= 0;
    const first = this.endOfHeader(at);
    const [line, end] = this.blockLines(first, parent, indent, keep);
    const scalar = new Scalar(this.document, from, end, (text.charCodeAt(from) === GREATER ? FOLDED : LITERAL) as Style);
    if (explicit) scalar.indent = indent;
    this.at = line;
    this.next();
    return scalar;
  }

  protected endOfHeader(from: number): number {
    const text = this.text;
    let at = from;
    let character = text.charCodeAt(at);
    if (character === SPACE) {
      at = this.pastSpaces(at);
      character = text.charCodeAt(at);
      if (character === HASH) {
        at = text.indexOf('\n', at);
        character = LF;
      }
    }
    if (character === CR) character = text.charCodeAt(++at);
    if (character !== LF) this.decline();
    return at + 1;
  }

  /** Passes the lines of a block scalar: the line behind it, and where its source ends. */
  protected blockLines(first: number, parent: number, stated: number, keep: boolean): [line: number, end: number] {
    const text = this.text;
    let line = first;
    let indent = stated;
    let end = -1;
    let widest = 0;
    while (line < this.end) {
      const at = this.pastSpaces(line);
      const character = text.charCodeAt(at);
      const width = at - line;
      if (character === LF || (character === CR && text.charCodeAt(at + 1) === LF)) {
        if (keep && at >= this.end) this.decline();
        line = at + (character === CR ? 2 : 1);
        if (indent < 0) {
          if (width > widest) widest = width;
        } else if (width > indent) {
          if (stated >= 0) this.decline();
          end = line;
        }
        continue;
      }
      if (at >= this.end) break;
      if (indent < 0) {
        if (width <= parent || character === TAB || widest > width) this.decline();
        indent = width;
      } else if (width < indent) break;
      line = end = text.indexOf('\n', at) + 1;
    }
    if (end < 0) this.decline();
    return [line, Math.min(keep ? line : end, this.end)];
  }

  /** The name of a plain key. */
  protected plainName(from: number, to: number, hash: number): string {
    const name = internedName(this.text, from, to, hash);
    // `<<` merges, and a key cannot be null.
    if (name === '<<' || name === '\0null') this.decline();
    return name;
  }

  protected nameOf(key: Scalar): string {
    const { text, value } = key;
    if (key.style === PLAIN && text === '<<') this.decline();
    return typeof value === 'string' ? detached(text) : `\0${value}`;
  }
}
