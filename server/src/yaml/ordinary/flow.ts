import { Entry, Mapping, type Node, PLAIN, Scalar, Sequence } from '../node';
import {
  APOSTROPHE,
  CLOSE_LIST,
  CLOSE_MAP,
  COLON,
  COMMA,
  CR,
  FLOW_STOP,
  HASH,
  isBlank,
  LF,
  OPEN_LIST,
  OPEN_MAP,
  QUESTION_MARK,
  QUOTE,
  SPACE,
  START,
  TAB,
} from './characters';
import { MAX_DEPTH } from './lines';
import { ScalarReader } from './scalars';

export const MAX_KEY = 1000;

/** Reads collections in brackets and braces. */
export class FlowReader extends ScalarReader {
  protected flow(least: number, level: number): Mapping | Sequence {
    if (++this.depth > MAX_DEPTH) this.decline();
    const isMap = this.text.charCodeAt(this.at) === OPEN_MAP;
    const node = isMap ? new Mapping(this.at) : new Sequence(this.at);
    node.flow = true;
    const close = isMap ? CLOSE_MAP : CLOSE_LIST;
    const names = new Set<string>();
    const base = this.top;
    this.at++;
    for (let more = true; ; ) {
      const character = this.gap(least, level);
      if (character === close) break;
      if (!more) {
        if (character !== COMMA) this.decline();
        this.at++;
        more = true;
        continue;
      }
      const child: Node | Entry = isMap ? this.flowEntry(least, level, names, close) : this.flowNode(least, level);
      this.push(child);
      more = false;
    }
    this.at++;
    this.depth--;
    if (node.kind === 'map') node.entries = this.take<Entry>(base);
    else node.items = this.take<Node>(base);
    node.end = this.at;
    return node;
  }

  protected flowEntry(least: number, level: number, names: Set<string>, close: number): Entry {
    const text = this.text;
    const from = this.at;
    const first = text.charCodeAt(from);
    if (first === OPEN_MAP || first === OPEN_LIST) this.decline();
    const key = this.flowNode(-1, level) as Scalar;
    const name = this.nameOf(key);
    const colon = this.pastSpaces(this.at);
    if (text.charCodeAt(colon) !== COLON || colon - from > MAX_KEY) this.decline();
    if (names.has(name)) this.decline();
    names.add(name);
    this.at = colon + 1;
    const character = this.gap(least, level);
    if (character === COMMA || character === close) this.decline();
    return new Entry(key, name, this.flowNode(least, level));
  }

  /** Blanks, line breaks and comments inside a flow collection; returns the character found. */
  protected gap(least: number, level: number): number {
    const text = this.text;
    let at = this.at;
    let line = -1;
    for (;;) {
      const character = text.charCodeAt(at);
      if (character === SPACE) {
        at++;
      } else if (character === LF || (character === CR && text.charCodeAt(at + 1) === LF)) {
        at += character === CR ? 2 : 1;
        line = at;
        if (at >= this.end) this.decline();
      } else if (character === HASH) {
        const before = text.charCodeAt(at - 1);
        if (before !== SPACE && before !== LF) this.decline();
        at = text.indexOf('\n', at);
      } else {
        if (character === TAB || character === CR) this.decline();
        // The closing bracket of an outermost collection may stand one column further left.
        const closes = level === 1 && (character === CLOSE_MAP || character === CLOSE_LIST);
        if (line >= 0 && at - line < least && !(closes && at - line === least - 1)) this.decline();
        this.at = at;
        return character;
      }
    }
  }

  protected flowNode(least: number, level: number): Node {
    const text = this.text;
    const from = this.at;
    const first = text.charCodeAt(from);
    if (first === OPEN_MAP || first === OPEN_LIST) return this.flow(least, level + 1);
    if (first === QUOTE || first === APOSTROPHE) return this.quoted(least);
    this.startPlain(from);
    if (first === COLON || (START[first] === 1 && FLOW_STOP[text.charCodeAt(from + 1)] === 1)) this.decline();
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
      if (character === TAB || character === CR) this.decline();
      if (character === HASH && text.charCodeAt(at - 1) === SPACE) break;
      if (character === COLON) {
        const next = text.charCodeAt(at + 1);
        if (isBlank(next)) break;
        // Here `yaml` and go-yaml disagree, as they do about question marks.
        if (FLOW_STOP[next] === 1) this.decline();
      } else if (character === QUESTION_MARK) this.decline();
      end = ++at;
    }
    this.at = end;
    return new Scalar(this.document, from, end, PLAIN);
  }
}
