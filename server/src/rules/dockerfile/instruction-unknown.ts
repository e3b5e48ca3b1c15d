import type { Dockerfile, Instruction } from '../../docker/dockerfile';
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
        const fix = continuation(dockerfile, at, broken);
        yield { at, message: message`${word} is no instruction; the command above ends in the middle and does not continue here.`, fix };
        continue;
      }
      const glued = parted(word);
      const fixes =
        glued === undefined
          ? suggest(word, INSTRUCTIONS).map((name): Fix => ({ title: message`Replace it with ${name}`, safe: false, edits: [{ at, text: name }] }))
          : [{ title: message`Write ${glued}`, safe: false, edits: [{ at, text: glued }] }];
      const above = endOfListAbove(dockerfile, at);
      if (above !== undefined && fixes.length === 0) fixes.push(continuation(dockerfile, at, above));
      yield { at, message: message`Docker knows no instruction ${word}.`, ...(fixes.length > 0 && { fix: fixes }) };
    }
  },
});

/** `CMD["x"]` and `RUN` with a blank that is none to Docker, with an ordinary blank; undefined for other words. */
function parted(word: string): string | undefined {
  const [, name = '', , behind = ''] = /^([A-Za-z]+)([\u00a0\u2000-\u200b\u3000]+|(?=["'[$/.]))(.+)$/.exec(word) ?? [];
  return INSTRUCTIONS.includes(name.toUpperCase()) ? `${name} ${behind}` : undefined;
}

function continuation({ escape }: Dockerfile, at: Span, end: number): Fix {
  return { title: message`Continue the line above with a backslash`, safe: false, edits: [{ at: { ...at, start: end, end }, text: ` ${escape}` }] };
}

/** The end of the instruction above, where that is a command that an operator leaves unfinished, or this line begins with one. */
function lineBreakBefore({ instructions, text }: Dockerfile, at: Span): number | undefined {
  const before = instructions.findLast(({ keywordAt }) => keywordAt.start < at.start);
  const isOpen = /(?:&&|\|\|?)$/.test(before?.rest.value ?? '') || /^(?:&&|\|\|?)/.test(text.slice(at.start, at.end));
  return before?.keyword === 'RUN' && before.heredocs.length === 0 && isOpen ? before.at.end : undefined;
}

/** The end of an instruction of several lines above, where this line is indented like one more of its lines. */
function endOfListAbove({ instructions, text }: Dockerfile, at: Span): number | undefined {
  const before = instructions.findLast(({ keywordAt }) => keywordAt.start < at.start);
  const isIndented = /[ \t]$/.test(text.slice(0, at.start)) && /^\r?\n[ \t]+$/.test(text.slice(before?.at.end, at.start));
  return before && isIndented && before.heredocs.length === 0 && text.slice(before.at.start, before.at.end).includes('\n') ? before.at.end : undefined;
}

/** The `# words` of `RUN a \ # words` on the line above. */
function commentBehindContinuation({ instructions, escape, text }: Dockerfile, at: Span): { at: Span; instruction: Instruction } | undefined {
  const before = instructions.findLast(({ keywordAt }) => keywordAt.start < at.start);
  if (!before || before.heredocs.length > 0 || !/^\r?\n[ \t]*$/.test(text.slice(before.at.end, at.start))) return undefined;
  const match = /[ \t]([\\`])[ \t]+(#.*)$/.exec(text.slice(text.lastIndexOf('\n', before.at.end - 1) + 1, before.at.end));
  if (match?.[1] !== escape) return undefined;
  return { at: { ...before.at, start: before.at.end - (match[2] as string).length }, instruction: before };
}
