import { message } from '../text/message';
import type { Document, Mapping, Node, Problem } from './node';
import { readOrdinary } from './ordinary';
import { readReference } from './reference';

/** Who has more of them is not typing a key. */
const MOST = 3;

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
    const [start, end] = word;
    leftOut.push({ kind: 'refused', at: origin.span(start, end), message: message`A ${':'} is missing behind ${text.slice(start, end)}.`, isLeftOut: true });
    // A comment ends a block scalar above it, as the key would. In JSON there are none.
    read = read.slice(0, start) + (isJson ? '' : '#').padEnd(end - start) + read.slice(end);
    const [next, ...more] = [readOrdinary(text, origin, read) ?? readReference(text, origin, read)].flat();
    if (!next || more.length > 0) break;
    current = next;
    if (current.problems.some(isRefused)) continue;
    if (!leftOut.every(({ at }) => isInMapping(current.root, at.start - origin.offset, isJson))) break;
    current.problems = [...leftOut, ...current.problems].sort((a, b) => a.at.start - b.at.start);
    return [current];
  }
  return broken;
}

function isRefused({ kind }: Problem): boolean {
  return kind === 'refused';
}

/** The only word of its line, behind dashes at most, with nothing below that belongs to it. */
function plainWord(text: string, at: number): readonly [start: number, end: number] | undefined {
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
function quotedWord(text: string, at: number): readonly [start: number, end: number] | undefined {
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
