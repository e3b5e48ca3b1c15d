import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Dockerfile, Instruction, Stage } from '../../server/src/docker/dockerfile';
import { readDockerfile } from '../../server/src/docker/read';
import { insertLinesAbove, insertLinesBeforeStart, insertLinesBelow, moveCommentAbove, removeInstruction } from '../../server/src/fix/docker-lines';
import { removeWords } from '../../server/src/fix/docker-words';
import { execForm } from '../../server/src/fix/exec-form';
import { golangTag } from '../../server/src/fix/golang-tag';
import { applyEdits, type Edit } from '../../server/src/text/edit';

type Make = (dockerfile: Dockerfile, instruction: Instruction) => Edit | readonly Edit[];

/** Each row: the text before, which of its instructions, the text after. Every row is tried with Windows line breaks too. */
function cases(make: Make, rows: readonly [before: string, index: number, after: string][]): void {
  for (const [before, index, after] of rows) {
    it(`${JSON.stringify(before)} ${index}`, () => {
      const edited = (text: string) => {
        const dockerfile = readDockerfile('Dockerfile', text);
        const edits = make(dockerfile, dockerfile.instructions[index] as Instruction);
        return applyEdits(text, Array.isArray(edits) ? edits : [edits as Edit]);
      };
      assert.equal(edited(before), after);
      assert.equal(edited(before.replaceAll('\n', '\r\n')), before.includes('\n') ? after.replaceAll('\n', '\r\n') : after);
    });
  }
}

describe('lines above an instruction', () =>
  cases(
    (dockerfile, instruction) => insertLinesAbove(dockerfile, instruction, ['USER 1000', 'WORKDIR /app']),
    [
      ['FROM a\nRUN b\n', 1, 'FROM a\nUSER 1000\nWORKDIR /app\nRUN b\n'],
      ['FROM a\n\n# why\n  RUN b \\\n  c\n', 1, 'FROM a\n\n# why\nUSER 1000\nWORKDIR /app\n  RUN b \\\n  c\n'],
      ['FROM a\n', 0, 'USER 1000\nWORKDIR /app\nFROM a\n'],
    ],
  ));

describe('lines below an instruction', () =>
  cases(
    (dockerfile, instruction) => insertLinesBelow(dockerfile, instruction, ['USER 1000']),
    [
      ['FROM a\nRUN b\n', 0, 'FROM a\nUSER 1000\nRUN b\n'],
      ['FROM a\nRUN b', 1, 'FROM a\nRUN b\nUSER 1000'],
      ['FROM a\nRUN b \\\n  # why\n  c\n', 1, 'FROM a\nRUN b \\\n  # why\n  c\nUSER 1000\n'],
      ['FROM a\nRUN <<E\nb\nE\nRUN c\n', 1, 'FROM a\nRUN <<E\nb\nE\nUSER 1000\nRUN c\n'],
    ],
  ));

describe('lines before a stage starts', () =>
  cases(
    (dockerfile) => insertLinesBeforeStart(dockerfile, dockerfile.stages.at(-1) as Stage, ['USER 1000']),
    [
      ['FROM a\nRUN b\nENTRYPOINT ["c"]\nCMD ["d"]\n', 0, 'FROM a\nRUN b\nUSER 1000\nENTRYPOINT ["c"]\nCMD ["d"]\n'],
      ['FROM a\nCMD ["d"]\nRUN b\n', 0, 'FROM a\nCMD ["d"]\nRUN b\nUSER 1000\n'],
      ['FROM a\n', 0, 'FROM a\nUSER 1000\n'],
    ],
  ));

