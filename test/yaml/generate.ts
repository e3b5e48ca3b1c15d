import type { Random } from '../random';

/**
 * A random YAML text that is mostly valid: nested collections with odd blanks, comments, folded lines and block scalars,
 * some of them with line breaks of Windows, and a few damaged by one more edit.
 */
export function randomDocument(random: Random): string {
  return new Generator(random).text();
}

const PLAIN = ['a', 'b c', 'x:y', 'a#b', '-1', '0644', 'yes', 'null', '~', '1.5e3', '.inf', 'é ü', 'http://h:80/p', 'a"b', "it's", '?x', 'a, b', '=', '...'];
const MORE_PLAIN = ['a [b]', '\u00a0', '1_000', '0b11', '0o17', '08', '1:30', '2001-01-01', '+.inf', '-0x1F', 'N', '😀'];
const DUBIOUS = ['"', '- x', '{', '1_0', '--- x', '@', 'k: v'];
const KEYS = ['a', 'b', 'c', 'd', 'name', 'x y', '"q"', "'r'", '1', 'k:l', 'yes', 'é', '-a', 'f', 'g', 'h', 'i', 'j', 'longer-than-thirteen-characters'];
const DAMAGE = ['', ' ', '\n', ':', '"', "'", '#', '- ', ',', '\t'];

class Generator {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  text(): string {
    const random = this.#random;
    const body = !random.once(5) ? this.#map(0, 0) : !random.once(3) ? this.#list(0, 0) : `${this.#flow(-1, 0)}\n`;
    let text = (random.once(3) ? `---${this.#comment()}\n` : '') + this.#gap() + body;
    if (random.once(5)) text += `---\n${this.#map(0, 1)}`;
    if (random.once(6)) text = text.replaceAll('\n', '\r\n');
    if (random.once(8)) {
      const at = random.below(text.length);
      text = text.slice(0, at) + random.pick(DAMAGE) + text.slice(at + random.below(2));
    }
    if (random.once(10)) text = text.trimEnd();
    return random.once(20) ? text.slice(0, random.below(text.length)) : text;
  }

