import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Origin } from '../../server/src/text/span';
import { readWithoutHalfTyped } from '../../server/src/yaml/half-typed';
import type { Document } from '../../server/src/yaml/node';
import { readYaml } from '../../server/src/yaml/read';
import { readReference } from '../../server/src/yaml/reference';
import { Value } from '../../server/src/yaml/value';
import { sampleTexts } from './samples';

/** What is refused, marked with `!` where the rest was read without it, and the rest. */
function told(text: string, read = (one: string) => readYaml('a.yaml', one).documents): readonly [refused: readonly string[], json: unknown] {
  const [document, ...others] = read(text);
  assert.ok(document && others.length === 0);
  const refused = document.problems.filter(({ kind }) => kind === 'refused');
  return [refused.map(({ at, isLeftOut }) => (isLeftOut ? '!' : '') + text.slice(at.start, at.end)), plain(document)];
}

/** Compares as literals do: the reader makes objects without a prototype. */
function plain(document: Document): unknown {
  return JSON.parse(JSON.stringify(Value.root(document)?.toJson()));
}

describe('a key that is being typed is left out', () => {
  const cases: readonly [where: string, text: string, words: readonly string[], json: unknown][] = [
    ['at the root', 'a: 1\nfo\nb: 2\n', ['!fo'], { a: 1, b: 2 }],
    ['on the first line', 'fo\nb: 2\n', ['!fo'], { b: 2 }],
    ['on the last line', 'a:\n  b: 2\nfo', ['!fo'], { a: { b: 2 } }],
    ['with Windows line ends', 'a: 1\r\nfo\r\nb: 2\r\n', ['!fo'], { a: 1, b: 2 }],
    ['inside a mapping', 'a:\n  x: 1\n  fo\n  z: 2\nb: 1\n', ['!fo'], { a: { x: 1, z: 2 }, b: 1 }],
    ['at the end of a mapping', 'a:\n  x: 1\n  fo\n\n# next\nb: 1\n', ['!fo'], { a: { x: 1 }, b: 1 }],
    ['behind a dash', 'a:\n  - fo\n    x: 1\n', ['!fo'], { a: [{ x: 1 }] }],
    ['of a label', 'a:\n  x: 1\n  app.kubernetes.io/na\nb: 1\n', ['!app.kubernetes.io/na'], { a: { x: 1 }, b: 1 }],
    ['below a text of several lines', 'a:\n  x: |\n    text\n  fo\n  z: >-\n    more\nb: 1\n', ['!fo'], { a: { x: 'text\n', z: 'more' }, b: 1 }],
    ['beside anchors', 'a: &x { k: 1 }\nfo\nb: *x\n', ['!fo'], { a: { k: 1 }, b: { k: 1 } }],
    ['in two places', 'a: 1\nfo\nb:\n  c: 1\n  ba\n', ['!fo', '!ba'], { a: 1, b: { c: 1 } }],
    ['in JSON', '{\n  "a": 1,\n  "fo\n}\n', ['!"fo'], { a: 1 }],
    ['in JSON, in front of others', '{\n  "fo"\n  "a": { "b": [1] }\n}\n', ['!"fo"'], { a: { b: [1] } }],
  ];
  for (const [where, text, words, json] of cases) it(where, () => assert.deepEqual(told(text), [words, json]));

  it('and everything else keeps its place', () => {
    const text = 'a: 1\nfo\nb: "two"\n';
    const [document] = readYaml('a.yaml', text).documents;
    assert.ok(document);
    const places = () => Value.root(document)?.get('b')?.at;
    assert.deepEqual(text.slice(places()?.start, places()?.end), '"two"');
    assert.equal(document.text, text);
    // What was released is read again in the same way.
    document.release();
    assert.deepEqual(text.slice(places()?.start, places()?.end), '"two"');
  });

  it('and another document of the file is not touched', () => {
    const { documents } = readYaml('a.yaml', 'a: 1\nfo\n---\nb: 1\n');
    assert.deepEqual(documents.map(plain), [{ a: 1 }, { b: 1 }]);
  });

  it('on whatever line of a manifest it is typed', () => {
    let count = 0;
    for (const text of MANIFESTS) {
      const [faults, json] = told(text);
      if (faults.length > 0) continue;
      const lines = text.split('\n');
      for (const [index, line] of lines.entries()) {
        const indentation = /^ */.exec(line)?.[0] ?? '';
        const [refused, rest] = told([...lines.slice(0, index), `${indentation}typed`, ...lines.slice(index)].join('\n'));
        // In front of the items of a list it is no key of a mapping, and in a text it is text.
        if (/^ *(?:- |#)|^$/.test(line) || (refused.length === 0 && JSON.stringify(rest).includes('typed'))) continue;
        assert.deepEqual([refused, rest], [['!typed'], json], `line ${index + 1} of\n${text}`);
        count++;
      }
    }
    assert.ok(count > 20, String(count));
  });
});

describe('what the one-pass reader leaves out, `yaml` would', () => {
  const words = ['typed', '- typed', '  typed', 'app.kubernetes.io/na', 'typed\n  typed', 'typed # note', 'typed\n'];
  const byReference = (text: string) => readWithoutHalfTyped(text, readReference(text, new Origin('a.yaml')));

  it('on every line of many samples', () => {
    let left = 0;
    for (const text of sampleTexts().filter((one) => !one.includes('\n---') && one.length < 300)) {
      const lines = text.split('\n');
      for (const [index, line] of lines.entries()) {
        const indentation = /^ */.exec(line)?.[0] ?? '';
        const typed = [...lines.slice(0, index), indentation + words[index % words.length], ...lines.slice(index)].join('\n');
        if (byReference(typed).length > 1) continue;
        const answer = told(typed);
        assert.deepEqual(answer, told(typed, byReference), typed);
        if (answer[0][0]?.startsWith('!')) left++;
      }
    }
    assert.ok(left > 100, String(left));
  });
});

describe('nothing is left out', () => {
  const cases: readonly [why: string, text: string][] = [
    ['with lines that belong to the word', 'a: 1\nfo\n  x: 1\nb: 2\n'],
    ['with a list that belongs to the word', 'a: 1\nfo\n- x: 1\nb: 2\n'],
    ['where the line has more than a word', 'a: 1\nfo bar\nb: 2\n'],
    ['where something else is wrong too', 'a: 1\nfo\nb: [1\n'],
    ['of a list in JSON', '{\n  "a": [\n    "x"\n    "y"\n  ]\n}\n'],
    ['where there are many such lines', 'a: 1\nw\nx\ny\nz\nb: 2\n'],
  ];
  for (const [why, text] of cases) {
    it(why, () => {
      const [refused] = told(text);
      assert.ok(refused.length > 0 && refused.every((one) => !one.startsWith('!')), refused.join());
    });
  }
});

const MANIFESTS = [
  ...sampleTexts().filter((text) => /^apiVersion:/.test(text) && !text.includes('\n---') && text.length < 700),
  `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations:
    note: |
      first

      second
    other: x
spec:
  # How many.
  replicas: 2
  template:
    spec:
      containers:
        - name: web
          args: ["-a", "b"]
          ports:
            - containerPort: 80
              name: http
`,
];
