import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { DEFAULT_SETTINGS } from '../../server/src/engine/settings';
import { render } from '../../server/src/text/message';

// What is wrong in one document is said at its place, nothing breaks, and the documents around it are checked all the same.

const definition = (schema: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: sandwiches.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Sandwich, plural: sandwiches }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema: ${schema}
`;
const sandwich = (spec: string) => `---\napiVersion: example.com/v1\nkind: Sandwich\nmetadata: { name: lunch }\nspec: ${spec}\n`;
const BESIDE = '---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: Beside }\n';
const OTHER = 'object-name-invalid Beside';

/** The errors of a file and the text at which they stand. */
function errorsOf(text: string): string[] {
  const analysis = new Analysis({ ...DEFAULT_SETTINGS, profile: 'essential' });
  analysis.setFile('a.yaml', text);
  const reports = analysis.reportsOf('a.yaml');
  assert.deepEqual(analysis.takeCrashes(), []);
  return reports.flatMap(({ rule, at, severity }) => (severity === 'error' ? [`${rule.id} ${text.slice(at.start, at.end)}`] : []));
}

it('a schema that is none', () => {
  for (const schema of ['[]', '3', '"x"']) {
    const errors = errorsOf(definition(schema) + sandwich('{ a: b }') + BESIDE);
    assert.deepEqual([errors.length, errors[0]?.split(' ')[0], errors.at(-1)], [2, 'value-type-wrong', OTHER], `${schema}: ${errors}`);
  }
  const parts =
    '{ type: object, properties: { a: 3, b: { type: [object] }, c: { type: array, items: 2, minItems: x, enum: 5, pattern: 4, oneOf: {}, default: {} } } }';
  const errors = errorsOf(definition(parts) + sandwich('{ a: b }') + BESIDE);
  assert.ok(errors.length > 5 && errors.every((error, index) => errors.indexOf(error) === index), errors.join('\n'));
  assert.equal(errors.at(-1), OTHER);
});

it('a schema that contains itself', () => {
  const alias = definition('&all\n          type: object\n          properties:\n            spec: *all');
  assert.deepEqual(errorsOf(`${alias}${sandwich('{ a: b }')}${BESIDE}`), ['yaml-unreadable *all', OTHER]);
  const reference = definition('{ type: object, properties: { spec: { $ref: "#" } } }');
  assert.deepEqual(errorsOf(`${reference}${sandwich('{ a: b }')}${BESIDE}`), ['crd-schema-invalid spec', 'crd-schema-invalid $ref', OTHER]);
});

it('a pattern that would take ages', () => {
  const text = definition('{ type: object, properties: { spec: { type: object, properties: { a: { type: string, pattern: "^(a+)+$" } } } } }');
  const value = `${'a'.repeat(50_000)}!`;
  assert.deepEqual(errorsOf(text + sandwich(`{ a: "${value}" }`) + BESIDE), [`custom-resource-invalid "${value}"`, OTHER]);
});

it('a pattern that cannot be read', () => {
  const text = definition('{ type: object, properties: { spec: { type: object, properties: { a: { type: string, pattern: "(?=a" } } } } }');
  assert.deepEqual(errorsOf(text + sandwich('{ a: b }') + BESIDE), ['crd-schema-invalid "(?=a"', OTHER]);
});

it('a definition of 10 MB', () => {
  const fields = Array.from({ length: 45_000 }, (_, index) => `\n                f${index}: { type: string, description: "${'x'.repeat(180)}" }`).join('');
  const text = definition(`\n          type: object\n          properties:\n            spec:\n              type: object\n              properties:${fields}`);
  assert.ok(text.length > 10_000_000);
  assert.deepEqual(errorsOf(`${text}${sandwich('{ f0: b, other: c }')}${BESIDE}`), [OTHER]);
});

it('an apiVersion or kind that is no text', () => {
  for (const head of [
    'apiVersion: [v1]\nkind: Pod',
    'apiVersion: { a: v1 }\nkind: Pod',
    'apiVersion: 2\nkind: Pod',
    'kind: [Pod]\napiVersion: v1',
    'kind: 3\napiVersion: v1',
  ])
    assert.deepEqual(errorsOf(`${head}\nmetadata: { name: web }\n${BESIDE}`), [`type-meta-missing ${head.split(':')[0]}`, OTHER], head);
});

it('a range of versions that is none', () => {
  for (const [range, said] of [
    ['1.30 - 1.20', /begins with its newest/],
    ['1.99', /reaches beyond/],
    ['1.10 - 1.20', /reaches beyond/],
    ['soon', /no version or range/],
  ] as const) {
    const analysis = new Analysis();
    analysis.setFile('.seaworthy.yaml', `profile: essential\nkubernetes: ${range}\n`);
    const [report, ...others] = analysis.reportsOf('.seaworthy.yaml');
    assert.deepEqual([report?.rule.id, others.length], ['setting-invalid', 0]);
    assert.match(report ? render(report.message) : '', said);
  }
});

it('a value that nobody would read to its end is shortened where it is said', () => {
  const analysis = new Analysis();
  analysis.setFile('a.yaml', `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${'a'.repeat(100_000)} }\n`);
  assert.ok(analysis.reportsOf('a.yaml').every(({ message }) => render(message).length < 1000));
});
