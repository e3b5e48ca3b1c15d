/**
 * The templates of all messages in a TypeScript source: each `message` literal with its holes numbered, as
 * `text/message.ts` makes them. Reads the source as text, so that messages are found that no test happens to say.
 */
export function messagesIn(source: string): string[] {
  const templates: string[] = [];
  for (let at = source.indexOf('message`'); at >= 0; at = source.indexOf('message`', at + 8)) {
    if (/[\w.]/.test(source[at - 1] ?? '')) continue;
    templates.push(readTemplate(source, at + 8));
  }
  return templates;
}

function readTemplate(source: string, from: number): string {
  let template = '';
  let hole = 0;
  for (let at = from; at < source.length; at++) {
    const character = source[at];
    if (character === '\\') template += source[++at];
    else if (character === '`') return template;
    else if (character === '$' && source[at + 1] === '{') {
      template += `{${hole++}}`;
      at = endOfHole(source, at + 2);
    } else template += character;
  }
  throw new Error('a message literal does not end');
}

/** The place of the brace that closes a hole; braces, strings and templates inside it are passed over. */
function endOfHole(source: string, from: number): number {
  let depth = 1;
  for (let at = from; at < source.length; at++) {
    const character = source[at] as string;
    if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at;
    else if (character === "'" || character === '"') at = source.indexOf(character, at + 1);
    else if (character === '`') {
      for (at++; source[at] !== '`'; at++) {
        if (source[at] === '\\') at++;
        else if (source[at] === '$' && source[at + 1] === '{') at = endOfHole(source, at + 2);
      }
    }
  }
  throw new Error('a hole in a message literal does not end');
}
