import type { Dockerfile, Instruction } from '../../docker/dockerfile';
import type { Span } from '../../text/span';
import { unclosedQuote } from './quotes';

const SWALLOWED = /^(FROM|RUN|COPY|ADD|CMD|ENTRYPOINT|ENV|ARG|LABEL|EXPOSE|WORKDIR|USER|VOLUME|HEALTHCHECK|SHELL)[ \t]+\S/;

/** The first line of an instruction, but its own first, that begins with an instruction's name in capitals at the very start of the line. */
export function swallowedInstruction({ text, file, escape }: Dockerfile, { at, heredocs }: Instruction): { word: string; at: Span; joint: Span } | undefined {
  const end = heredocs[0] ? text.indexOf('\n', heredocs[0].at.end) + 1 || at.end : at.end;
  for (let feed = text.indexOf('\n', at.start); feed >= 0 && feed < end; feed = text.indexOf('\n', feed + 1)) {
    const match = SWALLOWED.exec(text.slice(feed + 1, feed + 60));
    if (!match) continue;
    const above = text.slice(at.start, feed).trimEnd();
    // Inside a quote, or below a comment, it is text.
    if (!above.endsWith(escape) || unclosedQuote(above.slice(0, -1), escape) !== undefined) continue;
    const operator = /[ \t]*(?:&&|\|\||;)?[ \t]*$/.exec(above.slice(0, -1))?.[0].length ?? 0;
    const word = match[1] as string;
    return {
      word,
      at: { file, start: feed + 1, end: feed + 1 + word.length },
      joint: { file, start: at.start + above.length - 1 - operator, end: at.start + above.length },
    };
  }
  return undefined;
}
