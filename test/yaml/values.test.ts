import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readYaml } from '../../server/src/yaml/read';
import { Value } from '../../server/src/yaml/value';

// What each text means to Kubernetes; every row was compared with sigs.k8s.io/yaml 1.4.0.

const documentOf = (text: string) => readYaml('a.yaml', text).documents.find(({ root, problems }) => root !== undefined || problems.length > 0);
const rootOf = (text: string) => {
  const document = documentOf(text);
  const root = document && Value.root(document);
  assert.ok(root, `${JSON.stringify(text)} has no content`);
  return root;
};
const json = (text: string): unknown => JSON.parse(JSON.stringify(rootOf(text).toJson()));
const problems = (text: string) => (documentOf(text)?.problems ?? []).map(({ kind, at }) => `${kind} ${text.slice(at.start, at.end)}`);

describe('plain scalars', () => {
  const rows: readonly [value: unknown, ...texts: string[]][] = [
    [true, 'true', 'True', 'TRUE', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'y', 'Y'],
    [false, 'false', 'False', 'FALSE', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'n', 'N'],
    [null, '~', 'null', 'Null', 'NULL', ''],
    [420, '0644', '0o644', '420', '0x1a4', '0b110100100', '4_20', '420.0', '4.2e2', '+420'],
    [8, '010', '08', '0o10'],
    [0, '0', '00', '-0', '+0', '0e1', '0.0'],
    [-511, '-0777', '-0o777', '-511'],
    [1.1, '1.10', '1.1', '11e-1'],
    [0.5, '.5', '+.5', '0.5', '5e-1'],
    [5, '5.', '0b101', '-0b101'.slice(1)],
    [10.5, '1_0.5', '10.5'],
    [12000, '12e03', '12E+3'],
  ];
  for (const [value, ...texts] of rows) {
    for (const text of texts) it(`${text || '(nothing)'} is ${value}`, () => assert.deepEqual(json(`a: ${text}\n`), { a: value }));
  }
  const words = [
    'yEs',
    'oN',
    'tRue',
    'nuLL',
    'Y ES',
    '22:22',
    '1:30',
    '2024-01-01',
    '2001-12-14t21:59:43.10-05:00',
    '0b2',
    '0xg',
    '0o8',
    '0b',
    '0x',
    '1e',
    '1.5e',
  ];
  const more = [
    'e5',
    '1e5x',
    '0x1p3',
    '_1',
    '._5',
    '1.2.3',
    '=',
    'inf',
    'nan',
    'Infinity',
    '1e400',
    '0x1ffffffffffffffff',
    '1,000',
    '1 000',
    '+',
    '.',
    '..',
    '--1',
    '0x-1',
  ];
  for (const text of [...words, ...more]) it(`${text} is a text`, () => assert.deepEqual(json(`a: ${text}\n`), { a: text }));
  for (const text of ['"yes"', "'no'", '"0644"', "'~'", '""', '!!str 1', '"1.10"'])
    it(`${text} is a text`, () => assert.equal(typeof (json(`a: ${text}\n`) as { a: unknown }).a, 'string'));
  it('numbers of 64 bits are numbers', () => {
    for (const text of ['18446744073709551615', '-9223372036854775809', '123456789012345678901234567890', '0xfffffffffffff'])
      assert.equal(typeof (json(`a: ${text}\n`) as { a: unknown }).a, 'number', text);
  });
  it('numbers without end are numbers', () => {
    assert.equal(rootOf('a: -.inf\n').get('a')?.plain, Number.NEGATIVE_INFINITY);
    assert.ok(Number.isNaN(rootOf('a: .NaN\n').get('a')?.plain));
  });
});

describe('texts', () => {
  const rows: readonly [yaml: string, text: string][] = [
    ["'it''s'", "it's"],
    ["'a\n  b\n\n  c'", 'a b\nc'],
    ['"a\n  b\n\n  c"', 'a b\nc'],
    ['"a \\\n  b"', 'a b'],
    ['" a \n b "', ' a b '],
    ['"\\t\\x41\\u00e9\\U0001F600\\/\\"\\\\"', '\tAé😀/"\\'],
    ['"it\\\'s"', "it's"],
    ['a\n  b\n\n  c', 'a b\nc'],
    ['|\n  a\n   b\n\n  c\n', 'a\n b\n\nc\n'],
    ['|-\n  a\n  b\n', 'a\nb'],
    ['|+\n  a\n\n', 'a\n\n'],
    ['|\n  a', 'a\n'],
    ['|-\n  a', 'a'],
    ['>\n  a\n  b\n\n  c\n', 'a b\nc\n'],
    ['>\n  a\n   b\n  c\n', 'a\n b\nc\n'],
    ['>-\n\n  a\n\n\n  b\n', '\na\n\nb'],
    ['|2\n   a\n  b\n', ' a\nb\n'],
    ['|\n  \n  a\n', '\na\n'],
    ['|\n', ''],
    ['""', ''],
    ['"one\nand another"', 'one and another'],
    ["'one\nand another'", 'one and another'],
    ['"one\n\n\nand another"', 'one\n\nand another'],
  ];
  for (const [yaml, text] of rows) {
    it(JSON.stringify(yaml), () => {
      assert.deepEqual(json(`a: ${yaml}`), { a: text });
      assert.deepEqual(json(`a: ${yaml}${yaml.endsWith('\n') ? '' : '\n'}b: c\n`), { a: text, b: 'c' });
      assert.deepEqual(json(`a: ${yaml}`.replaceAll('\n', '\r\n')), { a: text });
    });
  }
});

