import type { Instruction, Word } from '../../docker/dockerfile';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'assignment-spaced',
  summary: 'Blanks stand beside the equals sign of ENV, ARG or LABEL.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'instruction',

  *check({ instruction }) {
    for (const { before, sign, behind } of spaced(instruction)) {
      const { file } = sign.at;
      const start = before?.at.end ?? sign.at.start;
      const end = behind?.at.start ?? sign.at.end;
      const name = before?.value ?? sign.value.slice(0, -1);
      yield {
        at: { file, start: sign.at.end - 1, end: sign.at.end },
        message:
          instruction.legacy && instruction.keyword !== 'ARG'
            ? message`With blanks around it, the equals sign becomes part of the value of ${name}.`
            : message`Blanks beside the equals sign tear ${name} and its value apart.`,
        fix: { title: message`Take the blanks away`, safe: true, edits: [{ at: { file, start, end }, text: before ? '=' : sign.source }] },
      };
    }
  },
});

interface Spaced {
  /** The name, where a blank stands between it and the sign. */
  readonly before: Word | undefined;
  readonly sign: Word;
  readonly behind: Word | undefined;
}

/** `A = b` and `A= b`. In `A =b` the sign is not at the end of a word; Docker reads that as the old form without a sign. */
function* spaced({ keyword, words, legacy }: Instruction): Iterable<Spaced> {
  if (keyword !== 'ENV' && keyword !== 'ARG' && keyword !== 'LABEL') return;
  for (const [index, word] of words.entries()) {
    const behind = words[index + 1];
    // In the old form only the word behind the name can be a sign; further on it belongs to the value.
    if (legacy && index > 1) return;
    if (word.source === '=' && index > 0) yield { before: words[index - 1], sign: word, behind };
    else if (/^[\w.-]+=$/.test(word.source) && behind && !behind.source.includes('=') && behind.source !== '\\')
      yield { before: undefined, sign: word, behind };
  }
}
