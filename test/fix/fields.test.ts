import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addItem } from '../../server/src/fix/containers';
import {
  insertField,
  insertFieldAfter,
  insertItem,
  removeField,
  removeItem,
  renameKey,
  replaceSource,
  replaceValue,
  setField,
} from '../../server/src/fix/fields';
import { joinItems, wrapInList } from '../../server/src/fix/lists';
import { moveField } from '../../server/src/fix/reshape';
import { Raw } from '../../server/src/fix/write-yaml';
import { applyEdits, type Edit } from '../../server/src/text/edit';
import { readYaml } from '../../server/src/yaml/read';
import { Value } from '../../server/src/yaml/value';

type Step = string | number;

function edited(text: string, way: readonly Step[], make: (value: Value, root: Value) => Edit | readonly Edit[] | undefined): string {
  const documents = readYaml('a.yaml', text).documents.filter(({ root }) => root !== undefined);
  const document = documents.at(-1);
  const root = document && Value.root(document);
  const value = root?.get(...way);
  assert.ok(root && value, `nothing at ${way.join('.')}`);
  const edits = make(value, root) ?? [];
  return applyEdits(text, Array.isArray(edits) ? edits : [edits as Edit]);
}

/** Each row: the text before, the way to a value, the text after. Every row is tried with Windows line breaks too. */
function cases(
  make: (value: Value, root: Value) => Edit | readonly Edit[] | undefined,
  rows: readonly [before: string, way: readonly Step[], after: string][],
): void {
  for (const [before, way, after] of rows) {
    it(`${JSON.stringify(before)} ${way.join('.')}`, () => {
      assert.equal(edited(before, way, make), after);
      if (before.includes('\n')) assert.equal(edited(before.replaceAll('\n', '\r\n'), way, make), after.replaceAll('\n', '\r\n'));
    });
  }
}

describe('a field is added', () =>
  cases(
    (value) => insertField(value, 'z', 1),
    [
      ['a: 1\n', [], 'a: 1\nz: 1\n'],
      ['a: 1', [], 'a: 1\nz: 1'],
      ['a: 1 # one\n# end\n', [], 'a: 1 # one\nz: 1\n# end\n'],
      ['a:\n  b: 1\n\n# next\nc: 2\n', ['a'], 'a:\n  b: 1\n  z: 1\n\n# next\nc: 2\n'],
      ['a:\n  b: |\n    x\nc: 2\n', ['a'], 'a:\n  b: |\n    x\n  z: 1\nc: 2\n'],
      ['a:\n  b: |\n    x', ['a'], 'a:\n  b: |\n    x\n  z: 1'],
      ['a:\n  b:\nc: 2\n', ['a'], 'a:\n  b:\n  z: 1\nc: 2\n'],
      ['a:\n  b: # none\nc: 2\n', ['a'], 'a:\n  b: # none\n  z: 1\nc: 2\n'],
      ['a:\n  b:\n  - c\n  - d # e\nf: g\n', ['a'], 'a:\n  b:\n  - c\n  - d # e\n  z: 1\nf: g\n'],
      ['- a: 1\n- b: 2\n', [0], '- a: 1\n  z: 1\n- b: 2\n'],
      ['-   a: 1\n', [0], '-   a: 1\n    z: 1\n'],
      ['- - a: 1\n', [0, 0], '- - a: 1\n    z: 1\n'],
      ['a: {}\n', ['a'], 'a: { z: 1 }\n'],
      ['a: { }\n', ['a'], 'a: { z: 1 }\n'],
      ['a: {b: 1} # c\n', ['a'], 'a: {b: 1, z: 1} # c\n'],
      ['a: { b: 1 }\n', ['a'], 'a: { b: 1, z: 1 }\n'],
      ['a: {b: 1,}\n', ['a'], 'a: {b: 1, z: 1,}\n'],
      ['a: {\n  b: 1\n}\n', ['a'], 'a: {\n  b: 1,\n  z: 1\n}\n'],
      ['a: [b: 1]\n', ['a', 0], 'a: [{ b: 1, z: 1 }]\n'],
      ['a: "x\n  y"\n', [], 'a: "x\n  y"\nz: 1\n'],
      ['---\na: 1\n---\nb: 2\n', [], '---\na: 1\n---\nb: 2\nz: 1\n'],
      ['a: 1\nb: &x\n  c: 2\n', ['b'], 'a: 1\nb: &x\n  c: 2\n  z: 1\n'],
      ['a: &x {c: 2}\nb:\n  <<: *x\n  d: 1\ne: 3\n', ['b'], 'a: &x {c: 2}\nb:\n  <<: *x\n  d: 1\n  z: 1\ne: 3\n'],
      ['a: &x {c: 2}\nb:\n  <<: *x\ne: 3\n', ['b'], 'a: &x {c: 2}\nb:\n  <<: *x\n  z: 1\ne: 3\n'],
      ['a: &x {c: 2}\nb: *x\n', ['b'], 'a: &x {c: 2}\nb: *x\n'],
      ['\ufeffa: 1\n', [], '\ufeffa: 1\nz: 1\n'],
    ],
  ));

