import type { Flag, Word } from './dockerfile';
import type { LogicalLine } from './logical-line';

/** Splits `line.text` from `from` on at blanks outside quotes, as BuildKit's parser does. */
export function readWords(line: LogicalLine, from: number, escape: string): Word[] {
  const { text } = line;
  const words: Word[] = [];
  let at = from;
  while (at < text.length) {
    while (at < text.length && isBlank(text[at])) at++;
    if (at >= text.length) break;
    const start = at;
    at = endOfWord(text, start, escape);
    const source = text.slice(start, at);
    words.push({ value: unquote(source, escape), source, at: line.span(start, at) });
  }
  return words;
}

/** The flags (`--name=value`) that begin at `from`, and where the arguments behind them start. */
export function readFlags(line: LogicalLine, from: number, escape: string): { flags: Flag[]; end: number } {
  const { text } = line;
  const flags: Flag[] = [];
  let at = pastBlanks(text, from);
  // `--` alone ends the flags.
  while (text.startsWith('--', at) && at + 2 < text.length && !isBlank(text[at + 2])) {
    const end = endOfWord(text, at, escape);
    const source = text.slice(at, end);
    const equals = source.indexOf('=');
    const name = source.slice(2, equals < 0 ? undefined : equals);
    const value = equals < 0 ? undefined : { value: unquote(source.slice(equals + 1), escape), at: line.span(at + equals + 1, end) };
    flags.push({ name, value, at: line.span(at, end) });
    at = pastBlanks(text, end);
  }
  return { flags, end: at };
}

/** Takes quotes and escapes away, as the shell-like words of Dockerfiles are read. Variables stay as they are. */
export function unquote(source: string, escape: string): string {
  let text = '';
  let quote = '';
  for (let i = 0; i < source.length; i++) {
    const character = source[i] as string;
    if (quote === "'") {
      if (character === "'") quote = '';
      else text += character;
    } else if (character === escape && i + 1 < source.length) {
      const next = source[i + 1] as string;
      // In double quotes an escape only escapes what is special there; `\$` stays for the expansion to see.
      if (next === '$' || (quote === '"' && next !== '"' && next !== escape)) text += character;
      text += next;
      i++;
    } else if (character === '"') quote = quote === '"' ? '' : '"';
    else if (character === "'" && quote === '') quote = "'";
    else text += character;
  }
  return text;
}

export function endOfWord(text: string, from: number, escape: string): number {
  let at = from;
  let quote = '';
  for (; at < text.length; at++) {
    const character = text[at] as string;
    if (quote) {
      if (character === quote) quote = '';
      else if (character === escape && quote === '"') at++;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === escape) at++;
    else if (isBlank(character)) break;
  }
  return Math.min(at, text.length);
}

export function pastBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text[at])) at++;
  return at;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\r' || character === '\n' || character === '\v' || character === '\f';
}