describe('keys', () => {
  it('that are no strings become strings', () =>
    assert.deepEqual(json('on: 1\n8080: 2\n0x10: 3\n1.0: 4\n"no": 5\n'), { true: 1, 8080: 2, 16: 3, 1: 4, no: 5 }));
  it('are told apart by what they mean', () => assert.deepEqual(problems('on: 1\ntrue: 2\n"true": 3\n'), ['duplicate on']));
  it('are found by the name that they become', () => {
    const root = rootOf('data:\n  8080: a\n  on: b\n  "9090": c\n');
    assert.deepEqual(
      root.fields('data').map(({ name, converted }) => [name, converted]),
      [
        ['8080', true],
        ['true', true],
        ['9090', false],
      ],
    );
    assert.equal(root.get('data', '8080')?.plain, 'a');
    assert.equal(root.get('data', 'true')?.plain, 'b');
    assert.equal(root.get('data', 'on'), undefined);
  });
  it('may be called like what every object of JavaScript has', () => {
    const root = rootOf('__proto__: {a: 1}\nconstructor: 2\ntoString: 3\n');
    assert.deepEqual(Object.keys(root.toJson() as object), ['__proto__', 'constructor', 'toString']);
    assert.equal(root.get('hasOwnProperty'), undefined);
  });
  it('that come twice: the last wins and the others are reported', () => {
    assert.deepEqual(json('a: 1\nb: 2\na: 3\n'), { a: 3, b: 2 });
    assert.deepEqual(json('x: {a: 1, a: [2]}\n'), { x: { a: [2] } });
    assert.deepEqual(problems('a: 1\nb: 2\na: 3\na: 4\n'), ['duplicate a', 'duplicate a']);
    const [problem] = documentOf('a:\n  b: 1\nc: 2\na: 3\n')?.problems ?? [];
    assert.deepEqual([problem?.at.start, problem?.first?.start, problem?.whole?.end], [0, 15, 9]);
  });
  for (const text of ['~: a\n', 'null: a\n', '[a]: b\n', '{a: b}: c\n', ': b\n', '? [a]\n: b\n'])
    it(`${JSON.stringify(text)} is refused`, () => assert.match(problems(text).join(), /^(?:refused|strict)/));
});

describe('anchors, aliases and merge keys', () => {
  const rows: readonly [yaml: string, value: unknown][] = [
    ['a: &x [b]\nc: *x\n', { a: ['b'], c: ['b'] }],
    ['a: &x 0644\nc: *x\n', { a: 420, c: 420 }],
    ['a: &x b\n*x : c\n', { a: 'b', b: 'c' }],
    ['a: &x 1\nb: &x 2\nc: *x\n', { a: 1, b: 2, c: 2 }],
    ['x: &a {b: 1}\nz:\n  <<: *a\n  b: 2\n', { x: { b: 1 }, z: { b: 2 } }],
    ['x: &a {b: 1}\nz:\n  b: 2\n  <<: *a\n', { x: { b: 1 }, z: { b: 1 } }],
    ['x: &a {b: 1}\nz:\n  <<: [*a, {b: 2, c: 3}]\n', { x: { b: 1 }, z: { b: 1, c: 3 } }],
    ['z: {<<: {a: 1}, <<: {b: 2}}\n', { z: { a: 1, b: 2 } }],
    ['x: &a {b: {c: 1}}\nz: {<<: *a, b: {d: 2}}\n', { x: { b: { c: 1 } }, z: { b: { d: 2 } } }],
    ['z: {"<<": {a: 1}}\n', { z: { '<<': { a: 1 } } }],
    ['a: <<\n', { a: '<<' }],
    ['a: !!str 1\nb: !!int "1"\nc: !local d\n', { a: '1', b: 1, c: 'd' }],
  ];
  for (const [yaml, value] of rows) it(JSON.stringify(yaml), () => assert.deepEqual(json(yaml), value));
  it('a key that a merge below it sets again is reported', () => assert.deepEqual(problems('z:\n  b: 2\n  <<: {b: 1}\n'), ['duplicate b']));
  it('the place of an alias is its own, and that of what it holds the anchor', () => {
    const root = rootOf('a: &x {b: 1}\nc: *x\n');
    assert.deepEqual([root.get('c')?.at.start, root.get('c', 'b')?.at.start], [16, 10]);
  });
  for (const text of ['<<: 1\n', '<<: [a]\n', 'a: {<<: null}\n', 'a: *x\n', 'a: **.yaml\n', 'a: &x {b: *x}\n'])
    it(`${JSON.stringify(text)} is refused`, () => assert.match(problems(text).join(), /^(?:refused|strict)/));
});

