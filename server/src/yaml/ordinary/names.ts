import { resolvePlain } from '../scalar';

/** Names seen before, by their hash, so that one key has one string however often it is written. */
const NAMES: string[] = new Array(4096).fill('');

/** The name of the plain key at `from..to` of a text; a key that is no string gets a NUL in front. */
export function internedName(text: string, from: number, to: number, hash: number): string {
  const slot = (hash ^ (hash >>> 12)) & 4095;
  const known = NAMES[slot] as string;
  const length = to - from;
  if (known.length === length && length > 0) {
    let i = 0;
    while (i < length && known.charCodeAt(i) === text.charCodeAt(from + i)) i++;
    if (i === length) return known;
  }
  const name = text.slice(from, to);
  const value = resolvePlain(name);
  if (typeof value !== 'string') return `\0${value}`;
  if (length >= 64) return name;
  const copy = detached(name);
  NAMES[slot] = copy;
  return copy;
}

/** A copy that does not keep the file alive: V8 slices of 13 characters and more point into their parent. */
export function detached(text: string): string {
  return text.length < 13 ? text : (JSON.parse(JSON.stringify(text)) as string);
}
