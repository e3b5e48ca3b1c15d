import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { corpusFiles, withoutCorpus } from '../corpus';
import { FUZZ, Random, SEED, shortest } from '../random';
import { differences, newTally } from './differential';
import { randomDocument } from './generate';
import { PIECES, sampleTexts } from './samples';

// The one rule of the one-pass reader: answer exactly as `yaml` would, or decline. Everything here asks for that.

/** Fails with the shortest text that shows a difference. */
function agree(text: string, tally: ReturnType<typeof newTally>, from: string): void {
  if (differences(text, tally).length === 0) return;
  const small = shortest(text, (one) => differences(one).length > 0);
  assert.fail(`the readers differ (${from}) on ${JSON.stringify(small)}:\n${differences(small).join('\n')}`);
}

function tell(test: TestContext, tally: ReturnType<typeof newTally>): void {
  const { texts, answered, declined, needless, whole } = tally;
  test.diagnostic(`seed ${SEED}: ${texts} texts, ${answered} documents answered, ${declined} declined (${needless} without need), ${whole} texts not cut`);
}

/** Tokens of the soup: YAML's own signs, in all the company they may keep. */
const TOKENS =
  'a|b|a: |b: |a:|a:\n|\n|\n|\n |\n  |\n   |\n  | |  |- |-|\n- |\n  - |: |:|#| #c|"|"|\'|\'|>\n|>+\n|[|]|{|}|,|, |\t|\r\n|\r|0|1|&x |*x|!t |? |---\n|\n---\n|%|\\|\\n|\ufeff|é|""|\'\'|[]|{}|b\n|a: b\n|a: "b"\n|  c: d\n|  b\n|    \n|\n\n|{a: b}|[a, b]|~|yes|<<: '
    .split('|')
    .concat('|\n', '|-\n', '|2\n', ' |\n  ');
const STARTS = ['a: ', 'a:\n  ', '- ', 'a: |\n  b\n', 'a: [', 'a: "', 'a: b\n', "a: '", 'a: >\n'];

describe('the one-pass reader answers as yaml does', () => {
  it('on our own texts', (test) => {
    const tally = newTally();
    const variants = [(text: string) => text.replaceAll('\n', '\r\n'), (text: string) => text.trimEnd(), (text: string) => text];
    for (const [index, text] of sampleTexts().entries()) {
      agree(text, tally, 'a sample');
      const changed = variants[index % 3]?.(text) ?? text;
      if (changed !== text) agree(changed, tally, 'a sample');
    }
    tell(test, tally);
  });

  it('on the files of the corpus', { skip: withoutCorpus }, (test) => {
    const tally = newTally();
    for (const { path, text } of corpusFiles(/\.ya?ml$/)) agree(text, tally, path);
    tell(test, tally);
  });

  it('on generated documents', (test) => {
    const random = new Random(SEED);
    const tally = newTally();
    for (let i = 0; i < 1000 * FUZZ; i++) agree(randomDocument(random), tally, `generated, seed ${SEED}`);
    assert.ok(tally.answered > tally.declined / 2, 'many generated documents are ordinary');
    tell(test, tally);
  });

  it('on token soup', (test) => {
    const random = new Random(SEED);
    const tally = newTally();
    for (let i = 0; i < 4000 * FUZZ; i++) {
      let text = random.once(3) ? '' : random.pick(STARTS);
      for (let more = random.below(10); more >= 0; more--) text += random.pick(TOKENS);
      agree(random.once(4) ? text.replaceAll('\n', '\r\n') : text, tally, `token soup, seed ${SEED}`);
    }
    tell(test, tally);
  });

  it('on edited texts', (test) => {
    const random = new Random(SEED);
    const tally = newTally();
    const texts = [...sampleTexts(), ...[...corpusFiles(/\.ya?ml$/)].map(({ text }) => text)].filter(({ length }) => length < 12_000);
    for (let i = 0; i < 800 * FUZZ; i++) {
      const text = random.edit(random.pick(texts), PIECES);
      agree(random.once(3) ? text.replaceAll(/\r?\n/g, '\r\n') : text, tally, `edits, seed ${SEED}`);
    }
    tell(test, tally);
  });
});