describe('an instruction is removed', () =>
  cases(removeInstruction, [
    ['FROM a\nRUN b\nRUN c\n', 1, 'FROM a\nRUN c\n'],
    ['FROM a\n  RUN b\nRUN c\n', 1, 'FROM a\nRUN c\n'],
    ['FROM a\nRUN b \\\n  # why\n  c\nRUN d\n', 1, 'FROM a\nRUN d\n'],
    ['FROM a\nRUN b  \nRUN c\n', 1, 'FROM a\nRUN c\n'],
    ['FROM a\nRUN b', 1, 'FROM a\n'],
    ['FROM a\nCOPY <<E /x\nb\nE\nRUN c\n', 1, 'FROM a\nRUN c\n'],
  ]));

describe('a comment moves above its instruction', () => {
  const move: Make = (dockerfile, instruction) => {
    const start = dockerfile.text.indexOf('#', instruction.at.start);
    const feed = dockerfile.text.indexOf('\n', start);
    return moveCommentAbove(dockerfile, instruction, {
      file: 'Dockerfile',
      start,
      end: (feed < 0 ? dockerfile.text.length : feed) - (dockerfile.text[feed - 1] === '\r' ? 1 : 0),
    });
  };
  cases(move, [
    ['FROM a # why\nRUN b\n', 0, '# why\nFROM a\nRUN b\n'],
    ['FROM a\nWORKDIR /app   # why  \n', 1, 'FROM a\n# why\nWORKDIR /app\n'],
    ['FROM a\nENV A=b \\\n  C=d # why', 1, 'FROM a\n# why\nENV A=b \\\n  C=d'],
  ]);
});

describe('words are removed', () =>
  cases(
    (dockerfile, { words }) => removeWords(dockerfile, (words[1] as Instruction['words'][number]).at),
    [
      ['FROM a\nCOPY b c d\n', 1, 'FROM a\nCOPY b d\n'],
      ['FROM a\nCOPY b c\n', 1, 'FROM a\nCOPY b\n'],
      ['FROM a\nCOPY b   c  \n', 1, 'FROM a\nCOPY b  \n'],
      ['FROM a\nCOPY b c', 1, 'FROM a\nCOPY b'],
    ],
  ));

describe('the exec form of a command', () => {
  const rows: readonly [line: string, form: string | undefined][] = [
    ['./app --port 8080', '["./app", "--port", "8080"]'],
    ['exec ./app', '["./app"]'],
    [`node "my app.js" 'x'`, '["node", "my app.js", "x"]'],
    ['npm start', '["npm", "start"]'],
    ['./app $PORT', undefined],
    ['a && b', undefined],
    ['A=b c', undefined],
    ['cd /x', undefined],
    ['./app *.txt', undefined],
    ['./app --name="a b"', undefined],
    ['./app "unclosed', undefined],
    ['./app > log', undefined],
    ['', undefined],
  ];
  for (const [line, form] of rows) it(line || '(nothing)', () => assert.equal(execForm(line), form));
});

describe('the Go version of an image', () => {
  const rows: readonly [text: string, tag: string | undefined, to?: string][] = [
    ['FROM golang:1.21\n', '1.21', '1.24'],
    ['FROM golang:1.21.3-alpine3.18 AS build\n', '1.21.3-alpine3.18', '1.24-alpine'],
    ['FROM golang:1.17-buster\n', '1.17-buster', '1.24-bookworm'],
    ['ARG GO=1.21\nFROM golang:${GO}\n', '1.21', '1.24'],
    ['ARG GO=1.21\nFROM golang:${GO}-alpine\n', '1.21', '1.24'],
    ['FROM golang\n', undefined],
    [`FROM golang:1.21@sha256:${'0'.repeat(64)}\n`, undefined],
    ['ARG GO\nFROM golang:$GO\n', undefined],
  ];
  for (const [text, tag, to] of rows) {
    it(text.trim(), () => {
      const dockerfile = readDockerfile('Dockerfile', text);
      const found = golangTag(dockerfile, dockerfile.stages[0] as Stage);
      assert.deepEqual([found?.value, found?.replace('1.24')], [tag, to]);
      if (found) assert.equal(text.slice(found.at.start, found.at.end), tag);
    });
  }
});
