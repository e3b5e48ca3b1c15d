import type { Located } from '../text/span';
import type { Directive, Dockerfile, DockerfileProblem, Instruction } from './dockerfile';
import { readInstruction } from './instruction';
import { LogicalLine } from './logical-line';
import { readStages } from './stages';

/** Every instruction that BuildKit knows (Dockerfile reference, frontend 1.24). */
export const INSTRUCTIONS: readonly string[] = [
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
];

/** Reads a Dockerfile. Never throws; what BuildKit's parser would refuse stands in `problems`. */
export function readDockerfile(file: string, text: string): Dockerfile {
  const lines = readLines(text);
  const { directives, escape, first } = readDirectives(file, lines);
  const comments: Located<string>[] = [];
  const instructions: Instruction[] = [];
  const problems: DockerfileProblem[] = [];
  for (let i = first; i < lines.length; ) {
    const line = lines[i] as Line;
    const comment = commentOf(file, line);
    if (comment) comments.push(comment);
    if (comment || line.text.trim() === '') {
      i++;
      continue;
    }
    const taken = takeLogicalLine(file, text, lines, i, escape);
    comments.push(...taken.comments);
    const { instruction, next, unterminated } = readInstruction(taken, lines, escape);
    instructions.push(instruction);
    if (unterminated) problems.push({ kind: 'unterminated-heredoc', at: unterminated.at, text: unterminated.name });
    if (!INSTRUCTIONS.includes(instruction.keyword)) problems.push({ kind: 'unknown-instruction', at: instruction.keywordAt, text: instruction.keyword });
    i = next;
  }
  const { stages, globalArguments } = readStages(instructions, escape);
  const start = { file, start: 0, end: Math.min(text.length, lines[0]?.text.length ?? 0) };
  if (instructions.length === 0) problems.push({ kind: 'no-instruction', at: start, text: '' });
  const early = instructions.find(({ keyword }) => keyword !== 'ARG');
  if (early && early.keyword !== 'FROM' && INSTRUCTIONS.includes(early.keyword)) problems.push({ kind: 'no-from', at: early.keywordAt, text: early.keyword });
  const last = instructions.at(-1);
  if (!early && last) problems.push({ kind: 'no-stage', at: last.keywordAt, text: last.keyword });
  return { file, text, escape, directives, comments, instructions, stages, globalArguments, problems, templated: instructions.some(isTemplated) };
}

/** Marks of template engines at places where Docker knows none. In RUN they may be text for another program (`--format '{{.Id}}'`). */
function isTemplated({ keyword, rest }: Instruction): boolean {
  return (
    /^(?:\{\{|\{%|\{#|<%|%%|@@|#)/.test(keyword) || (/^(?:FROM|ARG|ENV|COPY|ADD|WORKDIR|USER|EXPOSE)$/.test(keyword) && /\{\{|\{%|<%=|%%\w+%%/.test(rest.value))
  );
}

/** One line of the file: `start..end` without its line break, `next` where the following one begins. */
export interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The lines of one instruction, joined. `next` is the index of the line behind them. */
export interface TakenLine {
  readonly file: string;
  readonly source: string;
  readonly line: LogicalLine;
  readonly next: number;
  readonly end: number;
  readonly comments: readonly Located<string>[];
  readonly gaps: readonly { readonly start: number; readonly end: number }[];
}

function readLines(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = text.charCodeAt(0) === 0xfeff ? 1 : 0; start <= text.length; ) {
    const feed = text.indexOf('\n', start);
    const stop = feed < 0 ? text.length : feed;
    const end = text.charCodeAt(stop - 1) === 13 && stop > start ? stop - 1 : stop;
    lines.push({ text: text.slice(start, end), start, end });
    if (feed < 0) break;
    start = feed + 1;
  }
  return lines;
}

const DIRECTIVE = /^#[ \t]*([A-Za-z][\w-]*)[ \t]*=[ \t]*(.*?)[ \t]*$/;

/** Directives stand above everything else, each name once; the first other line ends them. */
function readDirectives(file: string, lines: readonly Line[]): { directives: Directive[]; escape: '\\' | '`'; first: number } {
  const directives: Directive[] = [];
  let first = 0;
  for (const line of lines) {
    const match = DIRECTIVE.exec(line.text);
    const name = match?.[1]?.toLowerCase();
    if (!match || !name || !['syntax', 'escape', 'check'].includes(name) || directives.some((known) => known.name === name)) break;
    const value = match[2] as string;
    const end = line.start + line.text.trimEnd().length;
    directives.push({ name, value: { value, at: { file, start: end - value.length, end } }, at: { file, start: line.start, end } });
    first++;
  }
  const escape = directives.find(({ name }) => name === 'escape')?.value.value === '`' ? '`' : '\\';
  return { directives, escape, first };
}

function commentOf(file: string, line: Line): Located<string> | undefined {
  const content = line.text.trimStart();
  if (!content.startsWith('#')) return undefined;
  return { value: content, at: { file, start: line.end - content.length, end: line.end } };
}

/** Joins a line with those that continue it. Comments and empty lines between them do not end the instruction. */
function takeLogicalLine(file: string, source: string, lines: readonly Line[], from: number, escape: string): TakenLine {
  const pieces: { start: number; end: number }[] = [];
  const comments: Located<string>[] = [];
  const gaps: { start: number; end: number }[] = [];
  let pending: { start: number; end: number }[] = [];
  let pendingComments: Located<string>[] = [];
  let next = from;
  let end = (lines[from] as Line).end;
  while (next < lines.length) {
    const line = lines[next] as Line;
    const blank = line.text.trim() === '';
    const comment = next > from ? commentOf(file, line) : undefined;
    next++;
    if (next - 1 > from && (blank || comment)) {
      if (comment) pendingComments.push(comment);
      else pending.push({ start: line.start, end: line.end });
      continue;
    }
    // What was passed lies inside the instruction, because the instruction goes on here.
    comments.push(...pendingComments);
    gaps.push(...pending);
    pendingComments = [];
    pending = [];
    const start = next - 1 === from ? line.end - line.text.trimStart().length : line.start;
    const stop = continuationOf(line, escape);
    pieces.push({ start, end: stop ?? line.end });
    end = line.end;
    if (stop === undefined) break;
  }
  // A continuation that runs into the end of the file leaves its comments and empty lines outside.
  if (pendingComments.length > 0 || pending.length > 0) comments.push(...pendingComments);
  return { file, source, line: new LogicalLine(file, source, pieces), next, end, comments, gaps };
}

/** Where the text of a continued line ends: an escape character at its end that is not itself escaped. */
function continuationOf(line: Line, escape: string): number | undefined {
  const trimmed = line.text.replace(/[ \t]+$/, '');
  if (!trimmed.endsWith(escape) || trimmed.endsWith(escape + escape)) return undefined;
  return line.start + trimmed.length - 1;
}
