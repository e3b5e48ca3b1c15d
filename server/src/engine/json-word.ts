/** Where in JSON a place lies, in a text that is being typed and therefore broken. */
export interface JsonWord {
  readonly position: 'key' | 'value';
  /** The word around the place, with its quotes as far as they are there. */
  readonly start: number;
  readonly end: number;
  /** The word is a key already: a colon stands behind it. */
  readonly hasColon: boolean;
  /** The commas that are missing in front of it and behind it. */
  readonly before: '' | ',';
  readonly behind: '' | ',';
}

/** What comes next inside a bracket. */
type Expected = 'key' | 'colon' | 'value' | 'comma';

/** Undefined where neither a key nor a value can stand. */
export function jsonWordAt(text: string, at: number): JsonWord | undefined {
  const [start, end] = boundsOf(text, at);
  const place = placeAt(text, start);
  if (!place) return undefined;
  const rest = text.slice(end);
  const hasColon = place.position === 'key' && /^\s*:/.test(rest);
  // What follows without a comma is the next member, which begins with a quote or, in a list, a bracket.
  return { ...place, start, end, hasColon, behind: !hasColon && /^\s*["[{]/.test(rest) ? ',' : '' };
}

/** Texts of JSON end on the line on which they begin, so quotes are counted from there. */
function boundsOf(text: string, at: number): readonly [start: number, end: number] {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const line = text.slice(lineStart, at);
  const opened = [...line.matchAll(/"(?:[^"\\]|\\.)*("|$)/g)].find(({ 1: close, index = 0, 0: all }) => close === '' && index + all.length === line.length);
  if (opened) {
    // A quote further on closes this text only where something follows that can.
    const rest = /^[^"\\\n]*"(?=\s*(?:[:,}\]]|$)|[ \t]*\r?\n)/.exec(text.slice(at))?.[0];
    const word = rest !== undefined && !/[,{}[\]]/.test(rest) ? rest : (/^[\w./-]*/.exec(text.slice(at))?.[0] ?? '');
    return [lineStart + (opened.index ?? 0), at + word.length];
  }
  const before = /[\w./-]*$/.exec(line)?.[0] ?? '';
  return [at - before.length, at + (/^[\w./-]*/.exec(text.slice(at))?.[0].length ?? 0)];
}

function placeAt(text: string, at: number): Pick<JsonWord, 'position' | 'before'> | undefined {
  const open: { readonly isMap: boolean; expected: Expected }[] = [];
  let end = 0;
  for (const { 0: token, index = 0 } of text.slice(0, at).matchAll(/"(?:[^"\\\n]|\\.)*"?|[^\s"{}[\]:,]+|[{}[\]:,]/g)) {
    const inner = open.at(-1);
    if (token === '{' || token === '[') {
      if (inner) inner.expected = 'comma';
      open.push({ isMap: token === '{', expected: token === '{' ? 'key' : 'value' });
    } else if (token === '}' || token === ']') open.pop();
    else if (inner && token === ':') inner.expected = 'value';
    else if (inner && token === ',') inner.expected = inner.isMap ? 'key' : 'value';
    // Of two texts without a colon between them, the second is the next key.
    else if (inner) inner.expected = inner.isMap && inner.expected !== 'value' ? 'colon' : 'comma';
    end = index + token.length;
  }
  const inner = open.at(-1);
  if (!inner) return undefined;
  if (inner.expected === 'key' || inner.expected === 'value') return { position: inner.expected, before: '' };
  // On a line of its own a member begins, whose comma may be missing yet.
  return text.slice(end, at).includes('\n') ? { position: inner.isMap ? 'key' : 'value', before: ',' } : undefined;
}
