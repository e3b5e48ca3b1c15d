import type { Dockerfile } from '../../docker/dockerfile';
import { message } from '../../text/message';
import type { Span } from '../../text/span';
import { rule } from '../rule';

export default rule({
  id: 'continuation-gap',
  summary: 'An empty line stands inside an instruction that a backslash continues.',
  severity: 'info',
  stage: 'build',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['buildkit:NoEmptyContinuation'],
  scope: 'instruction',

  *check({ dockerfile, instruction }) {
    const { gaps, keyword } = instruction;
    const [first] = gaps;
    if (!first) return;
    yield {
      at: continuationBefore(dockerfile, first),
      message: message`An empty line follows inside this ${keyword}; Docker passes over it today and announces that it will not for ever.`,
      fix: { title: message`Remove the empty lines`, safe: true, edits: gaps.map((gap) => ({ at: wholeLine(dockerfile, gap), text: '' })) },
    };
  },
});

/** The character that continues the line above: an empty line is nothing that could be marked. */
function continuationBefore({ text, escape, file }: Dockerfile, gap: Span): Span {
  const start = text.lastIndexOf(escape, gap.start);
  return { file, start, end: start + 1 };
}

function wholeLine({ text }: Dockerfile, { file, start, end }: Span): Span {
  const behind = /^\r?\n/.exec(text.slice(end, end + 2))?.[0].length ?? 0;
  return { file, start, end: end + behind };
}
