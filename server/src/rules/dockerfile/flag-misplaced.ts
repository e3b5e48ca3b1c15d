import type { Dockerfile, Instruction, Word } from '../../docker/dockerfile';
import { insertBefore, removeWords } from '../../fix/docker-words';
import { FLAGS } from '../../model/docker/grammar';
import { type Message, message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'flag-misplaced',
  summary: 'A flag of an instruction stands behind its first argument, or begins with another sign than two hyphens.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'instruction',

  *check({ dockerfile, instruction }) {
    const { keyword, words, json } = instruction;
    const names = Object.keys(FLAGS[keyword] ?? {});
    if (names.length === 0 || json || keyword === 'FROM') return;
    for (const [index, word] of words.entries()) {
      const [, dashes = '', name = '', behind = ''] = /^([-\u2010-\u2015\u2212]+)([a-z-]+)(=\S+)?$/.exec(word.source) ?? [];
      if (!names.includes(name) || (behind === '' && !/^(?:link|parents)$/.test(name))) continue;
      const isDrawn = /[^-]/.test(dashes) || dashes.length !== 2;
      if (!isDrawn && index === 0) continue;
      // Programs have flags too: what a command gets is none of Docker's business unless nobody else knows it.
      if (keyword === 'RUN' && (isDrawn ? index > 0 : !/^=type=(?:bind|cache|secret|ssh|tmpfs)(?:,|$)/.test(behind))) continue;
      if (keyword === 'HEALTHCHECK' && index > 0 && (isDrawn || !isLast(words, index))) continue;
      yield {
        at: word.at,
        ...(keyword === 'RUN' || keyword === 'HEALTHCHECK' ? { severity: 'warning' as const } : {}),
        message: says(keyword, word.source, isDrawn && index === 0, `--${name}`),
        fix: mend(dockerfile, instruction, word, `--${name}${behind}`),
      };
    }
  },
});

/** Nothing but flags follows. */
function isLast(words: readonly Word[], index: number): boolean {
  return words.slice(index).every(({ source }) => /^--[a-z-]+=/.test(source));
}

function says(keyword: string, written: string, isDrawn: boolean, flag: string): Message {
  if (isDrawn) return message`${flag} begins with two hyphens; Docker takes ${written} for an argument.`;
  return keyword === 'RUN' || keyword === 'HEALTHCHECK'
    ? message`The flags of ${keyword} stand before the command; here the program gets ${written}.`
    : message`The flags of ${keyword} stand before its first path; here Docker takes ${written} for a path.`;
}

function mend(dockerfile: Dockerfile, instruction: Instruction, word: Word, flag: string): Fix {
  const [first] = instruction.words;
  if (first === word) return { title: message`Write ${flag}`, safe: false, edits: [{ at: word.at, text: flag }] };
  const edits = [insertBefore(instruction.rest.at, `${flag} `), removeWords(dockerfile, word.at)];
  return { title: message`Put ${flag} in front`, safe: false, edits };
}
