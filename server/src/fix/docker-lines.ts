import type { Dockerfile, Instruction, Stage } from '../docker/dockerfile';
import type { Edit } from '../text/edit';
import type { Span } from '../text/span';

/** Adds whole lines above an instruction. */
export function insertLinesAbove(dockerfile: Dockerfile, instruction: Instruction, lines: readonly string[]): Edit {
  const start = dockerfile.text.lastIndexOf('\n', instruction.at.start - 1) + 1;
  const newline = newlineOf(dockerfile);
  return { at: { file: dockerfile.file, start, end: start }, text: lines.map((line) => line + newline).join('') };
}

/** Adds whole lines below an instruction. */
export function insertLinesBelow(dockerfile: Dockerfile, instruction: Instruction, lines: readonly string[]): Edit {
  const { end } = instruction.at;
  return { at: { file: dockerfile.file, start: end, end }, text: lines.map((line) => newlineOf(dockerfile) + line).join('') };
}

/** Adds whole lines where a stage is done but for telling how it is started: above ENTRYPOINT and CMD, or at its end. */
export function insertLinesBeforeStart(dockerfile: Dockerfile, stage: Stage, lines: readonly string[]): Edit {
  const { instructions, from } = stage;
  const isStart = ({ keyword }: Instruction) => keyword === 'ENTRYPOINT' || keyword === 'CMD';
  const start = instructions.find((instruction, index) => isStart(instruction) && instructions.slice(index).every(({ keyword }) => keyword !== 'RUN'));
  return start ? insertLinesAbove(dockerfile, start, lines) : insertLinesBelow(dockerfile, instructions.at(-1) ?? from, lines);
}

/** Takes an instruction away with its line break. */
export function removeInstruction(dockerfile: Dockerfile, instruction: Instruction): Edit {
  const { end } = instruction.at;
  const start = blanksBefore(dockerfile.text, instruction.at.start);
  const behind = /^\r?\n/.exec(dockerfile.text.slice(end, end + 2))?.[0].length ?? 0;
  return { at: { file: dockerfile.file, start, end: end + behind }, text: '' };
}

/** Moves the text at `comment` (from its `#` to the end of the line) to a line of its own above the instruction. */
export function moveCommentAbove(dockerfile: Dockerfile, instruction: Instruction, comment: Span): Edit[] {
  const words = dockerfile.text.slice(comment.start, comment.end).trimEnd();
  const before = dockerfile.text.slice(0, comment.start);
  const start = before.trimEnd().length;
  return [insertLinesAbove(dockerfile, instruction, [words]), { at: { file: dockerfile.file, start, end: comment.end }, text: '' }];
}

export function newlineOf({ text }: Dockerfile): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Where the blanks begin that stand in front of a place. (A pattern for this takes the square of what stands before.) */
export function blanksBefore(text: string, offset: number): number {
  let start = offset;
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start--;
  return start;
}
