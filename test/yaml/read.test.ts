import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Document, Node } from '../../server/src/yaml/node';
import { MAX_DOCUMENT, readByReference, readYaml, type YamlText } from '../../server/src/yaml/read';
import { splitDocuments } from '../../server/src/yaml/split';
import { Value } from '../../server/src/yaml/value';
import { corpusFiles } from '../corpus';
import { FUZZ, Random, SEED, shortest } from '../random';
import { outline } from './differential';
import { randomDocument } from './generate';
import { PIECES, sampleTexts } from './samples';

const read = (text: string, before?: YamlText) => readYaml('a.yaml', text, before);
const json = (text: string) => read(text).documents.map((document) => Value.root(document)?.toJson());
const problems = (text: string) => read(text).documents.flatMap((document) => document.problems.map(({ kind, message }) => `${kind}: ${message.template}`));

/** The documents with content, as plain data with places in the file. */
const outlines = (documents: readonly Document[]) =>
  documents
    .map((document) => outline(document))
    .filter((one) => JSON.stringify(one) !== '{"problems":[]}')
    .map((one) => JSON.stringify(one));

describe('where documents begin', () => {
  const cases: readonly [text: string, cuts: readonly number[] | undefined][] = [
    ['', [0, 0]],
    ['a: 1\n', [0, 5]],
    ['---\na: 1\n', [0, 9]],
    ['a: 1\n---\nb: 2\n', [0, 5, 14]],
    ['a: 1\r\n---\r\nb: 2\r\n', [0, 6, 17]],
    ['--- # first\na: 1\n---\n---\n', [0, 17, 21, 25]],
    ['a: 1\n---', [0, 5, 8]],
    ['a: |\n  ---\n  b\n', [0, 15]],
    ['a: "b\n---\nc"\n', [0, 6, 13]],
    ['a: 1\n----\n', [0, 10]],
    ['a: 1\n...\nb: 2\n', undefined],
    ['...\n', undefined],
    ['a: ....\n', [0, 8]],
    ['%YAML 1.2\n---\na: 1\n', undefined],
    ['a: 1\n%b\n', undefined],
  ];
  for (const [text, cuts] of cases) it(JSON.stringify(text), () => assert.deepEqual(splitDocuments(text), cuts));
});

describe('a text is read document by document', () => {
  it('with the place of each in the file', () => {
    const { documents } = read('# first\na: 1\n---\nb: 2\n---\n# nothing\n');
    assert.deepEqual(
      documents.map(({ origin, root }) => [origin.offset, root?.kind]),
      [
        [0, 'map'],
        [13, 'map'],
        [22, undefined],
      ],
    );
    assert.deepEqual(
      documents.map((document) => Value.root(document)?.get('b')?.at.start),
      [undefined, 20, undefined],
    );
  });

  it('with directives and end markers by the reference reader', () => {
    assert.deepEqual(
      json('%YAML 1.2\n---\na: yes\n...\n---\nb: 0644\n').map((value) => ({ ...(value as object) })),
      [{ a: true }, { b: 420 }],
    );
  });

  it('and reads each slice as yaml reads it in the whole', (test) => {
    // An unclosed quote swallows what follows when the whole is read; kubectl cuts first, and so do we. Sound texts agree.
    const random = new Random(SEED);
    let compared = 0;
    const check = (text: string) => {
      const whole = readByReference('a.yaml', text).documents;
      const { documents } = read(text);
      const isSound = [...whole, ...documents].every((document) => document.problems.every(({ kind }) => kind === 'duplicate'));
      if (!isSound || splitDocuments(text) === undefined) return;
      compared++;
      assert.deepEqual(outlines(documents), outlines(whole), JSON.stringify(text));
    };
    const samples = sampleTexts().filter(({ length }) => length < 4000);
    for (let i = 0; i < 120 * FUZZ; i++) check([random.pick(samples), random.pick(samples), randomDocument(random)].join('\n---\n'));
    for (const { text } of corpusFiles(/\.ya?ml$/)) if (text.includes('\n---')) check(text);
    test.diagnostic(`seed ${SEED}: ${compared} texts of several documents`);
    assert.ok(compared > 20);
  });
});

