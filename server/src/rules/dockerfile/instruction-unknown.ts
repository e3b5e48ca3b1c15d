import type { Dockerfile, DockerfileProblem } from '../../docker/dockerfile';
import { INSTRUCTIONS, isDockersOwn } from '../../model/docker/grammar';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
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
