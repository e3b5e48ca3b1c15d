import { table } from '../text/table';
import type { Plain, Style } from './node';

// Scalars as go-yaml v2 (sigs.k8s.io/yaml 1.4) reads them, which is how kubectl and the API server read manifests.
// Styles by number to keep this file free of a run-time cycle with node.ts: 0 plain, 1 single, 2 double, 3 literal, 4 folded.

/** The text that a scalar's source stands for. `indent` is the column of a block scalar whose header states it. */
export function decodeScalar(source: string, style: Style, indent: number | undefined): string {
  switch (style) {
    case 0:
      return source.includes('\n') ? unfold(source) : source;
    case 1: {
      const inner = source.slice(1, -1);
      const text = inner.includes('\n') ? unfold(inner) : inner;
      return text.includes("''") ? text.replaceAll("''", "'") : text;
    }
    case 2: {
      const inner = source.slice(1, -1);
      return inner.includes('\\') || inner.includes('\n') ? unescape(inner) : inner;
    }
    default:
      return blockText(source, style === 4, indent);
  }
}

/** What a plain scalar means: null, boolean, number or the text itself. */
export function resolvePlain(text: string): Plain {
  if (text.length === 0) return null;
  const first = text.charCodeAt(0);
  const hint = first < 128 ? HINTS[first] : 0;
  if (hint === 0) return text;
  if (text.length <= 5) {
    const word = WORDS.get(text);
    if (word !== undefined) return word;
  }
  if (hint === 1) return text;
  const digits = text.includes('_') && first !== 46 ? text.replaceAll('_', '') : text;
  const integer = INTEGER.exec(digits);
  const value = integer ? readInteger(integer) : FLOAT.test(digits) ? Number(digits) : undefined;
  // What no number of Go can hold stays a text.
  return value === undefined || !Number.isFinite(value) ? text : value;
}

const WORDS = new Map<string, Plain>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);

/** What a first character promises: 1 a word such as `yes`, 2 a number, 0 neither. */
const HINTS = new Uint8Array(128);
for (const character of 'yYnNtTfFoO~') HINTS[character.charCodeAt(0)] = 1;
for (const character of '+-0123456789.') HINTS[character.charCodeAt(0)] = 2;

const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

function readInteger([, sign, hex, binary, octal, decimal]: RegExpExecArray): number {
  const value = decimal ? Number(decimal) : octal ? Number.parseInt(octal, 8) : hex ? Number.parseInt(hex, 16) : Number.parseInt(binary as string, 2);
  // Decimal digits beyond 64 bits are a float, the others no number.
  if (decimal === undefined && value >= (sign === '-' ? 2 ** 63 : 2 ** 64)) return Number.NaN;
  return sign === '-' && value !== 0 ? -value : value;
}

/** Folds the lines of a plain or single-quoted scalar: one break is a space, n breaks are n-1 line feeds. */
function unfold(source: string): string {
  const lines = source.split(/\r?\n/);
  const last = lines.length - 1;
  let text = (lines[0] as string).replace(/[ \t]+$/, '');
  let breaks = 0;
  for (let i = 1; i <= last; i++) {
    const raw = lines[i] as string;
    const line = i < last ? raw.replace(/^[ \t]+|[ \t]+$/g, '') : raw.replace(/^[ \t]+/, '');
    breaks++;
    if (line === '' && i < last) continue;
    text += (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)) + line;
    breaks = 0;
  }
  return text;
}

const ESCAPES: Readonly<Record<string, string>> = table({
  0: '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '/': '/',
  '\\': '\\',
  '\t': '\t',
});
const ESCAPE_OR_FOLD = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(\r?\n)[ \t]*|([\s\S]))|[ \t]*\r?\n(?:[ \t]*\r?\n)*[ \t]*/g;

function unescape(source: string): string {
  return source.replace(ESCAPE_OR_FOLD, (all, two, four, eight, lineBreak, character) => {
    const code = two ?? four ?? eight;
    if (code) return codePoint(Number.parseInt(code, 16)) ?? all;
    if (lineBreak) return '';
    if (character) return ESCAPES[character] ?? all;
    const breaks = all.split('\n').length - 1;
    return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
  });
}

function codePoint(code: number): string | undefined {
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

function blockText(source: string, folded: boolean, indent: number | undefined): string {
  const head = source.indexOf('\n');
  if (head < 0) return '';
  const header = /^[-+1-9]*/.exec(source.slice(1, head))?.[0] ?? '';
  const lines = source.slice(head + 1).split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const column = indent ?? lines.map((line) => line.search(/[^ ]/)).find((at) => at >= 0) ?? -1;
  let content = lines.length; // lines before it are content, the others trailing blanks
  while (content > 0 && isBlankBelow(lines[content - 1] as string, column)) content--;
  const body = lines.slice(0, content).map((line) => line.slice(column));
  const text = folded ? foldBlock(body) : body.join('\n');
  if (header.includes('+')) return text + '\n'.repeat(lines.length - content + 1);
  return header.includes('-') ? text : `${text}\n`;
}

function isBlankBelow(line: string, column: number): boolean {
  return line.length <= column && line.trimStart() === '';
}

function foldBlock(lines: readonly string[]): string {
  let text = '';
  let breaks = 0;
  let before: 'nothing' | 'text' | 'indented' = 'nothing';
  for (const line of lines) {
    if (line === '') {
      breaks++;
      continue;
    }
    const now = line.startsWith(' ') || line.startsWith('\t') ? 'indented' : 'text';
    if (before === 'nothing') text += '\n'.repeat(breaks);
    else if (before === 'text' && now === 'text') text += breaks > 0 ? '\n'.repeat(breaks) : ' ';
    else text += '\n'.repeat(breaks + 1);
    text += line;
    breaks = 0;
    before = now;
  }
  return text;
}