describe('a field is added behind another', () =>
  cases(
    (value) => insertFieldAfter(value, 'a', 'z', { w: [1] }),
    [
      ['a: 1 # one\nb: 2\n', [], 'a: 1 # one\nz:\n  w:\n    - 1\nb: 2\n'],
      ['a:\n  c: 1\nb: 2\n', [], 'a:\n  c: 1\nz:\n  w:\n    - 1\nb: 2\n'],
      ['a: |\n  x\nb: 2\n', [], 'a: |\n  x\nz:\n  w:\n    - 1\nb: 2\n'],
      ['b: 2\n', [], 'b: 2\nz:\n  w:\n    - 1\n'],
      ['{a: 1, b: 2}\n', [], '{a: 1, b: 2, z: { w: [1] }}\n'],
      ['x: &m {a: 1}\nv:\n  <<: *m\n  b: 2\n', ['v'], 'x: &m {a: 1}\nv:\n  <<: *m\n  b: 2\n  z:\n    w:\n      - 1\n'],
    ],
  ));

describe('a field is set', () =>
  cases(
    (value) => setField(value, ['a', 'b'], 'yes'),
    [
      ['a:\n  b: 1 # c\n', [], 'a:\n  b: "yes" # c\n'],
      ['a:\n  b: |\n    x\nc: 1\n', [], 'a:\n  b: "yes"\nc: 1\n'],
      ['a:\n  b:\n    - 1\n    - 2 # two\nc: 1\n', [], 'a:\n  b: "yes" # two\nc: 1\n'],
      ['a:\n  b:\n  - 1\nc: 1\n', [], 'a:\n  b: "yes"\nc: 1\n'],
      ['a:\n  b: # why\n    d: 1\nc: 1\n', [], 'a:\n  b: "yes" # why\nc: 1\n'],
      ['a:\n  b:\nc: 1\n', [], 'a:\n  b: "yes"\nc: 1\n'],
      ['a:\n  b: # none\nc: 1\n', [], 'a:\n  b: "yes" # none\nc: 1\n'],
      ['a:\n  b: ~\n', [], 'a:\n  b: "yes"\n'],
      ['a:\nc: 1\n', [], 'a:\n  b: "yes"\nc: 1\n'],
      ['a: # none\nc: 1\n', [], 'a: # none\n  b: "yes"\nc: 1\n'],
      ['a: null\nc: 1\n', [], 'a: \n  b: "yes"\nc: 1\n'],
      ['c: 1\n', [], 'c: 1\na:\n  b: "yes"\n'],
      ['a: {}\n', [], 'a: { b: "yes" }\n'],
      ['a: {b: [1, 2]}\n', [], 'a: {b: "yes"}\n'],
      ['{a: {b: 1}}\n', [], '{a: {b: "yes"}}\n'],
      ['{a: }\n', [], '{a: { b: "yes" }}\n'],
      ['{a}\n', [], '{a: { b: "yes" }}\n'],
      ['- x: 1\n', [0], '- x: 1\n  a:\n    b: "yes"\n'],
      ['a: text\n', [], 'a: text\n'],
    ],
  ));

describe('a value is replaced by a collection', () =>
  cases(
    (value) => replaceValue(value, { x: ['w'] }),
    [
      ['a:\n  b: 1 # c\nd: 2\n', ['a'], 'a:\n  x:\n    - w # c\nd: 2\n'],
      ['a:\n- 1\n- 2\nd: 2\n', ['a'], 'a:\n  x:\n    - w\nd: 2\n'],
      ['a: {b: 1}\n', ['a'], 'a: { x: [w] }\n'],
      ['a:\nb: 1\n', ['a'], 'a:\n  x:\n    - w\nb: 1\n'],
    ],
  ));

