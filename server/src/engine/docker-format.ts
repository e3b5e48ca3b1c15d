import type { Dockerfile, Instruction } from '../docker/dockerfile';
import { INSTRUCTIONS } from '../model/docker/grammar';
import type { Edit } from '../text/edit';

/**
 * Puts instructions at the start of their lines, lines that go on behind a blank, and takes blanks away at the ends of lines.
 * Nothing is moved inside quotes and here-documents, where blanks count, and deeper indentation is left as people chose it.
 * (dockerfile-utils formats too, but changes the blanks inside quotes that span lines, and makes all indentation the same.)
 */
export function formatDockerfile(dockerfile: Dockerfile, indent: string): Edit[] {
  const { file, text, instructions, comments, templated } = dockerfile;
  if (templated) return [];
  const edits: Edit[] = [];
  const replace = (start: number, end: number, by: string) => {
    if (text.slice(start, end) !== by) edits.push({ at: { file, start, end }, text: by });
  };
  const notes = new Set(comments.map(({ at }) => at.start));
  let done = 0;
  for (const instruction of instructions) {
    const { at, heredocs, trigger } = instruction;
    trimLines(text, done, at.start, replace);
    if (!INSTRUCTIONS.includes(instruction.keyword)) {
      done = lineEnd(text, at.end);
      continue;
    }
    const start = lineStart(text, at.start);
    if (start >= done) replace(start, at.start, '');
    const end = (heredocs[0] ?? trigger?.heredocs[0])?.body.at.start ?? at.end;
    const quote = formatLines(dockerfile, instruction, end, notes, indent, replace);
    // Blanks behind a quote that nothing closes are part of the word.
    done = quote === '' ? at.end : lineEnd(text, at.end);
  }
  trimLines(text, done, text.length, replace);
  return edits;
}

type Replace = (start: number, end: number, by: string) => void;

/** Takes blanks away at the ends of lines that lie between two places. */
function trimLines(text: string, from: number, to: number, replace: Replace): void {
  for (let start = from; start < to; ) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 || feed > to ? to : feed;
    trimEnd(text, start, end, replace);
    start = end + 1;
  }
}

function trimEnd(text: string, start: number, to: number, replace: Replace): void {
  let end = to;
  if (text[end - 1] === '\r') end--;
  let kept = end;
  while (kept > start && (text[kept - 1] === ' ' || text[kept - 1] === '\t')) kept--;
  // What is left of the last line lies in front of an instruction.
  if (!/^(?:\r?\n|$)/.test(text.slice(to, to + 2))) return;
  // A backslash that continues no line takes the blank behind it for a letter.
  if (/(?:[\\`]{2}|^[\\`])$/.test(text.slice(kept - 2, kept)) || (to === text.length && /[\\`]/.test(text[kept - 1] ?? ''))) return;
  replace(kept, end, '');
}

/** The lines of an instruction, and the quote that is open behind them. Lines below the first are indented, unless a quote is open or they are indented already. */
function formatLines({ text, escape }: Dockerfile, { at }: Instruction, to: number, notes: ReadonlySet<number>, indent: string, replace: Replace): string {
  let quote = '';
  // Docker joins lines as they are: where no blank stands in front of the backslash, the word goes on.
  let isParted = false;
  for (let start = at.start; start < to; ) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 || feed > to ? to : feed;
    const isFirst = start === at.start;
    const isNote = !isFirst && (notes.has(start) || /^[ \t]*#/.test(text.slice(start, end)));
    const isEmpty = /^\s*$/.test(text.slice(start, end));
    if (isParted && !isNote && !isEmpty && quote === '' && !/[ \t]/.test(text[start] as string)) replace(start, start, indent);
    if (!isNote && !isEmpty) {
      const line = text.slice(start, end).trimEnd();
      quote = quoteAfter(line, quote, escape);
      // A line of the backslash alone changes nothing.
      if (line !== escape) isParted = line.endsWith(escape) && /(?:^|[^\\`])[ \t]$/.test(line.slice(0, -1));
    }
    if (quote === '') trimEnd(text, start, end, replace);
    start = end + 1;
  }
  return quote;
}

/** The quote that is open at the end of a line. */
function quoteAfter(line: string, before: string, escape: string): string {
  let quote = before;
  for (let at = 0; at < line.length; at++) {
    const character = line[at] as string;
    if (quote === "'") {
      if (character === "'") quote = '';
    } else if (character === escape) at++;
    else if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
  }
  return quote;
}

function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed < 0 ? text.length : feed;
}

function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  // The mark of the encoding is no blank.
  return start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start;
}
