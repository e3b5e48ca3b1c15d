import { type Document, Entry, Mapping, type Node, PLAIN, Scalar, Sequence } from '../node';
import { APOSTROPHE, BAR, BYTE_ORDER_MARK, COLON, CR, DASH, GREATER, HASH, isBlank, LF, OPEN_LIST, OPEN_MAP, QUOTE } from './characters';
import { FlowReader, MAX_KEY } from './flow';
import { DECLINED, MAX_DEPTH } from './lines';

/** Reads mappings and lists by their indentation, and with them the document. */
export class BlockReader extends FlowReader {
  /** Reads the document's text, or one that is as long, into its root; false where it declines. */
  read(document: Document, text = document.text): boolean {
    // `yaml` has its own ideas about the columns after a byte order mark; a lone CR at the end is text, not a break.
    this.colonMissing = -1;
    if (text.charCodeAt(0) === BYTE_ORDER_MARK || text.endsWith('\r')) return false;
    this.text = text.endsWith('\n') || text === '' ? text : `${text}\n`;
    this.end = text.length;
    this.at = 0;
    this.depth = 0;
    this.top = 0;
    this.document = document;
    try {
      if (this.text.startsWith('---')) this.endLine(3);
      else this.next();
      const root = this.column >= 0 ? this.block(-1) : undefined;
      if (this.column >= 0) this.decline();
      document.root = root;
      return true;
    } catch (error) {
      if (error !== DECLINED) throw error;
      return false;
    } finally {
      this.text = '';
      this.stack.length = 0;
    }
  }

  /** The node at the current place inside a collection whose column is `parent`. */
  protected block(parent: number): Node {
    if (++this.depth > MAX_DEPTH) this.decline();
    const text = this.text;
    const at = this.at;
    const character = text.charCodeAt(at);
    let node: Node;
    if (character === DASH && isBlank(text.charCodeAt(at + 1))) {
      node = this.sequence(this.column);
    } else if (character === QUOTE || character === APOSTROPHE) {
      const scalar = this.quoted(parent + 1);
      if (text.charCodeAt(this.pastSpaces(this.at)) === COLON) {
        this.at = at;
        node = this.mapping(this.column);
      } else {
        if (parent < 0) this.decline();
        this.endLine(this.at);
        node = scalar;
      }
    } else if (character === OPEN_MAP || character === OPEN_LIST) {
      node = this.flow(parent + 1, 1);
      this.endLine(this.at);
    } else if (character === BAR || character === GREATER) {
      node = this.blockScalar(parent);
    } else {
      // A plain key or a plain scalar: its first line tells.
      this.startPlain(at);
      const stop = this.scan(at);
      if (text.charCodeAt(stop) === COLON) {
        node = this.mapping(this.column);
      } else {
        if (parent < 0) this.decline();
        node = this.restOfPlain(at, stop, parent + 1, this.column);
      }
    }
    this.depth--;
    return node;
  }

  protected mapping(column: number): Mapping {
    const text = this.text;
    const mapping = new Mapping(this.at);
    const base = this.top;
    let names: Set<string> | undefined;
    let value: Node;
    do {
      const start = this.at;
      const character = text.charCodeAt(start);
      let key: Scalar;
      let name: string;
      if (character === QUOTE || character === APOSTROPHE) {
        key = this.quoted(0);
        if (this.broken) this.decline();
        name = this.nameOf(key);
        this.at = this.pastSpaces(this.at);
      } else {
        this.startPlain(start);
        this.at = this.scan(start);
        key = new Scalar(this.document, start, this.plainEnd, PLAIN);
        name = this.plainName(start, this.plainEnd, this.hash);
      }
      if (text.charCodeAt(this.at) !== COLON || !isBlank(text.charCodeAt(this.at + 1))) {
        this.colonMissing = start;
        this.decline();
      }
      if (this.at - start > MAX_KEY) this.decline();
      names = this.refuseDuplicate(name, base, names);
      this.at++;
      value = this.value(column);
      this.push(new Entry(key, name, value));
    } while (this.column === column);
    if (this.column > column) this.decline();
    mapping.end = value.end;
    mapping.entries = this.take<Entry>(base);
    return mapping;
  }

  /** A key may come once. Few keys are compared one by one, many through a set. */
  protected refuseDuplicate(name: string, base: number, known: Set<string> | undefined): Set<string> | undefined {
    const count = this.top - base;
    if (count < 12) {
      for (let i = base; i < this.top; i++) if ((this.stack[i] as Entry).name === name) this.decline();
      return known;
    }
    const names = known ?? new Set((this.stack.slice(base, this.top) as Entry[]).map((entry) => entry.name));
    if (names.has(name)) this.decline();
    names.add(name);
    return names;
  }

  protected value(column: number): Node {
    const text = this.text;
    const at = this.pastSpaces(this.at);
    const character = text.charCodeAt(at);
    if (character === LF || character === CR || character === HASH) {
      this.endLine(character === HASH ? at - 1 : at);
      if (this.column > column) return this.block(column);
      // A list may stand at the column of its key.
      if (this.column === column && text.charCodeAt(this.at) === DASH && isBlank(text.charCodeAt(this.at + 1))) {
        if (++this.depth > MAX_DEPTH) this.decline();
        const node = this.sequence(column);
        this.depth--;
        return node;
      }
      return new Scalar(this.document, at, at, PLAIN);
    }
    this.at = at;
    switch (character) {
      case QUOTE:
      case APOSTROPHE: {
        const node = this.quoted(column + 1);
        this.endLine(this.at);
        return node;
      }
      case OPEN_MAP:
      case OPEN_LIST: {
        const node = this.flow(column + 1, 1);
        this.endLine(this.at);
        return node;
      }
      case BAR:
      case GREATER:
        return this.blockScalar(column);
      default:
        this.startPlain(at);
        return this.restOfPlain(at, this.scan(at), column + 1);
    }
  }

  protected sequence(column: number): Sequence {
    const text = this.text;
    const sequence = new Sequence(this.at);
    const base = this.top;
    let node: Node;
    do {
      const dash = this.at;
      const at = this.pastSpaces(dash + 1);
      const character = text.charCodeAt(at);
      if (character === LF || character === CR || character === HASH) {
        this.endLine(character === HASH ? at - 1 : at);
        node = this.column > column ? this.block(column) : new Scalar(this.document, at, at, PLAIN);
      } else {
        this.at = at;
        this.column = column + at - dash;
        node = this.block(column);
      }
      this.push(node);
    } while (this.column === column && text.charCodeAt(this.at) === DASH && isBlank(text.charCodeAt(this.at + 1)));
    if (this.column > column) this.decline();
    sequence.end = node.end;
    sequence.items = this.take<Node>(base);
    return sequence;
  }
}