describe('an item is added', () =>
  cases(
    (value) => insertItem(value, { p: 1, q: 2 }),
    [
      ['a:\n  - b\n', ['a'], 'a:\n  - b\n  - p: 1\n    q: 2\n'],
      ['a:\n- b # c\nd: 1\n', ['a'], 'a:\n- b # c\n- p: 1\n  q: 2\nd: 1\n'],
      ['a:\n  - b: 1\n    c:\n      - 2\nd: 1\n', ['a'], 'a:\n  - b: 1\n    c:\n      - 2\n  - p: 1\n    q: 2\nd: 1\n'],
      ['a:\n  - |\n    b\nd: 1\n', ['a'], 'a:\n  - |\n    b\n  - p: 1\n    q: 2\nd: 1\n'],
      ['a:\n  -\nd: 1\n', ['a'], 'a:\n  -\n  - p: 1\n    q: 2\nd: 1\n'],
      ['a: []\n', ['a'], 'a: [{ p: 1, q: 2 }]\n'],
      ['a: [b]\n', ['a'], 'a: [b, { p: 1, q: 2 }]\n'],
      ['a: [ b, ]\n', ['a'], 'a: [ b, { p: 1, q: 2 }, ]\n'],
      ['a: [\n  b # c\n]\n', ['a'], 'a: [\n  b, { p: 1, q: 2 } # c\n]\n'],
      ['a: &x [b]\nc: *x\n', ['c'], 'a: &x [b]\nc: *x\n'],
    ],
  ));

describe('a list is made where there is none', () =>
  cases(
    (value) => addItem(value, 'env', { name: 'A' }),
    [
      ['a: 1\n', [], 'a: 1\nenv:\n  - name: A\n'],
      ['env:\na: 1\n', [], 'env:\n  - name: A\na: 1\n'],
      ['env:\n- name: B\na: 1\n', [], 'env:\n- name: B\n- name: A\na: 1\n'],
    ],
  ));

describe('a field is removed', () =>
  cases(
    (value) => removeField(value),
    [
      ['a: 1\nb: 2\n', ['a'], 'b: 2\n'],
      ['a: 1\nb: 2\n', ['b'], 'a: 1\n'],
      ['a: 1\nb: 2', ['b'], 'a: 1\n'],
      ['a: 1\n\n# about b\nb: 2\nc: 3\n', ['b'], 'a: 1\n\n# about b\nc: 3\n'],
      ['a:\n  b: 1\n  c: 2\nd: 3\n', ['a'], 'd: 3\n'],
      ['a:\n  b: 1\n  c: 2\nd: 3\n', ['a', 'c'], 'a:\n  b: 1\nd: 3\n'],
      ['a:\n  b: 1\nd: 3\n', ['a', 'b'], 'a: {}\nd: 3\n'],
      ['a: # why\n  b: 1\nd: 3\n', ['a', 'b'], 'a: {} # why\nd: 3\n'],
      ['a:\n  b:\n    - c\nd: 3\n', ['a', 'b'], 'a: {}\nd: 3\n'],
      ['a:\n  b: |\n    c\nd: 3\n', ['a', 'b'], 'a: {}\nd: 3\n'],
      ['a: |\n  x\nb: 2\n', ['a'], 'b: 2\n'],
      ['a:\n- x\n- v\nb: 2\n', ['a'], 'b: 2\n'],
      ['a:\nb: 2\n', ['a'], 'b: 2\n'],
      ['- a: 1\n  b: 2\n- c: 3\n', [0, 'a'], '- b: 2\n- c: 3\n'],
      ['- a: 1\n\n  b: 2\n', [0, 'a'], '- b: 2\n'],
      ['- a:\n    x: 1\n  b: 2\n', [0, 'a'], '- b: 2\n'],
      ['- a: 1\n  # about b\n  b: 2\n', [0, 'a'], '- # about b\n  b: 2\n'],
      ['- a: 1\n- c: 3\n', [0, 'a'], '- {}\n- c: 3\n'],
      ['{a: 1, b: 2, c: 3}\n', ['a'], '{b: 2, c: 3}\n'],
      ['{a: 1, b: 2, c: 3}\n', ['b'], '{a: 1, c: 3}\n'],
      ['{a: 1, b: 2, c: 3}\n', ['c'], '{a: 1, b: 2}\n'],
      ['{ a: 1 }\n', ['a'], '{  }\n'],
      ['a: {b: 1,}\n', ['a', 'b'], 'a: {}\n'],
      ['a: 1\n', ['a'], '{}\n'],
    ],
  ));

describe('an item is removed', () =>
  cases(
    (value) => removeItem(value),
    [
      ['a:\n  - b\n  - c\n', ['a', 0], 'a:\n  - c\n'],
      ['a:\n  - b\n  - c\nd: 1\n', ['a', 1], 'a:\n  - b\nd: 1\n'],
      ['a:\n- b\nd: 1\n', ['a', 0], 'a: []\nd: 1\n'],
      ['a: # why\n- b\nd: 1\n', ['a', 0], 'a: [] # why\nd: 1\n'],
      ['- a-b: c-d\n  e: 1\n- -f\n', [1], '- a-b: c-d\n  e: 1\n'],
      ['- # a-b\n  c: 1\n- d\n', [0], '- d\n'],
      ['- - a\n  - b\n- c\n', [0, 0], '- - b\n- c\n'],
      ['- - a\n  - b\n- c\n', [0, 1], '- - a\n- c\n'],
      ['-\n- a\n', [0], '- a\n'],
      ['a: [b, c]\n', ['a', 0], 'a: [c]\n'],
      ['a: [b, c]\n', ['a', 1], 'a: [b]\n'],
      ['a: [b]\n', ['a', 0], 'a: []\n'],
      ['a: [b, ]\n', ['a', 0], 'a: [ ]\n'],
    ],
  ));