  #gap(): string {
    return this.#random.once(4) ? this.#random.pick(['\n', '\n\n', '   \n', '\n      \n', '\n  \n', '# c\n', '  # c\n', '      #c\n']) : '';
  }

  #comment(): string {
    return this.#random.once(5) ? this.#random.pick([' # c', ' #', '   # x: y', '  ']) : '';
  }

  /** A text that goes on over some lines, indented deeper than `column`. */
  #lines(column: number, piece: () => string): string {
    const random = this.#random;
    let text = piece();
    while (random.once(4)) {
      text += `${random.pick(['', '', ' '])}\n${random.once(4) ? random.pick(['\n', '  \n', '\n\n']) : ''}`;
      text += spaces(column + random.pick([1, 1, 2, 3, random.once(30) ? 0 : 1])) + piece();
    }
    return text;
  }

  #scalar(column: number): string {
    const random = this.#random;
    switch (random.below(9)) {
      case 0:
        return `'${this.#lines(column, () => random.pick(['a', 'b', '', 'c d', "''", 'x: y', ' # z']))}'${this.#comment()}\n`;
      case 1:
        return `"${this.#lines(column, () => random.pick(['a', 'b', '', ' c d ', '\\n', '\\"', '\\x41', '\\u00e9', '\\', 'x: y', '\\t']))}"${this.#comment()}\n`;
      case 2:
        return `${this.#lines(column, () => random.pick(['a', 'b', 'c d', 'x:y', 'a#b', '- q', '1']))}${this.#comment()}\n`;
      case 3:
      case 4:
        return this.#block(column + random.pick([1, 2, 2, 2, 4]));
      case 5:
        return `${this.#flow(column, 0)}${this.#comment()}\n`;
      case 6:
        return `${this.#comment()}\n`;
      default:
        return `${random.once(60) ? random.pick(DUBIOUS) : random.pick(random.once(3) ? MORE_PLAIN : PLAIN)}${this.#comment()}\n`;
    }
  }

  #block(column: number): string {
    const random = this.#random;
    const at = spaces(column);
    let text = `${random.pick(['|', '>'])}${random.pick(['', '', '-', '+', '2', '1-', '+1'])}${this.#comment()}\n`;
    for (let more = random.below(6); more >= 0; more--) {
      const dedented = random.once(20) ? `${spaces(column - 1)}h\n` : '\n';
      const line = [`${at}a\n`, `${at}b c\n`, `${at} d\n`, `${at}  - e\n`, '\n', `${spaces(random.below(column + 3))}\n`, `${at}# f\n`, `${at}\tg\n`, dedented];
      text += random.pick(line);
    }
    return text;
  }

  #blank(column: number): string {
    const random = this.#random;
    if (!random.once(5)) return random.pick(['', ' ']);
    return random.pick([`\n${spaces(column + random.below(3))}`, ` # c\n${spaces(column + 1)}`, '  ', `\n\n${spaces(column + 1)}`, '#c\n']);
  }

  #flow(column: number, depth: number): string {
    const random = this.#random;
    const isMap = random.once(2);
    const size = random.below(4);
    let text = isMap ? '{' : '[';
    for (let i = 0; i < size; i++) {
      const plain = ['a', '"b"', "'c'", '1', 'yes', 'a b', 'x:y', 'z', `"a\n${spaces(column + 1)}b"`, 'a#b', '*', '-', '- x', '?'];
      const value = depth < 2 && random.once(4) ? this.#flow(column, depth + 1) : random.pick(random.once(40) ? plain : plain.slice(0, -4));
      const key = `${random.pick(['a', 'b', '"c"', 'd e', 'f', 'g', 'h', 'i', 'j', 'k'])}${random.once(9) ? random.below(99) : ''}`;
      text += this.#blank(column) + (isMap ? key + random.pick([': ', ':', ' : ']) + this.#blank(column) + value : value) + this.#blank(column);
      text += i < size - 1 ? (random.once(60) ? '' : ',') : random.once(3) ? ',' : '';
    }
    return text + this.#blank(column) + (isMap ? '}' : ']');
  }

  /** What follows a key's colon or a dash that stands at `column`. */
  #node(column: number, depth: number): string {
    const random = this.#random;
    const kind = depth > 2 ? 0 : random.below(6);
    if (kind < 3) return ` ${this.#scalar(column)}`;
    const inner = column + random.pick([1, 2, 2, 2, 4]);
    const head = `${this.#comment()}\n${this.#gap()}`;
    if (kind < 5) return head + this.#map(inner, depth + 1);
    return head + this.#list(random.once(2) ? column : inner, depth + 1);
  }

  #map(column: number, depth: number): string {
    const random = this.#random;
    const used = new Set<string>();
    let text = '';
    for (let more = random.below(random.once(20) ? 16 : 3); more >= 0; more--) {
      const key = random.pick(KEYS);
      if (used.has(key) && !random.once(200)) continue;
      used.add(key);
      const stray = random.once(300) ? random.pick([-1, 1]) : 0;
      text += `${spaces(column + stray)}${key}${random.once(20) ? ' ' : ''}:${this.#node(column, depth)}${this.#gap()}`;
    }
    return text;
  }

  #list(column: number, depth: number): string {
    const random = this.#random;
    let text = '';
    for (let more = random.below(3); more >= 0; more--) {
      const gap = random.pick([1, 1, 1, 2, 3]);
      const inner = column + 1 + gap;
      text += `${spaces(column + (random.once(300) ? 1 : 0))}-`;
      if (depth < 4 && random.once(2)) text += this.#map(inner, depth + 1).slice(column + 1);
      else if (depth < 4 && random.once(4)) text += this.#list(inner, depth + 1).slice(column + 1);
      else text += this.#node(column, depth);
      text += this.#gap();
    }
    return text;
  }
}

function spaces(count: number): string {
  return ' '.repeat(Math.max(0, count));
}
