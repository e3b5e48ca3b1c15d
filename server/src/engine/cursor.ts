import { buildDocument, type SourceDocument, type Surroundings } from '../model/document';
import { buildObject, type KubeObject } from '../model/object';
import type { Span } from '../text/span';
import type { Mapping, Node, Scalar } from '../yaml/node';
import { readYaml } from '../yaml/read';
import { splitDocuments } from '../yaml/split';
import { Value } from '../yaml/value';
import { jsonWordAt } from './json-word';

/**
 * Where in YAML a place lies, in a text that is being typed and therefore broken. It is found by putting a placeholder
 * in the place of the word at the cursor and reading the document again: the tree then says where the placeholder is.
 */
export interface Cursor {
  /**
   * `key`: the name of a field is typed. `value`: what stands behind a key, or a further item of a list of words.
   * `open`: nothing else stands there yet (`- wo|`, or a line of its own below a key), so it may become either.
   */
  readonly position: 'key' | 'value' | 'open';
  /** What is typed of it, from its start to the cursor. */
  readonly typed: string;
  /** The whole word or value around the cursor: what a completion replaces. */
  readonly word: Span;
  /** The word is a key already: a colon stands behind it. */
  readonly hasColon: boolean;
  /** The mapping that the key belongs to, or that holds the key of the value; undefined for an item of a list of words. */
  readonly map: Value | undefined;
  /** The other keys of that mapping. */
  readonly siblings: readonly string[];
  /** Of a value: its key. */
  readonly key: string | undefined;
  /** The way from the root of the document: to the mapping for a key, to the value for a value. */
  readonly path: readonly (string | number)[];
  /** The innermost object around, by its apiVersion and kind; also in a document that is not one for certain, such as a patch. */
  readonly object: KubeObject | undefined;
  /** The way from that object; equals `path` where there is none. */
  readonly way: readonly (string | number)[];
  /** The column at which the keys of the mapping stand. */
  readonly column: number;
  /** Between braces or brackets. */
  readonly flow: boolean;
  /** In a file of JSON. */
  readonly json: boolean;
  /** What must stand behind a member that is added here. */
  readonly behind: '' | ',';
  /** The document with the placeholder in it, and what it was taken for. */
  readonly document: SourceDocument;
}

/** A name that nobody types, made of letters so that it reads as a plain scalar wherever one can stand. */
const PLACEHOLDER = 'SeaworthyCursorPlaceholder';

/** Undefined where no key or value can stand: in a comment, a block scalar, between two documents, or where too much is broken. */
export function readCursor(file: string, text: string, offset: number, surroundings: Surroundings): Cursor | undefined {
  const [from, to] = documentAround(text, offset);
  const own = text.slice(from, to);
  const at = offset - from;
  if (/\.json$/i.test(file)) return readInJson({ file, text: own, offset: from, at, surroundings });
  const start = at - (/[\w./-]*$/.exec(own.slice(own.lastIndexOf('\n', at - 1) + 1, at))?.[0].length ?? 0);
  const end = at + (/^[\w./-]*/.exec(own.slice(at))?.[0].length ?? 0);
  // A dash in front of the word is the mark of a list item, not a part of it.
  const first = start + (/^(?:-(?=[^\w-]|$))+/.exec(own.slice(start, end))?.[0].length ?? 0);
  if (first > at || /^---(?:\s|$)/.test(own.slice(own.lastIndexOf('\n', at - 1) + 1))) return undefined;
  const hasColon = /^[ \t]*:(?:[ \t]|\r?$)/m.test(own.slice(end).split('\n')[0] ?? '');
  const place: Place = { file, text: own, offset: from, start: first, end, at, hasColon, surroundings };
  return readWith(place, hasColon ? PLACEHOLDER : `${PLACEHOLDER}: `, asKey) ?? readWith(place, PLACEHOLDER, asValue);
}

/** JSON says by its signs whether a key or a value is typed. */
function readInJson(around: Omit<Place, 'start' | 'end' | 'hasColon'>): Cursor | undefined {
  const word = jsonWordAt(around.text, around.at);
  if (!word) return undefined;
  const isKey = word.position === 'key';
  const inserted = `${word.before}"${PLACEHOLDER}"${isKey && !word.hasColon ? ': 0' : ''}${word.behind}`;
  const cursor = readWith({ ...around, ...word }, inserted, isKey ? asKey : asValue);
  const { file, offset, text, at } = around;
  const replaced = { file, start: offset + word.start, end: offset + word.end };
  return cursor && { ...cursor, position: word.position, typed: text.slice(word.start, at), word: replaced, json: true, flow: true, behind: word.behind };
}