describe('keys and sources', () => {
  cases(
    (value) => renameKey({ at: value.keyAt }, 'on'),
    [
      ['a: 1 # c\n', ['a'], '"on": 1 # c\n'],
      ['{a: 1}\n', ['a'], '{"on": 1}\n'],
      ['"a": 1\n', ['a'], '"on": 1\n'],
    ],
  );
  cases(
    (value) => replaceSource(value, '8080'),
    [
      ['a: "x" # c\n', ['a'], 'a: 8080 # c\n'],
      ['a: |\n  x\nb: 1\n', ['a'], 'a: 8080\nb: 1\n'],
    ],
  );
});

describe('a field moves', () =>
  cases(
    (value, root) => moveField(value, root.get('to') as Value),
    [
      ['from:\n  x: 1\n  v: # why\n    - 2\nto:\n  b: 1\n', ['from', 'v'], 'from:\n  x: 1\nto:\n  b: 1\n  v: # why\n    - 2\n'],
      ['from:\n  x: 1\n  # about v\n  v: 2 # two\n  w: 3\nto:\n  b: 1\n', ['from', 'v'], 'from:\n  x: 1\n  w: 3\nto:\n  b: 1\n  # about v\n  v: 2 # two\n'],
      ['from:\n  x: 1\n  v: |\n    text\n\n    more\nto:\n    b: 1\n', ['from', 'v'], 'from:\n  x: 1\nto:\n    b: 1\n    v: |\n      text\n\n      more\n'],
      ['from: {x: 1, v: 2}\nto:\n  b: 1\n', ['from', 'v'], 'from: {x: 1}\nto:\n  b: 1\n  v: 2\n'],
      ['from:\n  x: 1\n  v: 2\nto: {}\n', ['from', 'v'], 'from:\n  x: 1\nto: { v: 2 }\n'],
      ['from:\n  x: 1\n  v:\n    - 2\n    - a: 3\nto: {}\n', ['from', 'v'], 'from:\n  x: 1\nto: { v: [2, { a: 3 }] }\n'],
      ['from:\n  x: 1\n  v:\n    - 2 # two\nto: {}\n', ['from', 'v'], 'from:\n  x: 1\n  v:\n    - 2 # two\nto: {}\n'],
      ['to:\n  b: 1\nv: 2\n', ['v'], 'to:\n  b: 1\n  v: 2\n'],
      ['from:\n  v: 2\nto:\n  b: 1\n', ['from', 'v'], 'from:\n  v: 2\nto:\n  b: 1\n'],
      // From the end of what it goes to.
      ['to:\n  b: 1\n  from:\n    c: 1\n    v: 2\n', ['to', 'from', 'v'], 'to:\n  b: 1\n  from:\n    c: 1\n  v: 2\n'],
    ],
  ));

describe('lists and mappings become each other', () => {
  cases(
    (value) => wrapInList(value),
    [
      ['a:\n  b: 1\n\n  c:\n    d: 2\ne: 3\n', ['a'], 'a:\n  - b: 1\n\n    c:\n      d: 2\ne: 3\n'],
      ['a: {b: 1}\n', ['a'], 'a: [{b: 1}]\n'],
    ],
  );
  cases(
    (value) => joinItems(value),
    [
      ['a:\n  - b: 1\n  - c: 2 # two\n', ['a'], 'a:\n    b: 1\n    c: 2 # two\n'],
      ['a: [{ b: 1 }, { c: 2 }]\n', ['a'], 'a: { b: 1, c: 2 }\n'],
      ['a:\n  - b: 1\n  - b: 2\n', ['a'], 'a:\n  - b: 1\n  - b: 2\n'],
    ],
  );
});

describe('placeholders', () => {
  it('are kept for editors that take them, and are their defaults for others', () => {
    const [document] = readYaml('a.yaml', 'a: 1\n').documents;
    const edit = insertField(Value.root(document as NonNullable<typeof document>) as Value, 'port', new Raw('${1:8080}'), { snippet: true });
    assert.deepEqual([edit.snippet, edit.text], [true, '\nport: ${1:8080}']);
    assert.equal(applyEdits('a: 1\n', [edit]), 'a: 1\nport: 8080\n');
  });
});
