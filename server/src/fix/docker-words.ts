import type { Assignment, Dockerfile, Instruction } from '../docker/dockerfile';
import type { Edit } from '../text/edit';
import type { Span } from '../text/span';
import { blanksBefore, removeInstruction } from './docker-lines';

/** Puts text right behind a place. */
export function insertBehind({ file, end }: Span, text: string): Edit {
  return { at: { file, start: end, end }, text };
}

/** Puts text right in front of a place. */
export function insertBefore({ file, start }: Span, text: string): Edit {
  return { at: { file, start, end: start }, text };
}

/** Takes words away together with the blanks behind them, or with those in front where nothing follows on the line. */
export function removeWords({ text }: Dockerfile, { file, start, end }: Span): Edit {
  const behind = /^[ \t]+/.exec(text.slice(end))?.[0].length ?? 0;
  const isLast = /^[ \t]*(?:\r?\n|$)/.test(text.slice(end));
  if (behind > 0 && !isLast) return { at: { file, start, end: end + behind }, text: '' };
  return { at: { file, start: blanksBefore(text, start), end }, text: '' };
}

/**
 * Takes a `name=value` pair away, and the instruction with it where it has no other. Undefined where a comment between the lines would go with it.
 */
export function removePair(dockerfile: Dockerfile, instruction: Instruction, pair: Assignment): Edit | undefined {
  const { assignments } = instruction;
  const index = assignments.indexOf(pair);
  const [before, behind] = [assignments[index - 1], assignments[index + 1]];
  if (!before && !behind) return removeInstruction(dockerfile, instruction);
  const start = before ? endOf(before) : pair.name.at.start;
  const end = before ? endOf(pair) : (behind as Assignment).name.at.start;
  const between = before ? dockerfile.text.slice(start, pair.name.at.start) : dockerfile.text.slice(endOf(pair), end);
  return between.includes('#') ? undefined : { at: { file: dockerfile.file, start, end }, text: '' };
}

function endOf({ name, value }: Assignment): number {
  return (value ?? name).at.end;
}
