import type { Dockerfile } from '../docker/dockerfile';
import type { Edit } from '../text/edit';
import type { Span } from '../text/span';

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
  const before = /[ \t]+$/.exec(text.slice(0, start))?.[0].length ?? 0;
  return { at: { file, start: start - before, end }, text: '' };
}
