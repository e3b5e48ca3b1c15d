import type { Edit } from '../text/edit';
import { Origin } from '../text/span';
import { Document } from '../yaml/node';
import { readOrdinary } from '../yaml/ordinary';
import { readYaml } from '../yaml/read';
import { Value } from '../yaml/value';

/** A slip of the keyboard that makes a document unreadable, and what puts it right. */
export interface YamlSlip {
  readonly kind: 'tabs' | 'blank-missing' | 'too-deep' | 'crooked' | 'quotes-missing';
  /** Offsets within the document. */
  readonly start: number;
  readonly end: number;
  /** The key that it is about; for `too-deep` also the one above. */
  readonly key: string;
  readonly above: string;
  readonly edits: readonly Edit[];
}

/** Longer documents are left alone: each guess is read from the start. */
const MOST_LENGTH = 50_000;

interface Guess extends Omit<YamlSlip, 'edits' | 'above'> {
  readonly above?: string;
  /** Replacements, by offsets within the document. */
  readonly changes: readonly { readonly start: number; readonly end: number; readonly text: string }[];
}

/**
 * The slip behind a fault at `place`, an offset within the document. A guess counts only where the document can be read
 * once it is followed, so what is answered is certain to help. Of several columns that a line may belong to, it is the one
 * with which `faultsIn` finds least.
 */
export function yamlSlip(document: Document, place: number, faultsIn: (root: Value) => number): YamlSlip | undefined {
  if (document.text.length > MOST_LENGTH) return undefined;
  let best: { readonly slip: YamlSlip; readonly faults: number } | undefined;
  for (const { changes, above = '', ...guess } of guesses(document.text, place)) {
    if (best && !isOfIndent(guess)) continue;
    const text = [...changes].reverse().reduce((done, { start, end, text: by }) => done.slice(0, start) + by + done.slice(end), document.text);
    // Most guesses are wrong, and the reader that declines is thirty times as fast as the one that says why.
    if (!(readOrdinary(text, new Origin('')) instanceof Document)) continue;
    const read = readYaml('', text).documents;
    if (read.some(({ problems }) => problems.some(({ kind }) => kind !== 'disliked'))) continue;
    const slip = { ...guess, above, edits: changes.map(({ start, end, text: by }) => ({ at: document.span(start, end), text: by })) };
    if (!isOfIndent(guess)) return slip;
    const faults = read.reduce((sum, one) => sum + faultsOf(one, faultsIn), 0);
    if (!best || faults < best.faults) best = { slip, faults };
    if (faults === 0) break;
  }
  return best?.slip;
}

function isOfIndent({ kind }: Pick<YamlSlip, 'kind'>): boolean {
  return kind === 'crooked' || kind === 'too-deep';
}

function faultsOf(document: Document, faultsIn: (root: Value) => number): number {
  const root = Value.root(document);
  return root ? faultsIn(root) : 0;
}

function* guesses(text: string, place: number): Iterable<Guess> {
  if (/^[ ]*\t/m.test(text)) for (const width of [2, 4]) yield tabs(text, width);
  const lines = linesOf(text);
  const at = lines.findIndex(({ start, end }) => start <= place && place <= end);
  // The reader often stumbles a line behind the fault, or one before.
  const next = lines.findIndex(({ text: line }, index) => index > at && line.trim() !== '');
  for (const index of [at, at - 1, next]) {
    const line = lines[index];
    if (!line) continue;
    yield* blankMissing(line);
    if (index >= at) yield* crooked(lines, index);
    if (index >= at) yield* crookedAbove(lines, index);
    yield* quotesMissing(line);
  }
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly indent: number;
  readonly text: string;
}

function linesOf(text: string): Line[] {
  let start = 0;
  return text.split('\n').map((whole) => {
    const line = whole.replace(/\r$/, '');
    const found = { start, end: start + line.length, indent: /^ */.exec(line)?.[0].length ?? 0, text: line };
    start += whole.length + 1;
    return found;
  });
}

function tabs(text: string, width: number): Guess {
  const found = [...text.matchAll(/^[ \t]*\t[ \t]*/gm)];
  const changes = found.map(({ index, 0: blanks }) => ({ start: index, end: index + blanks.length, text: blanks.replaceAll('\t', ' '.repeat(width)) }));
  const first = changes[0]?.start ?? 0;
  return { kind: 'tabs', start: first, end: first + 1, key: '', changes };
}