describe('an edit', () => {
  it('moves the documents below it and reads only the one that it changes', () => {
    const before = read('a: 1\n---\nb: 2\n---\nc: 3\n');
    const [first, second, third] = before.documents;
    const after = read('a: 1\n---\nb: 22 # more\n---\nc: 3\n', before);
    assert.equal(after.documents[0], first);
    assert.notEqual(after.documents[1], second);
    assert.equal(after.documents[2], third);
    assert.equal(third?.root, after.documents[2]?.root);
    assert.deepEqual([third?.origin.offset, third && Value.root(third)?.get('c')?.at.start], [22, 29]);
  });

  it('keeps equal documents apart', () => {
    const before = read('a: 1\n---\nb: 2\n---\nb: 2\n---\nb: 2\n');
    const after = read('a: 1\n---\nb: 2\n---\nb: 2\n', before);
    assert.equal(new Set(after.documents).size, 3);
    assert.deepEqual(
      after.documents.map(({ origin }) => origin.offset),
      [0, 5, 14],
    );
  });

  it('that changes nothing changes nothing', () => {
    const before = read('a: 1\n');
    assert.equal(read('a: 1\n', before), before);
  });

  it('answers as a fresh reading does, however many came before it', (test) => {
    const random = new Random(SEED);
    const samples = sampleTexts().filter(({ length }) => length < 1500);
    let kept = 0;
    for (let round = 0; round < 20 * FUZZ; round++) {
      let state = read([0, 1, 2].map(() => (random.once(3) ? randomDocument(random) : random.pick(samples))).join('\n---\n'));
      for (let step = 0; step < 12; step++) {
        const text = random.edit(state.text, PIECES);
        const next = read(text, state);
        kept += next.documents.filter((document) => state.documents.includes(document)).length;
        assert.deepEqual(
          next.documents.map((document) => [document.origin.offset, outline(document)]),
          read(text).documents.map((document) => [document.origin.offset, outline(document)]),
          JSON.stringify(text),
        );
        state = next;
      }
    }
    test.diagnostic(`seed ${SEED}: ${kept} documents kept`);
    assert.ok(kept > 100);
  });
});

describe('a tree that was released', () => {
  for (const text of ['a: [1, "b"]\nc: |\n  d\n', 'a: &x [1, 2]\nb: *x\n', '- !!str 1\n- "a\nb"\n', 'a: b\na: c\n']) {
    it(`is read again: ${JSON.stringify(text)}`, () => {
      const [document] = read(text).documents as [Document];
      const before = outline(document);
      const { root } = document;
      document.release();
      assert.deepEqual(outline(document), before);
      assert.notEqual(document.root, root);
    });
  }
});

