import type { Dockerfile, Instruction } from '../../docker/dockerfile';
import { unclosedQuote } from '../../model/docker/quotes';
import { message } from '../../text/message';
import type { Span } from '../../text/span';
import { rule } from '../rule';

const SWALLOWED = /^(FROM|RUN|COPY|ADD|CMD|ENTRYPOINT|ENV|ARG|LABEL|EXPOSE|WORKDIR|USER|VOLUME|HEALTHCHECK|SHELL)[ \t]+\S/;

export default rule({
  id: 'instruction-swallowed',
  summary: 'A backslash at the end of a line makes the instruction below part of the one above.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'instruction',

  *check({ dockerfile, instruction }) {
    const found = swallowed(dockerfile, instruction);
    if (!found) return;
    const { word, at, joint } = found;
    yield {
      at,
      message: message`This ${word} is no instruction but belongs to the ${instruction.keyword} above, whose line ends in a backslash.`,
      related: [{ at: joint, message: message`This continues the instruction on the next line.` }],
      fix: { title: message`Take the backslash away`, safe: false, edits: [{ at: joint, text: '' }] },
    };
  },
});

/** The first line of an instruction, but its own first, that begins with an instruction's name in capitals at the very start of the line. */
function swallowed({ text, file, escape }: Dockerfile, { at, heredocs }: Instruction): { word: string; at: Span; joint: Span } | undefined {
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
