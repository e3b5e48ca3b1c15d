import type { Document, Entry, Node } from '../node';
import { CR, HASH, LF, SPACE, TAB } from './characters';

/** Thrown by `decline` and caught where a document begins: the one way out of the recursive descent. */
export const DECLINED = new Error('not ordinary');
DECLINED.stack = '';

export const MAX_DEPTH = 200;

/** A place in a text that moves from line to line, and the collections that are open there. */
export class LineReader {
  /** Where a key has no colon, if this is why the document was declined; -1 elsewhere. */
  colonMissing = -1;
  protected text = '';
  protected end = 0;
  protected at = 0;
  /** Column of the content at `at`; -1 at the end of the document. */
  protected column = 0;
  protected document!: Document;
  protected depth = 0;
  /** The last step over lines passed a comment. */
  protected commented = false;
  /** Children of the collections that are still open; each collection takes its own off the top. */
  protected readonly stack: (Node | Entry)[] = [];
  protected top = 0;

  protected decline(): never {
    throw DECLINED;
  }

  /** The children gathered since `base`, in an array of exactly their number (a grown one would waste half). */
  protected take<T extends Node | Entry>(base: number): readonly T[] {
    const children = this.stack.slice(base, this.top) as T[];
    this.top = base;
    return children;
  }

  protected push(child: Node | Entry): void {
    this.stack[this.top++] = child;
  }

  /** From the start of a line to the next line with content. */
  protected next(): void {
    const text = this.text;
    let at = this.at;
    this.commented = false;
    while (at < this.end) {
      const line = at;
      let character = text.charCodeAt(at);
      while (character === SPACE) character = text.charCodeAt(++at);
      if (character === LF) {
        at++;
      } else if (character === HASH) {
        this.commented = true;
        at = text.indexOf('\n', at) + 1;
      } else if (character === CR && text.charCodeAt(at + 1) === LF) {
        at += 2;
      } else {
        if (character === TAB || character === CR) this.decline();
        if (at >= this.end) break;
        this.at = at;
        this.column = at - line;
        return;
      }
    }
    this.at = this.end;
    this.column = -1;
  }

  /** After a value: nothing but blanks and a comment may follow on its line. */
  protected endLine(from: number): void {
    const text = this.text;
    let at = from;
    let character = text.charCodeAt(at);
    if (character === SPACE) {
      do character = text.charCodeAt(++at);
      while (character === SPACE);
      if (character === HASH) {
        this.at = text.indexOf('\n', at) + 1;
        this.next();
        this.commented = true;
        return;
      }
    }
    if (character === CR) character = text.charCodeAt(++at);
    if (character !== LF) this.decline();
    this.at = at + 1;
    this.next();
  }

  protected pastSpaces(from: number): number {
    let at = from;
    while (this.text.charCodeAt(at) === SPACE) at++;
    return at;
  }
}