describe('untrusted texts', () => {
  const sound = (document: Document): void => {
    const walk = (node: Node, depth: number): void => {
      assert.ok(depth < 2000 && node.start <= node.end && node.end <= document.text.length, 'nodes lie in the text');
      if (node.kind === 'map') for (const { value } of node.entries) walk(value, depth + 1);
      if (node.kind === 'list') for (const item of node.items) walk(item, depth + 1);
    };
    if (document.root) walk(document.root, 0);
    for (const { at } of document.problems)
      assert.ok(at.start <= at.end && at.end <= document.origin.offset + document.text.length, 'problems lie in the text');
  };

  const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]\n${[...'bcdefgh'].map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefg'[i]}`).join(', ')}]\n`).join('')}`;
  const cases: Readonly<Record<string, string>> = {
    'an alias bomb': bomb,
    'an alias bomb of merge keys': `a: &a {k: 1}\n${[...'bcdefghij'].map((name, i) => `${name}: &${name}\n  <<: [${Array(40).fill(`*${'abcdefghi'[i]}`).join(', ')}]\n`).join('')}`,
    'an anchor in itself': 'a: &a\n  b: *a\n',
    'a list in itself': '&a [*a]\n',
    '5,000 brackets': '['.repeat(5000),
    '5,000 closed brackets': '['.repeat(5000) + ']'.repeat(5000),
    '2,000 braces': '{a: '.repeat(2000),
    '5,000 dashes': `${'- '.repeat(5000)}x\n`,
    '700 levels': Array.from({ length: 700 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
    '700 levels of lists': Array.from({ length: 700 }, (_, i) => `${' '.repeat(i)}-\n`).join(''),
    'a line of a megabyte': `a: ${'x'.repeat(1_000_000)}\n`,
    'a quoted line of a megabyte': `a: "${'x '.repeat(500_000)}"\nb: 'c`,
    'a megabyte of blanks': `a:${' '.repeat(1_000_000)}b\n`,
    '100,000 empty lines': `a: |\n${'\n'.repeat(100_000)}`,
    'a key of 2,000 characters': `${'k'.repeat(2000)}: v\n`,
    '20,000 keys': Array.from({ length: 20_000 }, (_, i) => `k${i}: v\n`).join(''),
    '5,000 times the same key': 'k: v\n'.repeat(5000),
    '20,000 documents': '---\na: b\n'.repeat(20_000),
    '20,000 unclosed quotes': `${'a: "b\n---\n'.repeat(2000)}${'- "x\n'.repeat(2000)}`,
    '200 lists that stand too far left': 'a:\n  b: [\nc,\n]\n'.repeat(200),
    'only a byte order mark': '\ufeff',
    'byte order marks': '\ufeffa: b\n---\n\ufeffc: d\n',
    'lone carriage returns': 'a: b\rc: d\r',
    NUL: 'a: \0\n\0: b\n',
    'half a surrogate': 'a: \ud800\n"\udc00": b\n',
    binary: Array.from({ length: 4096 }, (_, i) => String.fromCharCode((i * 31) & 0xff)).join(''),
    'every escape': `a: "${[...'0abtnvfre "/\\N_LP'].map((one) => `\\${one}`).join('')}\\x41\\u0041\\U00000041\\U00110000"\n`,
    'only tabs': '\t\t\n\t\n',
  };
  for (const [name, text] of Object.entries(cases)) {
    it(name, { timeout: 10_000 }, () => {
      const { documents } = read(text);
      for (const document of documents) sound(document);
    });
  }

  it('are bounded in length', () => {
    const [document] = read(`a: |\n${'x'.repeat(MAX_DOCUMENT)}\n`).documents;
    assert.deepEqual([document?.root, document?.problems[0]?.kind], [undefined, 'disliked']);
  });

  it('a document that was too long is not mistaken for another one', () => {
    const before = read('b'.repeat(MAX_DOCUMENT + 1));
    assert.equal(read('b', before).documents[0]?.problems.length, 0);
  });

  it('refuses what expands too far', () => {
    assert.deepEqual(problems(bomb), ['refused: The aliases of this document expand to more than {0} values.']);
    assert.deepEqual(problems('a: &a\n  b: *a\n'), ['refused: The anchor {0} contains its own alias.']);
    assert.deepEqual(problems('['.repeat(5000)), ['refused: This document is nested too deeply to be read.']);
  });

  it('edited at random are read without a fault', (test) => {
    const random = new Random(SEED);
    const samples = sampleTexts().filter(({ length }) => length < 3000);
    const fails = (text: string) => {
      try {
        for (const document of read(text).documents) sound(document);
        return false;
      } catch {
        return true;
      }
    };
    for (let i = 0; i < 300 * FUZZ; i++) {
      let text = random.pick(samples);
      for (let edits = random.below(6); edits >= 0; edits--) text = random.edit(text, PIECES);
      if (fails(text)) assert.fail(`seed ${SEED}: ${JSON.stringify(shortest(text, fails))}`);
    }
    test.diagnostic(`seed ${SEED}`);
  });
});
