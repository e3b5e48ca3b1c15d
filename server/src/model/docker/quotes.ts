/** Where a quote in a Dockerfile word begins that nothing closes; undefined where all are closed. */
export function unclosedQuote(source: string, escape: string): number | undefined {
  let open = -1;
  for (let at = 0; at < source.length; at++) {
    const character = source[at] as string;
    if (open >= 0 && source[open] === "'") {
      if (character === "'") open = -1;
    } else if (character === escape) at++;
    else if (open >= 0) {
      if (character === '"') open = -1;
    } else if (character === '"' || character === "'") open = at;
  }
  return open < 0 ? undefined : open;
}

/**
 * The list of strings that a text in brackets was meant to be: words in single, curly or no quotes, or in two of different kinds, commas missing or
 * too many, the closing bracket forgotten, backslashes of Windows paths. Undefined where it cannot be told.
 */
export function meantList(text: string): string[] | undefined {
  const items: string[] = [];
  let at = 1;
  for (;;) {
    at += /^[\s,]*/.exec(text.slice(at))?.[0].length ?? 0;
    if (at >= text.length) return items.length > 0 ? items : undefined;
    if (text[at] === ']') return /^\]\s*$/.test(text.slice(at)) && items.length > 0 ? items : undefined;
    const match = /^(?:"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|[“”]([^“”]*)[“”]|[‘’]([^‘’]*)[‘’]|([^\s,'"“”‘’[\]]+)|["']?([\w./:=@%+-]+)["']?)(?=[\s,\]]|$)/.exec(
      text.slice(at),
    );
    if (!match) return undefined;
    items.push(match[1] === undefined ? (match.slice(2).find((group) => group !== undefined) ?? '') : unescape(match[1]));
    at += match[0].length;
  }
}

/** The string that a JSON literal holds; where its escapes are none of JSON's, backslashes are meant as they stand. */
function unescape(inner: string): string {
  try {
    return JSON.parse(`"${inner}"`) as string;
  } catch {
    return inner.replace(/\\"/g, '"');
  }
}

/** A list in exec form, as people write it. */
export function writeList(items: readonly string[]): string {
  return `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;
}
