import { message } from '../text/message';
import type { Origin } from '../text/span';
import { Document, type Mapping, type Node, type Problem } from './node';
import { type Declined, readOrdinary } from './ordinary';
import { readReference } from './reference';

/** Who has more of them is not typing a key. */
const MOST = 3;

/**
 * Reads a document that the one-pass reader declined as `readWithoutHalfTyped` does, where nothing but words without a
 * colon is in its way: what `yaml` says about them need not be asked, which takes 30 times as long. Gives undefined elsewhere.
 */
export function readOrdinaryWithoutHalfTyped(text: string, origin: Origin, declined: Declined): Document | undefined {
  const leftOut: Problem[] = [];
  let read = text;
  for (let at = declined.colonMissing; at >= 0 && leftOut.length < MOST; ) {
    const word = plainWord(read, at);
    if (!word) return undefined;
    leftOut.push(missingColon(text, origin, word));
    read = without(read, word, '#');
    const next = readOrdinary(text, origin, read);
    if (next instanceof Document) {
      next.problems = leftOut;
      return next;
    }
    at = next.colonMissing;
  }
  return undefined;
}

/**
 * While a key is typed, its line is one word without a colon, and no program can read the document. All else in it is as
 * it was, so the document is read without such words: they are reported as refused, and the rest has a tree. Gives what was
 * read before (`broken`) where something else is wrong.
 */
export function readWithoutHalfTyped(text: string, broken: [Document, ...Document[]]): [Document, ...Document[]] {
  const [first, ...others] = broken;
  const { origin } = first;
  const isJson = /^\s*[{[]/.test(text);
  const leftOut: Problem[] = [];
  let read = text;
  let current = first;
  while (others.length === 0 && leftOut.length < MOST) {
    const fault = current.problems.find(isRefused);
    const word = fault && (isJson ? quotedWord(read, fault.at.start - origin.offset) : plainWord(read, fault.at.start - origin.offset));
    if (!word) break;
    leftOut.push(missingColon(text, origin, word));
    // A comment ends a block scalar above it, as the key would. In JSON there are none.
    read = without(read, word, isJson ? '' : '#');
    const ordinary = readOrdinary(text, origin, read);
    const [next, ...more] = ordinary instanceof Document ? [ordinary] : readReference(text, origin, read);
    if (!next || more.length > 0) break;
    current = next;
    if (current.problems.some(isRefused)) continue;
    if (!leftOut.every(({ at }) => isInMapping(current.root, at.start - origin.offset, isJson))) break;
    current.problems = [...leftOut, ...current.problems].sort((a, b) => a.at.start - b.at.start);
    return [current];
  }
  return broken;
}

type Word = readonly [start: number, end: number];

function missingColon(text: string, origin: Origin, [start, end]: Word): Problem {
  const said = message`A ${':'} is missing behind ${text.slice(start, end)}.`;
  return { kind: 'refused', at: origin.span(start, end), message: said, isLeftOut: true };
}

/** The text with a word blanked out, as long as it was. */
function without(text: string, [start, end]: Word, instead: string): string {
  return text.slice(0, start) + instead.padEnd(end - start) + text.slice(end);
}

function isRefused({ kind }: Problem): boolean {
  return kind === 'refused';
}

/** The only word of its line, behind dashes at most, with nothing below that belongs to it. */
function plainWord(text: string, at: number): Word | undefined {
  const [before, behind] = linesAround(text, at);
  const start = text.lastIndexOf('\n', at - 1) + 1 + before.length;
  const word = /^[\w./-]+(?=[ \t]*\r?$)/.exec(behind)?.[0];
  if (word === undefined || !/^(?: *- +)* *$/.test(before)) return undefined;
  const [, indentation = '', dash] = /\n(?:[ \t]*(?:#.*)?\r?\n)*( *)(-(?=\s))?[^\s#]/.exec(text.slice(start)) ?? [];
  const isBelow = indentation.length > before.length || (indentation.length === before.length && dash !== undefined);
  return isBelow ? undefined : [start, start + word.length];
}

/** The line around an offset, cut where its first word begins. */
function linesAround(text: string, at: number): readonly [before: string, behind: string] {
  const from = text.lastIndexOf('\n', at - 1) + 1;
  const feed = text.indexOf('\n', from);
  const line = text.slice(from, feed < 0 ? text.length : feed);
  const [before] = /^(?: *- +)* */.exec(line) as RegExpExecArray;
  return [before, line.slice(before.length)];
}

/** A line with nothing but a text that is a key without its colon; the fault is found there or at what follows. */
function quotedWord(text: string, at: number): Word | undefined {
  for (let end = lineEnd(text, at), turn = 0; turn < 3 && end > 0; turn++) {
    const from = text.lastIndexOf('\n', end - 1) + 1;
    const [, before, word] = /^(\s*)("[^"\\:,]*"?)\s*$/.exec(text.slice(from, end)) ?? [];
    if (before !== undefined && word !== undefined) return [from + before.length, from + before.length + word.length];
    end = from - 1;
  }
  return undefined;
}

function lineEnd(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  return feed < 0 ? text.length : feed;
}

/** In JSON, a word among the items of a list is one. */
function isInMapping(root: Node | undefined, at: number, isJson: boolean): boolean {
  if (!isJson) return true;
  let node = root;
  while (node && node.kind !== 'scalar') {
    const inner: Node | undefined = (node.kind === 'list' ? node.items : (node as Mapping).entries.map(({ value }) => value)).find(
      (one) => one.start <= at && at < one.end,
    );
    if (!inner) return node.kind === 'map';
    node = inner;
  }
  return false;
}
