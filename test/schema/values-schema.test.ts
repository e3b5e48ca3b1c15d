import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkValues } from '../../server/src/schema/values/check-values';
import { layerValues } from '../../server/src/schema/values/layered-value';
import { schemaFault } from '../../server/src/schema/values/schema-fault';
import { readYaml } from '../../server/src/yaml/read';
import { Value } from '../../server/src/yaml/value';

function rootOf(text: string): Value {
  const [document] = readYaml('values.yaml', text).documents;
  const root = document && Value.root(document);
  assert.ok(root);
  return root;
}

/** What is said against values, as `path: kind name`. */
function said(schema: string, values: string, base?: string): string[] {
  const faults = checkValues(layerValues(rootOf(values), base === undefined ? undefined : layerValues(rootOf(base))), rootOf(schema));
  return faults.map(({ kind, value, name }) => `${value.source.path}: ${kind}${name === undefined ? '' : ` ${name}`}`);
}

/** A schema, and for each text with values what is said against it. */
const CASES: readonly (readonly [name: string, schema: string, values: Readonly<Record<string, readonly string[]>>])[] = [
  [
    'types',
    '{ properties: { a: { type: integer }, b: { type: [string, "null"] }, c: { type: array, items: { type: number } } } }',
    {
      '{ a: 1, b: x, c: [1.5] }': [],
      '{ a: 1.0, b: null, c: [] }': [],
      '{ a: 1.5, b: 1, c: [x] }': ['a: type', 'b: type', 'c[0]: type'],
      '{ a: null, c: { d: 1 } }': ['c: type'],
    },
  ],
  [
    'choices, bounds and patterns',
    '{ properties: { a: { enum: [1, "2", true] }, b: { const: x }, c: { minimum: 1, exclusiveMaximum: 5 }, d: { minLength: 2, maxLength: 3, pattern: "^a" }, e: { minItems: 1, maxItems: 1 } } }',
    {
      '{ a: 1, b: x, c: 4, d: äb, e: [1] }': ['d: pattern'],
      '{ a: "2", c: 5, d: a, e: [] }': ['c: bound', 'd: bound', 'e: bound'],
      '{ a: true, d: abcd, e: [1, 2] }': ['d: bound', 'e: bound'],
      '{ a: "1", b: y, c: 0 }': ['a: not-allowed', 'b: not-allowed', 'c: bound'],
      '{ a: 2, b: [x], d: "{{ .Release.Name }}" }': ['a: not-allowed'],
    },
  ],
  [
    'keys',
    '{ required: [a], additionalProperties: false, properties: { a: {}, m: { additionalProperties: { type: string } } }, patternProperties: { "^x-": { type: integer } } }',
    { '{ a: 1, x-b: 2, m: { any: text } }': [], '{ x-b: two, m: { any: 1 }, c: 3 }': [': missing a', 'x-b: type', 'm.any: type', 'c: unknown c'] },
  ],
  [
    'items of their own',
    '{ properties: { a: { items: [{ type: string }], additionalItems: { type: integer } }, b: { prefixItems: [{ type: string }] } } }',
    { '{ a: [x, 1], b: [x, 1] }': [], '{ a: [1, x], b: [1] }': ['a[0]: type', 'a[1]: type', 'b[0]: type'] },
  ],
  [
    'alternatives',
    '{ properties: { a: { anyOf: [{ type: string }, { type: object, required: [b] }] }, c: { oneOf: [{ minimum: 1 }, { minimum: 2 }] }, d: { not: { type: string } }, e: { allOf: [{ minimum: 1 }, { maximum: 2 }] } } }',
    {
      '{ a: x, c: 1, d: 1, e: 1 }': [],
      '{ a: 1, c: 3, d: x, e: 3 }': ['a: alternative', 'c: alternative', 'd: alternative', 'e: bound'],
      '{ a: {} }': ['a: missing b'],
    },
  ],
  [
    'conditions',
    '{ if: { properties: { a: { const: x } }, required: [a] }, then: { required: [b] }, else: { required: [c] } }',
    { '{ a: x, b: 1 }': [], '{ a: x }': [': missing b'], '{ a: y }': [': missing c'], '{ a: null }': [] },
  ],
  [
    'references',
    '{ properties: { a: { $ref: "#/definitions/x~1y", type: array }, b: { $ref: "https://example.com/x.json" }, c: { not: { $ref: "https://example.com/x.json" } } }, definitions: { x/y: { type: string } } }',
    { '{ a: x, b: 1, c: 1 }': [], '{ a: 1 }': ['a: type'] },
  ],
  [
    'parts with an address of their own',
    '{ properties: { a: { $id: "https://example.com/a", $ref: "#/definitions/x" }, b: { $id: "#/properties/b", type: string } } }',
    { '{ a: 1, b: x }': [], '{ a: 1, b: 1 }': ['b: type'] },
  ],
  [
    'what newer drafts count beside a reference',
    '{ $schema: "https://json-schema.org/draft/2020-12/schema", properties: { a: { $ref: "#/$defs/x", maxLength: 1 } }, $defs: { x: { type: string } } }',
    { '{ a: x }': [], '{ a: xx }': ['a: bound'] },
  ],
];

describe('values are held against a schema', () => {
  for (const [name, schema, documents] of CASES) {
    it(name, () => {
      assert.equal(schemaFault(rootOf(schema)), undefined);
      for (const [values, expected] of Object.entries(documents)) assert.deepEqual(said(schema, values), expected, values);
    });
  }

  it('as Helm lays them over each other', () => {
    const schema = '{ required: [a, b], properties: { m: { required: [p, q] }, l: { items: { required: [k] } } } }';
    assert.deepEqual(said(schema, '{ b: 1, m: { q: 1 } }', '{ a: 1, m: { p: 1 } }'), []);
    assert.deepEqual(said(schema, '{ b: 1, a: null, l: [{}] }', '{ a: 1, l: [{ k: 1 }] }'), [': missing a', 'l[0]: missing k']);
    assert.deepEqual(said(schema, '{ b: 1, m: text }', '{ a: 1, m: { p: 1, q: 2 } }'), []);
  });
});

describe('a schema that nobody vouches for', () => {
  const doubling = Array.from(
    { length: 40 },
    (_, index) => `x${index}: { allOf: [{ $ref: "#/definitions/x${index + 1}" }, { $ref: "#/definitions/x${index + 1}" }] }`,
  );
  const hostile: Readonly<Record<string, string>> = {
    'refers to itself': '{ $ref: "#" }',
    'refers in a circle': '{ $ref: "#/definitions/a", definitions: { a: { $ref: "#/definitions/b" }, b: { $ref: "#/definitions/a" } } }',
    'doubles with each step': `{ $ref: "#/definitions/x0", definitions: { ${doubling.join(', ')}, x40: { type: string } } }`,
    'is deep': `${'{ not: '.repeat(400)}{}${' }'.repeat(400)}`,
    'has a pattern that runs away': '{ properties: { a: { pattern: "^(a+)+$" } } }',
    'is odd': '{ type: [], properties: { a: { enum: {}, required: x, items: 3, anyOf: 1, $ref: 5, minimum: x } }, if: 3, patternProperties: { "(": false } }',
  };
  for (const [name, schema] of Object.entries(hostile)) {
    it(name, () => {
      const start = process.cpuUsage().user;
      said(schema, `{ a: ${'a'.repeat(30_000)}b }`);
      schemaFault(rootOf(schema));
      assert.ok(process.cpuUsage().user - start < 3_000_000, 'takes too long');
    });
  }
});
