import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type Change, changeFields, replaceField } from '../../server/src/fix/change-fields';
import { applyEdits } from '../../server/src/text/edit';
import { readYaml } from '../../server/src/yaml/read';
import { Value } from '../../server/src/yaml/value';

function change(text: string, make: (root: Value) => Change): string {
  const [document] = readYaml('a.yaml', text).documents;
  const root = document && Value.root(document);
  assert.ok(root);
  return applyEdits(text, changeFields(make(root)));
}

function get(root: Value, ...way: (string | number)[]): Value {
  const found = root.get(...way);
  assert.ok(found, way.join('.'));
  return found;
}

it('writes several fields of one new map together', () => {
  const changed = change('a: 1\nb: 2 # two\n', (map) => ({
    set: [
      { map, way: ['c', 'd'], data: true },
      { map, way: ['c', 'e', 'f'], data: ['x'] },
      { map, way: ['c', 'd'], data: true },
    ],
  }));
  assert.equal(changed, 'a: 1\nb: 2 # two\nc:\n  d: true\n  e:\n    f:\n      - x\n');
});

it('puts new fields in the place of all that go', () => {
  const changed = change('a:\n  x: 1\n  v: 2\nb: 3\n', (root) => ({
    set: [{ map: root, way: ['a', 'z'], data: 4 }],
    remove: [get(root, 'a', 'x'), get(root, 'a', 'v')],
  }));
  assert.equal(changed, 'a:\n  z: 4\nb: 3\n');
});

it('takes away a map of which nothing is left', () => {
  const changed = change('a:\n  x: 1\n  v: 2\nb: 3\n', (root) => ({ remove: [get(root, 'a', 'x'), get(root, 'a', 'v')] }));
  assert.equal(changed, 'b: 3\n');
});

it('does not write below lines that go', () => {
  const changed = change('s:\n  list:\n    - a: 1\n      c:\n        p: true\n        q: 1\n', (root) => ({
    set: [{ map: get(root, 's'), way: ['t'], data: 1 }],
    remove: [get(root, 's', 'list', 0, 'c', 'q')],
  }));
  assert.equal(changed, 's:\n  t: 1\n  list:\n    - a: 1\n      c:\n        p: true\n');
});

it('fills a key without a value, and replaces what is there', () => {
  const changed = change('a:\nb: { c: 1 }\nd: [1]\n', (map) => ({
    set: [
      { map, way: ['a', 'x'], data: 1 },
      { map, way: ['b', 'c'], data: 2 },
      { map, way: ['d'], data: [2] },
    ],
  }));
  assert.equal(changed, 'a:\n  x: 1\nb: { c: 2 }\nd: [2]\n');
});

it('keeps what stands in braces as it is laid out', () => {
  const json = '{\n  "s": {\n    "a": true,\n    "l": [\n      { "c": 1, "d": 2 }\n    ],\n    "e": {},\n    "v": ["x"]\n  }\n}\n';
  const changed = change(json, (root) => ({
    set: [
      { map: get(root, 's', 'l', 0), way: ['e', 'f'], data: 3 },
      { map: get(root, 's'), way: ['g', 'h'], data: [{ i: 1 }] },
      { map: get(root, 's'), way: ['e', 'j'], data: ['ALL'] },
      { map: get(root, 's'), way: ['v'], data: ['w'] },
    ],
    remove: [get(root, 's', 'a'), get(root, 's', 'l', 0, 'c')],
  }));
  const added = '"g": {\n      "h": [\n        {\n          "i": 1\n        }\n      ]\n    }'.replaceAll('"', '');
  assert.equal(
    changed,
    `{\n  "s": {\n    "l": [\n      { "d": 2, e: { f: 3 } }\n    ],\n    "e": {\n      j: [ALL]\n    },\n    "v": [w],\n    ${added}\n  }\n}\n`,
  );
});

it('takes mappings in braces away of which nothing is left', () => {
  const changed = change('s: { a: { b: { c: 1 } }, d: 2 }\ne: { f: 1 }\n', (root) => ({ remove: [get(root, 's', 'a', 'b', 'c'), get(root, 'e', 'f')] }));
  assert.equal(changed, 's: { d: 2 }\n');
});

it('changes a flow mapping, with all its changes', () => {
  const changed = change('s: { a: true, b: "1", l: [{ c: 1, d: 2 }] }\n', (root) => ({
    set: [{ map: get(root, 's', 'l', 0), way: ['e', 'f'], data: 3 }],
    remove: [get(root, 's', 'a'), get(root, 's', 'l', 0, 'c')],
  }));
  assert.equal(changed, 's: { b: "1", l: [{ d: 2, e: { f: 3 } }] }\n');
  const commented = 's: { a: true, # yes\n  b: 1 }\n';
  assert.equal(
    change(commented, (root) => ({ remove: [get(root, 's', 'a')] })),
    commented,
  );
});

it('writes a field in the place of another, and keeps the comment behind it', () => {
  const replace = (text: string, ...way: (string | number)[]) => {
    const [document] = readYaml('a.yaml', text).documents;
    const root = document && Value.root(document);
    assert.ok(root);
    return applyEdits(text, replaceField(get(root, ...way), 'from', { a: { b: 1 } }));
  };
  assert.equal(replace('x:\n  - n: 1\n    v: 2 # two\n    w: 3\n', 'x', 0, 'v'), 'x:\n  - n: 1\n    from:\n      a:\n        b: 1 # two\n    w: 3\n');
  assert.equal(replace('x: { v: 2, w: 3 } # two\n', 'x', 'v'), 'x: { w: 3, from: { a: { b: 1 } } } # two\n');
  assert.equal(replace('x: { v: 2, # two\n  w: 3 }\n', 'x', 'v'), 'x: { v: 2, # two\n  w: 3 }\n');
});
