import type { Assignment, Heredoc, Instruction, Word } from './dockerfile';
import { readExecForm } from './exec-form';
import type { LogicalLine } from './logical-line';
import type { Line, TakenLine } from './read';
import { endOfWord, pastBlanks, readFlags, readWords, unquote } from './words';

/** Instructions whose arguments may be written as a JSON list. */
const EXEC_FORM = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'COPY', 'ADD', 'VOLUME', 'SHELL', 'HEALTHCHECK']);
const WITH_HEREDOC = new Set(['RUN', 'COPY', 'ADD']);

interface ReadInstruction {
  readonly instruction: Instruction;
  /** Index of the line behind the instruction and its heredocs. */
  readonly next: number;
  /** A heredoc whose delimiter never comes. */
  readonly unterminated: Heredoc | undefined;
}

export function readInstruction(taken: TakenLine, lines: readonly Line[], escape: string): ReadInstruction {
  const heredocs: Heredoc[] = [];
  const { next, unterminated, end } = readHeredocs(taken, lines, escape, heredocs);
  const gaps = taken.gaps.map(({ start, end: stop }) => ({ file: taken.file, start, end: stop }));
  const instruction = parse(taken.line, 0, escape, { heredocs, gaps, file: taken.file, end });
  return { instruction, next, unterminated };
}

interface Context {
  readonly file: string;
  readonly heredocs: readonly Heredoc[];
  readonly gaps: Instruction['gaps'];
  readonly end: number;
}

/** `ONBUILD ONBUILD …` is refused anyway; a line of thousands of them must not exhaust the stack. */
const MAX_TRIGGERS = 4;

function parse(line: LogicalLine, from: number, escape: string, context: Context, depth = 0): Instruction {
  const { text } = line;
  const keywordEnd = /^[^ \t\v\f\r\n]*/.exec(text.slice(from))?.[0].length ?? 0;
  const keyword = text.slice(from, from + keywordEnd).toUpperCase();
  const keywordAt = line.span(from, from + keywordEnd);
  const behind = pastBlanks(text, from + keywordEnd);
  // BuildKit takes flags off every instruction, also off those that know none (parser/split_command.go).
  const { flags, end: start } = readFlags(line, behind, escape);
  const stop = text.trimEnd().length;
  const value = text.slice(start, Math.max(start, stop));
  const rest = { value, at: line.span(start, Math.max(start, stop)) };
  const words = readWords(line, start, escape);
  const trigger = keyword === 'ONBUILD' && value !== '' && depth < MAX_TRIGGERS ? parse(line, start, escape, context, depth + 1) : undefined;
  // HEALTHCHECK has its own keyword in front of the command: `HEALTHCHECK CMD ["…"]`.
  const commandAt = keyword === 'HEALTHCHECK' ? pastBlanks(text, start + (words[0]?.source.length ?? 0)) : start;
  const json = EXEC_FORM.has(keyword) ? readExecForm(line, commandAt) : undefined;
  const legacy = (keyword === 'ENV' || keyword === 'LABEL') && words.length > 0 && !words[0]?.source.includes('=');
  return {
    keyword,
    keywordAt,
    at: { file: context.file, start: keywordAt.start, end: context.end },
    flags,
    words,
    rest,
    json,
    heredocs: context.heredocs,
    trigger,
    assignments: readAssignments(keyword, line, start, words, legacy, escape),
    legacy,
    gaps: context.gaps,
    spanOfRest: (a, b) => line.span(start + a, start + b),
  };
}

function readAssignments(keyword: string, line: LogicalLine, start: number, words: readonly Word[], legacy: boolean, escape: string): Assignment[] {
  if (keyword !== 'ENV' && keyword !== 'LABEL' && keyword !== 'ARG') return [];
  const [first] = words;
  if (legacy && first) {
    // `ENV key the rest of the line`: everything behind the key is the value.
    const valueStart = pastBlanks(line.text, start + first.source.length);
    const source = line.text.slice(valueStart).trimEnd();
    const value = { value: source, source, at: line.span(valueStart, valueStart + source.length) };
    return [{ name: { value: first.value, at: first.at }, value: source === '' ? undefined : value }];
  }
  let at = start;
  return words.map((word) => {
    at = pastBlanks(line.text, at);
    const wordStart = at;
    at = endOfWord(line.text, at, escape);
    const equals = word.source.indexOf('=');
    if (equals < 0) return { name: { value: word.value, at: word.at }, value: undefined };
    const source = word.source.slice(equals + 1);
    return {
      name: { value: unquote(word.source.slice(0, equals), escape), at: line.span(wordStart, wordStart + equals) },
      value: { value: unquote(source, escape), source, at: line.span(wordStart + equals + 1, wordStart + word.source.length) },
    };
  });
}

const HEREDOC = /^\d*<<(-?)(?:"([^"<]+)"|'([^'<]+)'|([^\s"'<]+))$/;

function readHeredocs(
  taken: TakenLine,
  lines: readonly Line[],
  escape: string,
  into: Heredoc[],
): { next: number; end: number; unterminated: Heredoc | undefined } {
  const { line, file, source } = taken;
  let { next, end } = taken;
  let unterminated: Heredoc | undefined;
  const keyword = /^(?:ONBUILD\s+)?(\S+)/i.exec(line.text)?.[1]?.toUpperCase() ?? '';
  if (!WITH_HEREDOC.has(keyword) || !line.text.includes('<<')) return { next, end, unterminated };
  for (const word of readWords(line, 0, escape)) {
    const match = HEREDOC.exec(word.source);
    if (!match || unterminated) continue;
    const name = (match[2] ?? match[3] ?? match[4]) as string;
    const strips = match[1] === '-';
    const first = next;
    while (next < lines.length && delimiterOf(lines[next] as Line, strips) !== name) next++;
    const start = lines[first]?.start ?? end;
    const stop = lines[next]?.start ?? source.length;
    const body = { value: source.slice(start, Math.max(start, stop)), at: { file, start, end: Math.max(start, stop) } };
    const heredoc = { name, at: word.at, body, expands: match[4] !== undefined };
    if (next < lines.length) {
      end = (lines[next] as Line).end;
      next++;
    } else {
      end = source.length;
      unterminated = heredoc;
    }
    into.push(heredoc);
  }
  return { next, end, unterminated };
}

function delimiterOf(line: Line, strips: boolean): string {
  return strips ? line.text.replace(/^\t+/, '') : line.text;
}