describe('what kubectl reads and yaml alone dislikes', () => {
  const rows: readonly [yaml: string, value: unknown][] = [
    ['a:\n  b: [\n  "c",\n  d\n  ]\ne: f\n', { a: { b: ['c', 'd'] }, e: 'f' }],
    ['a:\n  b: [\nc, # one\nd\n]\ne: f\n', { a: { b: ['c', 'd'] }, e: 'f' }],
    ['a:\n  b: {\nc: "d\ne",\nf: g\n}\n', { a: { b: { c: 'd e', f: 'g' } } }],
    ["a:\n  b: 'c\nd'\n", { a: { b: 'c d' } }],
    ['a: [b,#c\n d]\n', { a: ['b', 'd'] }],
    ['a: "b"#c\n', { a: 'b' }],
    ['a: [\n#\n]\n', { a: [] }],
    ['\ufeff- a\n- b\n', ['a', 'b']],
    ['a: "it\\\'s"\n', { a: "it's" }],
    ['a:\tb\n', { a: 'b' }],
    ['a: b\t# c\n', { a: 'b' }],
    ['a: !Ref b\n', { a: 'b' }],
  ];
  for (const [yaml, value] of rows) {
    it(JSON.stringify(yaml), () => {
      assert.deepEqual(json(yaml), value);
      assert.ok(problems(yaml).every((problem) => problem.startsWith('disliked')));
    });
  }
});

describe('what kubectl refuses', () => {
  const rows: readonly [yaml: string, problem: string][] = [
    ['a:\n\tb: c\n', 'refused \t'],
    ['a: b: c\n', 'refused b'],
    ['a: b\n c: d\n', 'refused b'],
    ['a: [b\nc: d\n', 'refused '],
    ['a: "b\nc: d\n', 'refused '],
    ['a: @b\n', 'refused @'],
    ['a: `b\n', 'refused `'],
    ['a: %b\n', 'refused %'],
    ['a: "\\d"\n', 'refused \\d'],
    ['a: - b\n', 'refused -'],
    ['a: [?b]\n', 'strict ?b'],
    ['a: [http://b?c=d]\n', 'strict http://b?c=d'],
    ['a: {b:[c]}\n', 'strict b:'],
    ['a: [:b]\n', 'strict :b'],
    ['a: {b\n: c}\n', 'strict b'],
    ['a: b\n\t\nc: d\n', 'strict \t'],
    ['a: b\n\t# c\n', 'strict \t'],
    ['- \ta\n', 'strict \t'],
    ['a: |\n  \tb\n', 'strict \t'],
    ['a: |\n  b\n\t\n', 'refused \t'],
    ['a: b\n---c: d\n', 'strict ---'],
    ['--- {a: b}\n', 'strict ---'],
  ];
  for (const [yaml, problem] of rows) {
    it(JSON.stringify(yaml), () => {
      const [first] = problems(yaml);
      assert.ok(first?.startsWith(problem), `${JSON.stringify(first)} and not ${JSON.stringify(problem)}`);
    });
  }
  for (const yaml of [
    'a: |\n  b\tc\n  \td\n',
    'a: "b\n\tc"\n',
    'a: [b,\n\tc]\n',
    'a: b\n  \tc\n',
    '# a?b\nc: [d] # [e?f]\n',
    'a: {"b":[c], d: "e?f"}\n',
    'a: b?c\n',
  ])
    it(`${JSON.stringify(yaml)} is read`, () => assert.ok(problems(yaml).every((problem) => problem.startsWith('disliked'))));
});

describe('values by their way', () => {
  const root = rootOf(
    'spec:\n  containers:\n    - name: web\n      ports: [{containerPort: 8080}]\n      env:\n        - name: A\n          value: null\n  a.b/c: on\n  empty:\n',
  );
  it('answer with undefined where something is missing or of another kind', () => {
    assert.equal(root.get('spec', 'containers', 0, 'name')?.plain, 'web');
    assert.equal(root.get('spec', 'containers', 1), undefined);
    assert.equal(root.get('spec', 'containers', 'name'), undefined);
    assert.equal(root.get('spec', 'containers', 0, 'name', 'x'), undefined);
    assert.equal(root.string('spec', 'containers'), undefined);
    assert.equal(root.number('spec', 'containers', 0, 'name'), undefined);
    assert.deepEqual(root.items('spec'), []);
    assert.deepEqual(root.fields('spec', 'containers'), []);
  });
  it('know null from missing', () => {
    assert.equal(root.get('spec', 'empty')?.kind, 'null');
    assert.equal(root.given('spec', 'empty'), undefined);
    assert.equal(root.get('spec', 'containers', 0, 'env', 0, 'value')?.words, undefined);
  });
  it('know the way to them', () => {
    assert.equal(root.get('spec', 'containers', 0, 'ports', 0, 'containerPort')?.path, 'spec.containers[0].ports[0].containerPort');
    assert.equal(root.get('spec', 'a.b/c')?.path, 'spec[a.b/c]');
    assert.equal(root.path, '');
  });
});
