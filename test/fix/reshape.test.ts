import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { moveField, moveFields, reshape, type Shape } from '../../server/src/fix/reshape';
import { applyEdits } from '../../server/src/text/edit';
import { readYaml } from '../../server/src/yaml/read';
import { Value } from '../../server/src/yaml/value';

describe('reshape', () => {
  const toService = (backend: Value): Shape => [
    {
      key: 'service',
      shape: [
        { key: 'name', from: backend.get('serviceName') as Value },
        { key: 'port', shape: [{ key: 'number', from: backend.get('servicePort') as Value }] },
      ],
    },
  ];
  const cases: readonly (readonly [name: string, before: string, after: string])[] = [
    [
      'block style, with comments at the ends of lines and above',
      'backend:\n  serviceName: web # the shop\n  # its port\n  servicePort: 80 # plain\nnext: 1\n',
      'backend:\n  service:\n    name: web # the shop\n    port:\n      # its port\n      number: 80 # plain\nnext: 1\n',
    ],
    ['flow style', 'backend: { serviceName: web, servicePort: 80 } # both\n', 'backend: { service: { name: web, port: { number: 80 } } } # both\n'],
    [
      'braces with a line for each field',
      'backend: {\n  # the shop\n  serviceName: web, # its name\n  servicePort: 80\n}\n',
      'backend: {\n  service: {\n    name: web, # its name\n    port: {\n      number: 80\n    }\n  }\n}\n',
    ],
    ['a block in a list', '- servicePort: 80\n  serviceName: web\n- 2\n', '- service:\n    name: web\n    port:\n      number: 80\n- 2\n'],
    [
      'line ends of Windows',
      'backend:\r\n  serviceName: web\r\n  servicePort: 80\r\n',
      'backend:\r\n  service:\r\n    name: web\r\n    port:\r\n      number: 80\r\n',
    ],
  ];
  for (const [name, before, after] of cases) {
    it(name, () => {
      const root = rootOf(before);
      const backend = root.get('backend') ?? (root.items()[0] as Value);
      assert.equal(applyEdits(before, [reshape(backend, toService(backend))]), after);
    });
  }

  it('keeps block scalars and what stands below keys', () => {
    const before = 'a:\n  text: |\n    one\n      two\n  list:\n  - x # first\n  - y\n';
    const map = rootOf(before).get('a') as Value;
    const shape: Shape = [
      {
        key: 'in',
        shape: [
          { key: 'list', from: map.get('list') as Value },
          { key: 'words', from: map.get('text') as Value },
        ],
      },
    ];
    assert.equal(applyEdits(before, [reshape(map, shape)]), 'a:\n  in:\n    list:\n    - x # first\n    - y\n    words: |\n      one\n        two\n');
  });
});

describe('moveField', () => {
  const move = (text: string, field: readonly (string | number)[], target: readonly (string | number)[], way: readonly string[] = []) => {
    const root = rootOf(text);
    return applyEdits(text, moveField(root.get(...field) as Value, root.get(...target) as Value, way));
  };

  it('down into a mapping that exists', () => {
    assert.equal(move('a: 1\nb:\n  c: 2 # two\nd: 4 # four\n', ['d'], ['b']), 'a: 1\nb:\n  c: 2 # two\n  d: 4 # four\n');
  });

  it('up, with all that is below it', () => {
    assert.equal(move('a:\n  b: 1\n  c:\n    # deep\n    - x\n  d: 2\n', ['a', 'c'], []), 'a:\n  b: 1\n  d: 2\nc:\n  # deep\n  - x\n');
  });

  it('into mappings that are made for it', () => {
    assert.equal(
      move('x:\n  - name: a\n    caps: [B]\n    image: c\n', ['x', 0, 'caps'], ['x', 0], ['security', 'deep']),
      'x:\n  - name: a\n    image: c\n    security:\n      deep:\n        caps: [B]\n',
    );
  });

  it('with the comments above it', () => {
    assert.equal(move('a:\n  b: 1\n  # why\n  # so\n  c: 2\nd:\n  e: 1\n', ['a', 'c'], ['d']), 'a:\n  b: 1\nd:\n  e: 1\n  # why\n  # so\n  c: 2\n');
  });

  it('into flow style', () => {
    assert.equal(move('a: { b: 1 }\nc: [2]\n', ['c'], ['a']), 'a: { b: 1, c: [2] }\n');
    assert.equal(move('a: {}\nc: 2\n', ['c'], ['a']), 'a: { c: 2 }\n');
  });

  it('up behind the lines that it leaves', () => {
    assert.equal(move('a:\n  - b: 1\n    # why\n    c: 2\n', ['a', 0, 'c'], []), 'a:\n  - b: 1\n# why\nc: 2\n');
    assert.equal(move('a:\n  - b: 1\n    c: 2', ['a', 0, 'c'], []), 'a:\n  - b: 1\nc: 2\n');
    assert.equal(move('a:\n  - b: 1\n    c: |\n      x\n', ['a', 0, 'c'], []), 'a:\n  - b: 1\nc: |\n  x\n');
  });

  it('not into itself, and not where nothing would be left', () => {
    assert.equal(move('a:\n  b: {}\nc: 1\n', ['a'], ['a', 'b']), 'a:\n  b: {}\nc: 1\n');
    assert.equal(move('a:\n  b: 1\nc:\n  d: 1\n', ['a', 'b'], ['c']), 'a:\n  b: 1\nc:\n  d: 1\n');
  });
});

