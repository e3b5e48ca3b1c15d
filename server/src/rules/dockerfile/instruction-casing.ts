import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'instruction-casing',
  summary: 'Instructions of one Dockerfile are written in different cases.',
  severity: 'hint',
  stage: 'build',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['buildkit:ConsistentInstructionCasing'],
  scope: 'dockerfile',

  *check({ dockerfile }) {
    const { instructions, text } = dockerfile;
    const known = new Set(dockerfile.problems.filter(({ kind }) => kind === 'unknown-instruction').map(({ at }) => at.start));
    const written = instructions
      .filter(({ keywordAt }) => !known.has(keywordAt.start))
      .map(({ keywordAt: at }) => ({ at, word: text.slice(at.start, at.end) }));
    const lower = written.filter(({ word }) => word === word.toLowerCase()).length;
    const upper = written.filter(({ word }) => word === word.toUpperCase()).length;
    const isLower = lower > upper;
    for (const { at, word } of written) {
      const wanted = isLower ? word.toLowerCase() : word.toUpperCase();
      if (word === wanted) continue;
      yield {
        at,
        message: isLower
          ? message`${word} is not in lower case like the other instructions.`
          : message`${word} is not in capitals like the other instructions.`,
        fix: { title: message`Write ${wanted}`, safe: true, edits: [{ at, text: wanted }] },
      };
    }
  },
});
