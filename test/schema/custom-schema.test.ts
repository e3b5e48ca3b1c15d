import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkObject, type SchemaFinding } from '../../server/src/schema/check';
import { customSchema, versionsOf } from '../../server/src/schema/custom/custom-schema';
import { definitionAt } from '../../server/src/schema/definition';
import { readYaml } from '../../server/src/yaml/read';
import { Value } from '../../server/src/yaml/value';

const RANGE = { from: 33, to: 36 };

/** A schema for `spec`, and for each document below it what is said against it. */
const CASES: readonly (readonly [name: string, spec: string, documents: Readonly<Record<string, readonly string[]>>])[] = [
  [
    'types, required fields and unknown ones',
    `{ type: object, required: [size], properties: { size: { type: integer }, names: { type: array, items: { type: string } }, deep: { type: object, properties: { on: { type: boolean } } } } }`,
    {
      '{ size: 1, names: [a], deep: { on: true } }': [],
      '{ size: "1" }': ['spec.size: wrong-type integer'],
      '{ names: [1] }': ['spec.names[0]: wrong-type string', 'spec: missing-field size'],
      '{ size: 1, sizes: 2, deep: { of: 1 } }': ['spec.deep: unknown-field of', 'spec: unknown-field sizes'],
      '{ size: 1, names: null }': [],
    },
  ],
  ['defaults stand in for required fields', '{ type: object, required: [size], properties: { size: { type: integer, default: 1 } } }', { '{}': [] }],
  [
    'values',
    `{ type: object, properties: { mode: { type: string, enum: [fast, slow] }, size: { type: integer, minimum: 1, maximum: 5, exclusiveMaximum: true, multipleOf: 2 }, code: { type: string, pattern: '^a+$', maxLength: 3 }, list: { type: array, minItems: 1, items: { type: string } } } }`,
    {
      '{ mode: fast, size: 4, code: aa, list: [x] }': [],
      '{ mode: Fast }': ['spec.mode: not-allowed fast, slow'],
      '{ size: 5 }': ['spec.size: out-of-bounds exclusiveMaximum 5', 'spec.size: out-of-bounds multipleOf 2'],
      '{ size: 0 }': ['spec.size: out-of-bounds minimum 1'],
      '{ code: baaa }': ['spec.code: out-of-bounds maxLength 3', 'spec.code: pattern-mismatch ^a+$'],
      '{ list: [] }': ['spec.list: out-of-bounds minItems 1'],
    },
  ],
  [
    'maps, free fields and embedded resources',
    `{ type: object, properties: { labels: { type: object, additionalProperties: { type: string } }, free: { type: object, x-kubernetes-preserve-unknown-fields: true, properties: { a: { type: integer } } }, closed: { type: object }, port: { x-kubernetes-int-or-string: true }, template: { type: object, x-kubernetes-embedded-resource: true, properties: { spec: { type: object, properties: {} } } } } }`,
    {
      '{ labels: { a: b }, free: { x: 1, a: 2 }, port: http, template: { apiVersion: v1, kind: Pod, metadata: {}, spec: {} } }': [],
      '{ labels: { a: 1 }, free: { a: b }, port: 1.5 }': [
        'spec.free.a: wrong-type integer',
        'spec.labels.a: wrong-type string',
        'spec.port: wrong-type string,integer',
      ],
      '{ closed: { x: 1 }, template: { data: 1 } }': ['spec.closed: unknown-field x', 'spec.template: unknown-field data'],
    },
  ],
  [
    'alternatives',
    '{ type: object, properties: { a: { type: string }, b: { type: string }, c: { type: string } }, oneOf: [{ required: [a] }, { required: [b] }], not: { required: [c] } }',
    {
      '{ a: x }': [],
      '{ a: x, b: z }': ['spec: no-alternative oneOf a, b'],
      '{ c: x, b: z }': ['spec: no-alternative not'],
    },
  ],
  [
    'lists that are sets or maps',
    `{ type: object, properties: { set: { type: array, x-kubernetes-list-type: set, items: { type: string } }, map: { type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [name], items: { type: object, properties: { name: { type: string } } } } } }`,
    {
      '{ set: [a, b], map: [{ name: a }, { name: b }] }': [],
      '{ set: [a, b, a], map: [{ name: a }, { name: a }] }': ['spec.map[1]: duplicate-item name', 'spec.set[2]: duplicate-item '],
    },
  ],
  [
    'what no server takes is passed over',
    `{ type: object, properties: { a: { type: text }, b: { type: string, pattern: '(?=x)' }, c: { type: string, pattern: 'a(' }, d: { $ref: '#/' }, e: 5, f: { type: integer, multipleOf: 0, minimum: .nan }, g: { type: array }, h: [] } }`,
    { '{ a: 1, b: w, c: z, d: { x: 1 }, f: 3, g: [1, x] }': [] },
  ],
];

