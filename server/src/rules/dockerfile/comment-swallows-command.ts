import { trailingCommentOf } from '../../model/docker/trailing-comment';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'comment-swallows-command',
  summary: 'A comment inside a continued command makes everything behind it a comment too.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'instruction',

  *check({ dockerfile, instruction }) {
    const { keyword, json, rest, spanOfRest } = instruction;
    if ((keyword !== 'RUN' && keyword !== 'CMD' && keyword !== 'ENTRYPOINT') || json || rest.value.startsWith('["')) return;
    const start = trailingCommentOf(instruction);
    if (start === undefined) return;
    const { text, file, escape } = dockerfile;
    const all = spanOfRest(start, rest.value.length);
    const feed = text.indexOf('\n', all.start);
    if (feed < 0 || feed >= all.end) return;
    const line = text.slice(all.start, feed).trimEnd();
    const comment = line.slice(0, line.endsWith(escape) ? -1 : undefined).trimEnd();
    const at = { file, start: all.start, end: all.start + comment.length };
    const lineStart = text.lastIndexOf('\n', all.start - 1) + 1;
    const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
    const newline = text.includes('\r\n') ? '\r\n' : '\n';
    const blanks = /[ \t]*$/.exec(text.slice(lineStart, all.start))?.[0].length ?? 0;
    yield {
      at,
      message: message`The lines are joined before the shell sees them, so this comment swallows the rest of ${keyword}.`,
      related: [
        { at: { file, start: feed + 1 + (/^[ \t]*/.exec(text.slice(feed + 1))?.[0].length ?? 0), end: all.end }, message: message`This is never run.` },
      ],
      fix: {
        title: message`Move the comment to its own line`,
        safe: true,
        edits: [
          { at: { file, start: lineStart, end: lineStart }, text: indent + comment + newline },
          { at: { file, start: all.start - blanks, end: at.end }, text: '' },
        ],
      },
    };
  },
});
