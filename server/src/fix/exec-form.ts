/** A shell line as the JSON list of an exec form; undefined where a shell would do more with it than split it at blanks. */
export function execForm(line: string): string | undefined {
  const plain = line.replace(/^exec\s+/, '').trim();
  // Variables, operators, globs, redirections and builtins need the shell.
  if (/[$`|&;<>(){}*?~#\n\\!]/.test(plain) || /^(?:(?:cd|export|source|\.|set|if|for|while|test)(?:\s|$)|\[|\w+=)/.test(plain)) return undefined;
  const words: string[] = [];
  for (const match of plain.matchAll(/"([^"]*)"|'([^']*)'|([^\s"']+)(?=\s|$)/g)) words.push(match[1] ?? match[2] ?? (match[3] as string));
  // Quotes inside a word, such as --name="a b", are not taken apart.
  const rest = plain.replace(/"[^"]*"|'[^']*'|[^\s"']+(?=\s|$)/g, '').trim();
  return rest === '' && words.length > 0 ? `[${words.map((word) => JSON.stringify(word)).join(', ')}]` : undefined;
}
