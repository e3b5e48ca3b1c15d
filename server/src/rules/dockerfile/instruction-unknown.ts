import type { Dockerfile, DockerfileProblem, Instruction } from '../../docker/dockerfile';
import { moveCommentAbove } from '../../fix/docker-lines';
import { INSTRUCTIONS, isDockersOwn } from '../../model/docker/grammar';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import type { Span } from '../../text/span';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'instruction-unknown',
  summary: 'A line of the Dockerfile begins with a word that is no instruction.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['hadolint:DL1000'],
  scope: 'dockerfile',

  *check({ dockerfile }) {
    if (!isDockersOwn(dockerfile)) return;
    for (const { kind, at } of dockerfile.problems) {
      if (kind !== 'unknown-instruction') continue;
      const word = dockerfile.text.slice(at.start, at.end);
      const comment = commentBehindContinuation(dockerfile, at);
      if (comment) {
        const fix: Fix = { title: message`Move the comment to its own line`, safe: true, edits: moveCommentAbove(dockerfile, comment.instruction, comment.at) };
        yield {
          at: comment.at,
          message: message`With a comment behind ${dockerfile.escape}, the line does not go on, and Docker takes ${word} for an instruction.`,
          related: [{ at, message: message`This was meant to belong to the line above.` }],
          fix,
        };
        continue;
      }
      const broken = lineBreakBefore(dockerfile, at);
      if (broken !== undefined) {
        const fix: Fix = {
          title: message`Continue the line above with a backslash`,
          safe: false,
          edits: [{ at: { ...at, start: broken, end: broken }, text: ` ${dockerfile.escape}` }],
        };
        yield { at, message: message`${word} is no instruction; the command above ends in the middle and does not continue here.`, fix };
        continue;
      }
      const fixes = suggest(word, INSTRUCTIONS).map((name): Fix => ({ title: message`Replace it with ${name}`, safe: false, edits: [{ at, text: name }] }));
      yield { at, message: message`Docker knows no instruction ${word}.`, ...(fixes.length > 0 && { fix: fixes }) };
    }
  },
});

/** The end of the instruction above, where that is a command that an operator leaves unfinished. */
function lineBreakBefore({ instructions }: Dockerfile, at: DockerfileProblem['at']): number | undefined {
  const before = instructions.findLast(({ keywordAt }) => keywordAt.start < at.start);
  return before?.keyword === 'RUN' && before.heredocs.length === 0 && /(?:&&|\|\|?)$/.test(before.rest.value) ? before.at.end : undefined;
}

/** The `# words` of `RUN a \ # words` on the line above. */
function commentBehindContinuation(
  { instructions, escape, text }: Dockerfile,
  at: DockerfileProblem['at'],
): { at: Span; instruction: Instruction } | undefined {
  const before = instructions.findLast(({ keywordAt }) => keywordAt.start < at.start);
  if (!before || before.heredocs.length > 0 || !/^\r?\n[ \t]*$/.test(text.slice(before.at.end, at.start))) return undefined;
  const match = /[ \t]([\\`])[ \t]+(#.*)$/.exec(text.slice(text.lastIndexOf('\n', before.at.end - 1) + 1, before.at.end));
  if (match?.[1] !== escape) return undefined;
  return { at: { ...before.at, start: before.at.end - (match[2] as string).length }, instruction: before };
}
