import type { Dockerfile, Heredoc } from '../../docker/dockerfile';
import { message } from '../../text/message';
import type { Span } from '../../text/span';
import { rule } from '../rule';

export default rule({
  id: 'heredoc-unclosed',
  summary: 'A here-document begins and never ends.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL1000'],
  scope: 'dockerfile',

  *check({ dockerfile }) {
    for (const { kind, at, text: name } of dockerfile.problems) {
      if (kind !== 'unterminated-heredoc') continue;
      const heredoc = dockerfile.instructions.flatMap(({ heredocs }) => heredocs).find((one) => one.at.start === at.start);
      const near = heredoc && nearMiss(dockerfile, heredoc);
      yield {
        at,
        message: message`No line below holds ${name} and nothing else, so the rest of the file belongs to this text.`,
        ...(near && {
          related: [{ at: near, message: message`Blanks stand beside ${name} on this line, so it does not end the text.` }],
          fix: { title: message`Leave only ${name} on its line`, safe: false, edits: [{ at: near, text: name }] },
        }),
      };
    }
  },
});

/** A line that holds the name with blanks around it, which do not count as the end. */
function nearMiss({ file, text }: Dockerfile, { name, body }: Heredoc): Span | undefined {
  let start = body.at.start;
  for (const line of text.slice(body.at.start, body.at.end).split('\n')) {
    const content = line.replace(/\r$/, '');
    if (content.trim() === name) return { file, start, end: start + content.length };
    start += line.length + 1;
  }
  return undefined;
}