/** `name:web` */
function* blankMissing({ start, text }: Line): Iterable<Guess> {
  const [, before = '', key = '', value = ''] = /^(\s*(?:- +)*)([A-Za-z][\w./-]*):([^\s/:].*)$/.exec(text) ?? [];
  if (key === '' || value === '') return;
  const colon = start + before.length + key.length + 1;
  yield { kind: 'blank-missing', start: start + before.length, end: colon, key, changes: [{ start: colon, end: colon, text: ' ' }] };
}

/** A line, and all that belongs to it, moves to the column of a key above. */
function* crooked(lines: readonly Line[], index: number): Iterable<Guess> {
  const line = lines[index] as Line;
  const [, key = ''] = /^\s*(?:- +)*(["']?[\w./-]+["']?)\s*:(?:\s|$)/.exec(line.text) ?? [];
  if (key === '') return;
  const before = lines.slice(0, index).filter(({ text }) => text.trim() !== '' && !text.trim().startsWith('#'));
  const [, above = '', scalar = ''] = /^\s*(?:- +)*([\w./-]+)\s*:\s+([^\s#].*)$/.exec(before.at(-1)?.text ?? '') ?? [];
  const columns = new Set(before.reverse().flatMap(({ text, indent }) => [indent, indent + (/^\s*((?:- +)*)/.exec(text)?.[1]?.length ?? 0)]));
  const near = [...columns].filter((one) => one !== line.indent).sort((a, b) => Math.abs(a - line.indent) - Math.abs(b - line.indent));
  for (const column of near.slice(0, 3)) {
    const block = [line, ...takeWhile(lines.slice(index + 1), ({ text, indent }) => text.trim() === '' || indent > line.indent)];
    const kind = column < line.indent && scalar !== '' ? 'too-deep' : 'crooked';
    yield { kind, ...placeOfKey(line), key, above, changes: moveBlock(block, column - line.indent) };
  }
}

/** What stands above a line, up to the key that both belong to, moves to the column of the line. */
function* crookedAbove(lines: readonly Line[], index: number): Iterable<Guess> {
  const { indent } = lines[index] as Line;
  const parent = lines.findLastIndex((line, at) => at < index && line.text.trim() !== '' && line.indent < indent);
  const block = lines.slice(parent + 1, index).filter(({ text }) => text.trim() !== '');
  const first = block.find(({ text }) => !text.trim().startsWith('#'));
  const [, key = ''] = /^\s*(["']?[\w./-]+["']?)\s*:(?:\s|$)/.exec(first?.text ?? '') ?? [];
  if (!first || key === '' || first.indent <= indent || block.some((line) => line.indent < first.indent)) return;
  yield { kind: 'crooked', ...placeOfKey(first), key, changes: moveBlock(block, indent - first.indent) };
}

function placeOfKey({ start, indent, text }: Line): { start: number; end: number } {
  const bare = text.trim().replace(/^(?:- +)*/, '');
  return { start: start + indent, end: start + indent + bare.indexOf(':') + text.trim().length - bare.length };
}

function moveBlock(block: readonly Line[], by: number): Guess['changes'] {
  return block
    .filter(({ text }) => text.trim() !== '')
    .map(({ start, indent }) => ({ start, end: start + indent, text: ' '.repeat(Math.max(0, indent + by)) }));
}

/** `note: see: the wiki`, `schedule: * * * * *`, `name: @web` */
function* quotesMissing({ start, text }: Line): Iterable<Guess> {
  const [, before = '', key = '', value = ''] = /^(\s*(?:- +)*([\w./-]+):\s+)([^\s"'|>&!#{[].*?)(?:\s+#.*|\s*)$/.exec(text) ?? [];
  if (key === '' || (!/: |:$/.test(value) && !/^[*@`%]/.test(value))) return;
  const from = start + before.length;
  const written = value.includes('"') || value.includes('\\') ? `'${value.replaceAll("'", "''")}'` : `"${value}"`;
  yield { kind: 'quotes-missing', start: from, end: from + value.length, key, changes: [{ start: from, end: from + value.length, text: written }] };
}

function takeWhile<T>(list: readonly T[], test: (one: T) => boolean): readonly T[] {
  const end = list.findIndex((one) => !test(one));
  return end < 0 ? list : list.slice(0, end);
}