describe('moveFields', () => {
  const move = (
    text: string,
    target: readonly (string | number)[],
    moves: readonly (readonly [field: readonly (string | number)[], way?: readonly string[]])[],
  ) => {
    const root = rootOf(text);
    const found = moves.map(([field, way = []]) => ({ field: root.get(...field) as Value, target: root.get(...target) as Value, way }));
    return applyEdits(
      text,
      moveFields(found, ({ entry }) => entry?.name === 'empty'),
    );
  };

  it('next to each other and apart, with what belongs to them', () => {
    const before = 'a: 1 # one\n# b\nb: 2\nx:\n  y: 0\n# c\nc:\n  - 3\nd: 4\ne: 5\n';
    assert.equal(move(before, ['x'], [[['a']], [['b']], [['c']], [['e']]]), 'x:\n  y: 0\n  a: 1 # one\n  # b\n  b: 2\n  # c\n  c:\n    - 3\n  e: 5\nd: 4\n');
  });

  it('the first of a list item, and the last', () => {
    assert.equal(move('x:\n  - a: 1\n    b: 2\n    c: 3\n', [], [[['x', 0, 'a']], [['x', 0, 'c']]]), 'x:\n  - b: 2\na: 1\nc: 3\n');
  });

  it('below one new mapping', () => {
    const moved = move(
      'x: { l: 1, r: 2, t: { z: 3 } }\n',
      ['x', 't'],
      [
        [['x', 'l'], ['m']],
        [['x', 'r'], ['m']],
      ],
    );
    assert.equal(moved, 'x: { t: { z: 3, m: { l: 1, r: 2 } } }\n');
  });

  it('out of braces with a line for each', () => {
    const before = '{\n  "a": 1,\n  "x": {\n    "y": 2\n  },\n  "b": {\n    "c": 3\n  }\n}\n';
    assert.equal(move(before, ['x'], [[['a']], [['b']]]), '{\n  "x": {\n    "y": 2,\n    a: 1,\n    b: {\n      "c": 3\n    }\n  }\n}\n');
  });

  it('with their mapping, where it may go', () => {
    assert.equal(move('empty:\n  a: 1\nx: {}\n', ['x'], [[['empty', 'a']]]), 'x: { a: 1 }\n');
    assert.equal(move('empty: # why\n  a: 1\nx: {}\n', ['x'], [[['empty', 'a']]]), 'empty: # why\n  a: 1\nx: {}\n');
    assert.equal(
      move('a: 1\n# why\nempty: # so\n  # then\n  a: 1 # now\nx:\n  b: 2\n', ['x'], [[['empty', 'a']]]),
      'a: 1\nx:\n  b: 2\n  # why\n  # so\n  # then\n  a: 1 # now\n',
    );
    assert.equal(move('empty: &e\n  a: 1\nx:\n  b: 2\n', ['x'], [[['empty', 'a']]]), 'empty: &e\n  a: 1\nx:\n  b: 2\n');
    assert.equal(move('full:\n  a: 1\nx: {}\n', ['x'], [[['full', 'a']]]), 'full:\n  a: 1\nx: {}\n');
  });
});

it('moves a field under another key', () => {
  const root = rootOf('a:\n  b: 1\n  c: 2 # two\nd:\n  e: 3\n');
  const edits = moveFields([{ field: root.get('a', 'c') as Value, target: root.get('d') as Value, way: [], key: 'f' }]);
  assert.equal(applyEdits('a:\n  b: 1\n  c: 2 # two\nd:\n  e: 3\n', edits), 'a:\n  b: 1\nd:\n  e: 3\n  f: 2 # two\n');
});

function rootOf(text: string): Value {
  const [document] = readYaml('a.yaml', text).documents;
  const root = document && Value.root(document);
  assert.ok(root);
  return root;
}
