import type { Located } from '../text/span';
import type { LogicalLine } from './logical-line';

/**
 * The exec form: a JSON list of strings and nothing behind it. Undefined where it is anything else, because Docker then
 * silently takes the whole text for a shell command.
 */
export function readExecForm(line: LogicalLine, from: number): Located<string>[] | undefined {
  const text = line.text.slice(from);
  if (!text.startsWith('[')) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // Not JSON, so it is the shell form: that is Docker's rule and no failure.
    return undefined;
  }
  if (!Array.isArray(parsed) || !parsed.every((item) => typeof item === 'string')) return undefined;
  const items: Located<string>[] = [];
  // The text is a valid list of strings, so every string literal in it is an item.
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"/g)) {
    const start = from + match.index;
    items.push({ value: JSON.parse(match[0]) as string, at: line.span(start, start + match[0].length) });
  }
  return items;
}