interface Place {
  readonly file: string;
  /** The text of the document, and where it begins in the file. */
  readonly text: string;
  readonly offset: number;
  /** The word around the cursor, and the cursor, relative to the document. */
  readonly start: number;
  readonly end: number;
  readonly at: number;
  readonly hasColon: boolean;
  readonly surroundings: Surroundings;
}

type Found = Pick<Cursor, 'position' | 'map' | 'key' | 'column' | 'flow'> & { readonly value: Value; readonly typedFrom: number; readonly wordEnd: number };

/** Reads the document with another text, which holds the placeholder, in the place of the word, and lets `find` say what became of it. */
function readWith(place: Place, inserted: string, find: (root: Value, place: Place) => Found | undefined): Cursor | undefined {
  const { file, text, start, end, surroundings } = place;
  for (const source of readYaml(file, text.slice(0, start) + inserted + text.slice(end)).documents) {
    const root = Value.root(source);
    const isBroken = source.problems.some(({ kind, at: where }) => kind === 'refused' && where.start <= start + PLACEHOLDER.length + 1 && where.end >= start);
    const found = root && !isBroken ? find(root, place) : undefined;
    if (!found) continue;
    return toCursor(found, place, buildDocument(file, source, surroundings));
  }
  return undefined;
}

function toCursor(found: Found, { file, text, offset, at, hasColon }: Place, document: SourceDocument): Cursor {
  const { value, map, typedFrom, wordEnd, ...rest } = found;
  const path = wayTo(value);
  const object = objectAround(map ?? value);
  return {
    ...rest,
    map,
    typed: text.slice(typedFrom, at),
    word: { file, start: offset + typedFrom, end: offset + wordEnd },
    hasColon,
    json: false,
    behind: '',
    siblings: map?.fields().flatMap(({ name }) => (name === PLACEHOLDER || name === found.key ? [] : [name])) ?? [],
    path,
    object,
    way: object ? path.slice(wayTo(object.value).length) : path,
    document,
  };
}

function asKey(root: Value, { text, start, end, hasColon }: Place): Found | undefined {
  const map = search(root, (value) => (value.get(PLACEHOLDER) ? value : undefined), start);
  if (!map) return undefined;
  const node = map.node as Mapping;
  const isAlone = node.entries.length === 1 && !hasColon && map.parent !== undefined && text[node.start] !== '{';
  const column = node.flow ? start : columnOf(text, start);
  return { position: isAlone ? 'open' : 'key', map, value: map, key: undefined, column, flow: isFlow(map), typedFrom: start, wordEnd: end };
}

function asValue(root: Value, { text, start, end }: Place): Found | undefined {
  const value = search(root, (one) => (one.node.kind === 'scalar' && one.node.source.includes(PLACEHOLDER) ? one : undefined), start);
  const node = value?.node as Scalar | undefined;
  // A text over several lines is no word that could be completed.
  if (!value || !node || node.style > 2 || node.source.includes('\n') || value.parent === undefined) return undefined;
  const map = value.entry ? value.parent : undefined;
  const typedFrom = node.start;
  return {
    position: 'value',
    map,
    value,
    key: typeof value.step === 'string' ? value.step : undefined,
    column: columnOf(text, value.entry?.key.start ?? typedFrom),
    flow: isFlow(value.parent),
    typedFrom,
    wordEnd: node.end - PLACEHOLDER.length + (end - start),
  };
}

/** Descends to the node around an offset; the first answer of `test` on the way counts. */
function search(value: Value, test: (value: Value) => Value | undefined, offset: number): Value | undefined {
  const found = test(value);
  if (found) return found;
  const inner = value.kind === 'list' ? value.items() : value.kind === 'map' ? value.fields().map((field) => field.value) : [];
  for (const one of inner) {
    if (!holds(one.node, offset)) continue;
    const deeper = search(one, test, offset);
    if (deeper) return deeper;
  }
  return undefined;
}

function holds(node: Node, offset: number): boolean {
  return node.start <= offset && offset <= node.end + PLACEHOLDER.length;
}

function objectAround(value: Value): KubeObject | undefined {
  for (let up: Value | undefined = value; up; up = up.parent) {
    const object = up.kind === 'map' ? buildObject(up) : undefined;
    if (object) return object;
  }
  return undefined;
}

function wayTo(value: Value): (string | number)[] {
  return value.parent && value.step !== undefined ? [...wayTo(value.parent), value.step] : [];
}

function isFlow(value: Value): boolean {
  for (let up: Value | undefined = value; up; up = up.parent) if (up.node.kind !== 'scalar' && up.node.flow) return true;
  return false;
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function documentAround(text: string, offset: number): readonly [from: number, to: number] {
  const cuts = splitDocuments(text) ?? [0, text.length];
  const index = cuts.findLastIndex((cut, position) => cut <= offset && position < cuts.length - 1);
  return [cuts[index] ?? 0, cuts[index + 1] ?? text.length];
}
