import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { moveField, reshape, type Shape } from '../../server/src/fix/reshape';
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

  it('not into itself, and not where nothing would be left', () => {
    assert.equal(move('a:\n  b: {}\nc: 1\n', ['a'], ['a', 'b']), 'a:\n  b: {}\nc: 1\n');
    assert.equal(move('a:\n  b: 1\nc:\n  d: 1\n', ['a', 'b'], ['c']), 'a:\n  b: 1\nc:\n  d: 1\n');
  });
});

function rootOf(text: string): Value {
  const [document] = readYaml('a.yaml', text).documents;
  const root = document && Value.root(document);
  assert.ok(root);
  return root;
}
