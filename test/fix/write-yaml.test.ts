import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { blockLines, type Data, fieldLines, flowText, Raw, scalarText } from '../../server/src/fix/write-yaml';
import { readYaml } from '../../server/src/yaml/read';
import { Value } from '../../server/src/yaml/value';
import { FUZZ, Random, SEED } from '../random';

function json(text: string): unknown {
  const [document] = readYaml('a.yaml', text).documents;
  assert.deepEqual(document?.problems, [], text);
  return JSON.parse(JSON.stringify((document && Value.root(document)?.toJson()) ?? null));
}

/** Texts of which some part means something in YAML. */
function randomText(random: Random): string {
  const parts = [
    'a',
    'b c',
    ' ',
    ':',
    ': ',
    '#',
    ' #',
    '-',
    '- ',
    '?',
    '? ',
    '[',
    ']',
    '{',
    '}',
    ',',
    '&',
    '*',
    '!',
    '|',
    '>',
    "'",
    '"',
    '%',
    '@',
    '`',
    '\\',
    '\n',
    '\r',
    '\t',
    '~',
    'null',
    'yes',
    'N',
    '0',
    '644',
    '0x1f',
    '.5',
    '1e3',
    '.inf',
    '<<',
    '=',
    '---',
    '...',
    'é',
    '😀',
    '\u00a0',
    '\u2028',
    '\u0085',
    '\ufeff',
    '\u007f',

    '{{',
    '}}',
    '$',
    '_',
    '+',
    '/',
    '.',
  ];
  let text = '';
  for (let more = random.below(4); more >= 0; more--) text += random.pick(parts);
  return text;
}

function randomData(random: Random, depth: number): Data {
  switch (random.below(depth > 2 ? 4 : 7)) {
    case 0:
      return random.below(70_000) - 10;
    case 1:
      return random.pick([true, false, null]);
    case 2:
    case 3:
      return randomText(random);
    case 4:
      return Array.from({ length: random.below(4) }, () => randomData(random, depth + 1));
    default:
      return Object.fromEntries(Array.from({ length: random.below(4) }, () => [randomText(random), randomData(random, depth + 1)]));
  }
}

describe('what is written as YAML', () => {
  const plain = [
    'a',
    'a b',
    'a:b',
    'a#b',
    'http://h:80/p?q=r',
    '$(VAR)',
    '--flag=x',
    '/path',
    'app.kubernetes.io/name',
    '10m',
    '1.2.3',
    '22:22',
    '2024-01-01',
    '-x',
    ':8080',
    '%'.slice(1) || 'x',
  ];
  for (const text of plain) it(`${text} needs no quotes`, () => assert.equal(scalarText(text), text));
  for (const text of [
    '',
    'yes',
    'N',
    '0644',
    '1.10',
    '~',
    'a: b',
    'a #b',
    ' a',
    '- a',
    '#',
    '&a',
    '*',
    '!a',
    '|',
    '@',
    '`',
    '"',
    "'a",
    '[a',
    '{',
    'a:',
    '<<',
    '1_000',
    '---',
    '= '.trim() === '=' ? '? a' : '',
  ])
    it(`${JSON.stringify(text)} needs quotes`, () => assert.match(scalarText(text), /^".*"$/));
  it('needs more quotes in brackets', () => {
    for (const text of ['a,b', 'a[0]', '{a}', 'http://h?q=r', ':8080']) assert.match(scalarText(text, true), /^".*"$/, text);
  });
  it('may be text that is YAML already', () => assert.deepEqual(fieldLines('a', { b: new Raw('${1:8080}') }), ['a:', '  b: ${1:8080}']));
  it('is indented by two', () => assert.deepEqual(blockLines({ a: [{ b: 1, c: [] }, [2]], d: {} }), ['a:', '  - b: 1', '    c: []', '  - - 2', 'd: {}']));

  it('reads as what was written', (test) => {
    const random = new Random(SEED);
    for (let i = 0; i < 2000 * FUZZ; i++) {
      const text = randomText(random);
      assert.deepEqual(json(`a: ${scalarText(text)}\n`), { a: text });
      assert.deepEqual(json(`a: [${scalarText(text, true)}, ${scalarText(text, true)}]\n`), { a: [text, text] });
      assert.deepEqual(json(`${scalarText(text)}: b\n`), { [text]: 'b' });
      assert.deepEqual(json(`a: {${scalarText(text, true)}: b}\n`), { a: { [text]: 'b' } });
      const data = randomData(random, 0);
      const wanted = JSON.parse(JSON.stringify(data)) as unknown;
      assert.deepEqual(json(`${fieldLines('a', data).join('\n')}\n`), { a: wanted });
      assert.deepEqual(json(`- ${blockLines(data).join('\n  ')}\n`), [wanted]);
      assert.deepEqual(json(`a: ${flowText(data)}\n`), { a: wanted });
    }
    test.diagnostic(`seed ${SEED}`);
  });
});