describe('schemas of CustomResourceDefinitions', () => {
  for (const [name, spec, documents] of CASES) {
    it(name, () => {
      for (const [document, expected] of Object.entries(documents)) assert.deepEqual(check(definition(spec), `spec: ${document}`), expected, document);
    });
  }

  it('check metadata as Kubernetes does, and leave status alone', () => {
    const schema = definition('{ type: object }');
    assert.deepEqual(check(schema, 'metadata: { name: a, label: {} }\nstatus: { any: thing }'), ['metadata: unknown-field label']);
    assert.deepEqual(check(schema, 'metadata: { labels: { a: 1 } }\nspecs: {}'), [': unknown-field specs', 'metadata.labels.a: wrong-type string']);
  });

  it('may differ from version to version', () => {
    const text = `spec:
  versions:
    - { name: v1, schema: { openAPIV3Schema: { type: object, properties: { a: { type: string } } } } }
    - { name: v2, served: false, schema: { openAPIV3Schema: { type: object, properties: { b: { type: string } } } } }
    - { name: v3 }
`;
    const root = rootOf(text);
    assert.deepEqual(
      versionsOf(root).map(({ name, served }) => [name, served]),
      [
        ['v1', true],
        ['v2', false],
        ['v3', true],
      ],
    );
    assert.ok(customSchema(root.node, root, 'v1')?.root.fields.has('a'));
    assert.ok(customSchema(root.node, root, 'v2')?.root.fields.has('b'));
    assert.equal(customSchema(root.node, root, 'v3'), undefined);
    assert.equal(customSchema(root.node, root, 'v4'), undefined);
  });

  it('of v1beta1 keep unknown fields unless they say otherwise', () => {
    const text = (more: string) =>
      `apiVersion: apiextensions.k8s.io/v1beta1\nspec: { version: v1, ${more} validation: { openAPIV3Schema: { type: object, properties: {} } } }`;
    assert.deepEqual(check(text(''), 'more: 1'), []);
    assert.deepEqual(check(text('preserveUnknownFields: false,'), 'more: 1'), [': unknown-field more']);
  });

  it('tell where fields live', () => {
    const root = rootOf(definition('{ type: object, properties: { list: { type: array, items: { type: object, properties: { deep: { type: string } } } } } }'));
    const schema = customSchema(root.node, root, 'v1');
    assert.ok(schema);
    assert.deepEqual([...(definitionAt(schema.root, ['spec', 'list', '0'])?.fields.keys() ?? [])], ['deep']);
    assert.ok(definitionAt(schema.root, ['metadata'])?.fields.has('labels'));
  });

  it('cannot hang or crash anything', () => {
    const nested = `${'{ type: object, properties: { a: '.repeat(120)}{ type: string }${' } }'.repeat(120)}`;
    assert.deepEqual(check(definition(nested), 'spec: { b: 1 }'), []);
    const bomb = `spec: { versions: [{ name: v1, schema: { openAPIV3Schema: { type: object, properties: { spec: { x: ${'['.repeat(60)}${']'.repeat(60)} } } } } }] }`;
    assert.deepEqual(check(bomb, 'spec: {}'), []);
    const started = performance.now();
    const hostile = definition(`{ type: object, properties: { a: { type: string, pattern: '^(a+)+$' } } }`);
    assert.deepEqual(check(hostile, `spec: { a: ${'a'.repeat(40)}b }`), ['spec.a: pattern-mismatch ^(a+)+$']);
    const wide = `{ type: object, properties: { ${Array.from({ length: 4000 }, (_, index) => `f${index}: { type: string }`).join(', ')} } }`;
    assert.deepEqual(check(definition(wide), 'spec: { f1: 1, x: 2 }'), []);
    const branches = Array.from({ length: 3000 }, (_, index) => `{ required: [f${index}] }`).join(', ');
    assert.deepEqual(check(definition(`{ type: object, properties: {}, anyOf: [${branches}] }`), 'spec: {}'), []);
    assert.ok(performance.now() - started < 5000);
  });
});

function definition(spec: string): string {
  return `apiVersion: apiextensions.k8s.io/v1\nspec: { versions: [{ name: v1, schema: { openAPIV3Schema: { type: object, properties: { spec: ${spec} } } } }] }`;
}

function check(definitionText: string, text: string): string[] {
  const root = rootOf(definitionText);
  const schema = customSchema(root.node, root, 'v1');
  return schema ? checkObject(rootOf(text), schema, RANGE).map(show).sort() : [];
}

function show(finding: SchemaFinding): string {
  const { value, kind } = finding;
  const detail = (() => {
    switch (finding.kind) {
      case 'unknown-field':
      case 'missing-field':
        return ` ${finding.name}`;
      case 'wrong-type':
        return ` ${finding.expected.join()}`;
      case 'not-allowed':
        return ` ${finding.allowed.join(', ')}`;
      case 'out-of-bounds':
        return ` ${finding.bound} ${finding.limit}`;
      case 'pattern-mismatch':
        return ` ${finding.pattern}`;
      case 'no-alternative':
        return ` ${[finding.combination, finding.fields.join(', ')].join(' ').trim()}`;
      case 'duplicate-item':
        return ` ${finding.keys.join()}`;
      default:
        return '';
    }
  })();
  return `${value.path}: ${kind}${detail}`;
}

function rootOf(text: string): Value {
  const [document] = readYaml('a.yaml', text).documents;
  const root = document && Value.root(document);
  assert.ok(root, text);
  return root;
}
