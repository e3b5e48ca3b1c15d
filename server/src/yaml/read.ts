import { message } from '../text/message';
import { Origin } from '../text/span';
import { readOrdinaryWithoutHalfTyped, readWithoutHalfTyped } from './half-typed';
import { Document } from './node';
import { readOrdinary } from './ordinary';
import { readReference } from './reference';
import { isCut, splitDocuments } from './split';

/** Longest document that is read at all, in UTF-16 units. */
export const MAX_DOCUMENT = 16 * 1024 * 1024;

/** The documents of a YAML text, in order; empty ones (no content) included. Never throws. */
export interface YamlText {
  readonly text: string;
  readonly documents: readonly Document[];
  /** What was read from each part of the text: one document as a rule, more where `yaml` sees a further cut in it. Undefined where it was read as a whole. */
  readonly parts?: readonly Part[];
}

type Part = readonly [Document, ...Document[]];

/**
 * Reads a YAML text as Kubernetes does: each document by the one-pass reader or, where that declines, by `yaml`.
 * Documents that stand unchanged in `before` are kept as they are; only their origin moves with the text.
 */
export function readYaml(file: string, text: string, before?: YamlText): YamlText {
  if (before?.text === text) return before;
  const known = before?.parts ?? [];
  const above = before ? countAbove(text, before, known) : 0;
  const below = before ? countBelow(text, before, known, above) : 0;
  const shift = text.length - (before?.text.length ?? 0);
  const start = offsetOf(known, above);
  const end = below === 0 ? text.length : offsetOf(known, known.length - below) + shift;
  // Where parts are only taken away, there is nothing to read between the others.
  const cuts = above > 0 && start === end ? [] : splitDocuments(text.slice(start, end));
  if (!cuts) return { text, documents: readReference(text, new Origin(file)) };
  const middle = readParts(file, text, start, cuts, known.slice(above, known.length - below));
  const rest = known.slice(known.length - below);
  if (shift !== 0) for (const [{ origin }] of rest) origin.offset += shift;
  const parts = [...known.slice(0, above), ...middle, ...rest];
  return { text, documents: parts.flat(), parts };
}

/** Reads the parts between `cuts`, which count from `start`; parts with a text that is `known` are taken from there. */
function readParts(file: string, text: string, start: number, cuts: readonly number[], known: readonly Part[]): Part[] {
  const kept = new Map<string, Part[]>();
  for (const part of known) {
    const same = kept.get(part[0].text);
    if (same) same.push(part);
    else kept.set(part[0].text, [part]);
  }
  const parts: Part[] = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const offset = start + (cuts[i] as number);
    const own = text.slice(offset, start + (cuts[i + 1] as number));
    const part = kept.get(own)?.shift();
    if (part) part[0].origin.offset = offset;
    // A slice would keep this text alive as a whole, and with many edits one text for each.
    parts.push(part ?? readDocument(known.length > 0 ? copyOf(own) : own, new Origin(file, offset)));
  }
  return parts;
}

/** How many of the parts that are known stand before everything that an edit changed. */
function countAbove(text: string, before: YamlText, known: readonly Part[]): number {
  const same = largest(Math.min(text.length, before.text.length), (length) => text.slice(0, length) === before.text.slice(0, length));
  let count = largest(known.length - 1, (index) => offsetOf(known, index) <= same);
  while (count > 0 && !isCut(text, offsetOf(known, count))) count--;
  return count;
}

/** How many of the parts that are known, without those `above`, stand behind everything that an edit changed. */
function countBelow(text: string, before: YamlText, known: readonly Part[], above: number): number {
  const start = offsetOf(known, above);
  const shift = text.length - before.text.length;
  const mostSame = Math.min(text.length, before.text.length) - start;
  const same = largest(mostSame, (length) => text.slice(text.length - length) === before.text.slice(before.text.length - length));
  let count = largest(known.length - above - 1, (most) => offsetOf(known, known.length - most) >= before.text.length - same);
  while (count > 0 && !isCut(text, offsetOf(known, known.length - count) + shift)) count--;
  return count;
}

function offsetOf(parts: readonly Part[], index: number): number {
  return parts[index]?.[0].origin.offset ?? 0;
}

/** The largest number up to `most` that holds, where all smaller ones hold too; 0 where none does. V8 compares slices faster than characters. */
function largest(most: number, holds: (number: number) => boolean): number {
  let low = 0;
  for (let high = most; low < high; ) {
    const middle = (low + high + 1) >> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function copyOf(text: string): string {
  const copy = new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text));
  return copy === text ? copy : text;
}

/** Reads one document by `yaml` only: the reference that the one-pass reader is tested against. */
export function readByReference(file: string, text: string): YamlText {
  return { text, documents: readReference(text, new Origin(file)) };
}

function readDocument(text: string, origin: Origin): Part {
  if (text.length > MAX_DOCUMENT) return [tooLarge(text, origin)];
  const ordinary = readOrdinary(text, origin);
  const quick = ordinary instanceof Document ? ordinary : readOrdinaryWithoutHalfTyped(text, origin, ordinary);
  const documents: Part = quick ? [quick] : readWithoutHalfTyped(text, readReference(text, origin));
  const stray = straySeparator(text);
  const [first] = documents;
  if (first && stray >= 0) {
    const said = message`kubectl takes ${'---'} at the start of a line for a separator, and allows only a comment behind it.`;
    first.problems = [...first.problems, { kind: 'strict', at: first.span(stray, stray + 3), message: said }];
  }
  const control = controlCharacter(text);
  if (first && control >= 0) {
    const code = `U+${text.charCodeAt(control).toString(16).toUpperCase().padStart(4, '0')}`;
    first.problems = [
      ...first.problems,
      { kind: 'refused', at: first.span(control, control + 1), message: message`YAML takes no control characters; here is ${code}.` },
    ];
  }
  return documents;
}

/** What go-yaml refuses wherever it stands, in a comment too ("control characters are not allowed", readerc.go). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const CONTROL = /[\0-\x08\v\f\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

/** JSON is read by another reader, which has its own word for what stands in its strings. */
function controlCharacter(text: string): number {
  const found = text.search(CONTROL);
  return found >= 0 && /^\s*\{/.test(text) ? -1 : found;
}

const STRAY_SEPARATOR = /^---(?=.*\S)(?!\s*#)/m;

/** A line that kubectl refuses with "invalid Yaml document separator" (apimachinery, util/yaml/decoder.go). */
function straySeparator(text: string): number {
  return text.startsWith('---') || text.includes('\n---') ? text.search(STRAY_SEPARATOR) : -1;
}

function tooLarge(text: string, origin: Origin): Document {
  const document = new Document(text, origin);
  const said = message`This document has ${text.length} characters; Seaworthy reads at most ${MAX_DOCUMENT}.`;
  document.problems = [{ kind: 'disliked', at: document.span(0, 1), message: said }];
  return document;
}
