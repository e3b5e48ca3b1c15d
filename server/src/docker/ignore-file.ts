import type { Span } from '../text/span';

/** A `.dockerignore`: what of a build context the builder never sees. */
export interface IgnoreFile {
  readonly file: string;
  readonly text: string;
  readonly patterns: readonly IgnorePattern[];
  /** Patterns that the builder refuses, and the build with them. */
  readonly refused: readonly Span[];
}

export interface IgnorePattern {
  /** As written, without `!` and without slashes at its ends. */
  readonly text: string;
  /** It brings back what an earlier pattern took away. */
  readonly negated: boolean;
  readonly at: Span;
}

/** Reads a `.dockerignore` (github.com/moby/patternmatcher/ignorefile). */
export function readIgnoreFile(file: string, text: string): IgnoreFile {
  const patterns: IgnorePattern[] = [];
  const refused: Span[] = [];
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (const line of text.slice(start).split('\n')) {
    const content = line.trim();
    if (content !== '' && !line.startsWith('#')) {
      const at = start + line.indexOf(content);
      const negated = content.startsWith('!');
      const pattern = clean(negated ? content.slice(1).trim() : content);
      if (content === '!' || !isGlob(pattern)) refused.push({ file, start: at, end: at + content.length });
      else if (pattern !== '') patterns.push({ text: pattern, negated, at: { file, start: at, end: at + content.length } });
    }
    start += line.length + 1;
  }
  return { file, text, patterns, refused };
}

/** The last pattern that decides about a path of the context; undefined where none does. A folder's pattern counts for all below it. */
export function decidingPattern({ patterns }: IgnoreFile, path: string): IgnorePattern | undefined {
  const parts = clean(path).split('/');
  const ways = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  return patterns.findLast((pattern) => ways.some((way) => matches(pattern.text, way)));
}

/** Longer patterns and paths than this are looked at by nobody; matching costs the product of both. */
const MAX_LENGTH = 1000;

/** Whether a pattern covers a whole path: `*` and `?` stay inside a folder, `**` goes through any number of them. */
export function matches(pattern: string, path: string): boolean {
  if (pattern.length > MAX_LENGTH || path.length > MAX_LENGTH) return false;
  // ends[j]: the part of the pattern so far covers the first j characters of the path.
  let ends: boolean[] = Array.from({ length: path.length + 1 }, (_, index) => index === 0);
  for (let at = 0; at < pattern.length; ) {
    const { length, covers, repeats, folders } = tokenAt(pattern, at);
    const next: boolean[] = new Array<boolean>(path.length + 1).fill(false);
    let begun = false;
    for (let end = 0; end <= path.length; end++) {
      begun ||= ends[end] === true;
      const last = path[end - 1];
      // `**/` stands for whole folders, or for none.
      if (folders) next[end] = ends[end] === true || (begun && last === '/');
      else if (repeats) next[end] = ends[end] === true || (last !== undefined && next[end - 1] === true && covers(last));
      else next[end] = last !== undefined && ends[end - 1] === true && covers(last);
    }
    ends = next;
    at += length;
  }
  return ends[path.length] === true;
}

interface Token {
  readonly length: number;
  readonly repeats: boolean;
  readonly folders?: true;
  readonly covers: (character: string) => boolean;
}

function tokenAt(pattern: string, at: number): Token {
  const character = pattern[at] as string;
  if (pattern.startsWith('**', at))
    return pattern[at + 2] === '/' ? { length: 3, repeats: true, folders: true, covers: () => true } : { length: 2, repeats: true, covers: () => true };
  if (character === '*') return { length: 1, repeats: true, covers: (other) => other !== '/' };
  if (character === '?') return { length: 1, repeats: false, covers: (other) => other !== '/' };
  const set = character === '[' ? /^\[(\^?)((?:\\.|[^\]\\])+)\]/.exec(pattern.slice(at)) : null;
  if (set) return { length: set[0].length, repeats: false, covers: (other) => other !== '/' && isIn(set[2] as string, other) !== (set[1] === '^') };
  if (character === '\\' && at + 1 < pattern.length) return { length: 2, repeats: false, covers: (other) => other === pattern[at + 1] };
  return { length: 1, repeats: false, covers: (other) => other === character };
}

function isIn(set: string, character: string): boolean {
  for (const range of set.matchAll(/\\?([\s\S])(?:-\\?([\s\S]))?/g)) {
    if ((range[1] as string) <= character && character <= (range[2] ?? (range[1] as string))) return true;
  }
  return false;
}

/** Whether Go's filepath.Match takes a pattern: brackets are closed and hold something, and a backslash stands before a letter. */
function isGlob(pattern: string): boolean {
  for (let at = 0; at < pattern.length; at++) {
    if (pattern[at] === '\\' && ++at >= pattern.length) return false;
    if (pattern[at] !== '[' || pattern[at - 1] === '\\') continue;
    const set = /^\[\^?(?:(?:\\[\s\S]|[^\]\\-])(?:-(?:\\[\s\S]|[^\]\\-]))?)+\]/.exec(pattern.slice(at, at + MAX_LENGTH));
    if (!set) return false;
    at += set[0].length - 1;
  }
  return true;
}

/** A path without `.` and `..`, and without slashes at its ends. */
function clean(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
