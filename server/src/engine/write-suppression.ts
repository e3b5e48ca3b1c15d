import type { Edit } from '../text/edit';
import type { Span } from '../text/span';
import { fileKind } from './file-kind';

/** A comment above the line of a finding that silences a rule there. */
export function ignoreOnLine(text: string, { file, start }: Span, rule: string): Edit {
  const lineStart = lineToComment(text, file, start);
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  // A list item's dash is part of its line, and the comment belongs above it at the same column.
  return insert(text, file, lineStart, `${indent}${sign(file)} seaworthy-ignore ${rule}`);
}

/** A comment at the top that silences a rule in the whole file, below directives, which must come first. */
export function ignoreInFile(text: string, file: string, rule: string): Edit {
  const directives = /^(?:#[ \t]*(?:syntax|escape|check)[ \t]*=.*\r?\n|%.*\r?\n|---[ \t]*\r?\n)*/i.exec(text)?.[0].length ?? 0;
  const isGo = sign(file) === '//';
  return insert(text, file, isGo ? 0 : directives, `${sign(file)} seaworthy-ignore-file ${rule}`);
}

function insert(text: string, file: string, at: number, line: string): Edit {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return { at: { file, start: at, end: at }, text: line + newline };
}

function sign(file: string): string {
  const kind = fileKind(file);
  return kind === 'go' || kind === 'go-module' ? '//' : '#';
}

/** The start of the line above which a comment can stand: not inside a continued instruction or a block scalar. */
function lineToComment(text: string, file: string, offset: number): number {
  let start = text.lastIndexOf('\n', offset - 1) + 1;
  if (fileKind(file) === 'dockerfile') {
    for (let before = previousLine(text, start); before !== undefined && /[\\`][ \t]*\r?$/.test(before.line); before = previousLine(text, start))
      start = before.start;
    return start;
  }
  const indent = indentOf(text, start);
  // A key above with a smaller indent that opens a block scalar holds this line as text.
  for (let before = previousLine(text, start); before !== undefined; before = previousLine(text, before.start)) {
    if (before.line.trim() === '' || indentOf(text, before.start) >= indent) continue;
    return /(?:^|[:-])[ \t]*[|>][-+\d]*[ \t]*(?:#.*)?\r?$/.test(before.line) ? before.start : start;
  }
  return start;
}

function previousLine(text: string, start: number): { line: string; start: number } | undefined {
  if (start === 0) return undefined;
  const from = text.lastIndexOf('\n', start - 2) + 1;
  return { line: text.slice(from, start - 1), start: from };
}

function indentOf(text: string, start: number): number {
  return /^ */.exec(text.slice(start, start + 500))?.[0].length ?? 0;
}
