import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { insertField, insertFieldAfter, insertItem, removeField, removeItem, replaceValue, setField } from '../../server/src/fix/fields';
import type { Data } from '../../server/src/fix/write-yaml';
import { applyEdits, type Edit } from '../../server/src/text/edit';
import { LITERAL } from '../../server/src/yaml/node';
import { readYaml } from '../../server/src/yaml/read';
import { Value } from '../../server/src/yaml/value';
import { corpusFiles } from '../corpus';
import { FUZZ, Random, SEED, shortest } from '../random';
import { randomDocument } from '../yaml/generate';
import { sampleTexts } from '../yaml/samples';

// Whatever a builder is asked to do, in whatever YAML: the document then says exactly that, and every comment is still there.

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const DATA: readonly Data[] = [
  'x',
  'yes',
  '',
  'a: b',
  '# c',
  'two\nlines',
  '0644',
  8080,
  true,
  null,
  [],
  {},
  ['a', 'b'],
  { p: 1, q: 'r' },
  { p: { q: [{ r: 's' }] } },
  [[1], { t: [] }],
  'ü😀',
  ' a ',
  '- x',
  '{{ x }}',
];

interface Doing {
  readonly what: string;
  readonly edits: readonly Edit[];
  /** What the document should say afterwards. */
  readonly json: Json;
  /** Comments that may go, because what they stand in goes. */
  readonly gone: string;
}

function valuesOf(root: Value): Value[] {
  const below = [...root.items(), ...root.fields().map(({ value }) => value)];
  return [root, ...below.flatMap(valuesOf)];
}

function wayOf(value: Value): (string | number)[] {
  return value.parent ? [...wayOf(value.parent), value.step as string | number] : [];
}

function changed(root: Value, way: readonly (string | number)[], change: (json: Json) => Json | undefined): Json {
  const at = (json: Json, [step, ...rest]: readonly (string | number)[]): Json | undefined => {
    if (step === undefined) return change(json);
    if (Array.isArray(json)) {
      const inner = at(json[step as number] as Json, rest);
      return json.flatMap((item, index) => (index === step ? (inner === undefined ? [] : [inner]) : [item]));
    }
    const entries = Object.entries(json as Record<string, Json>).flatMap(([key, item]): [string, Json][] => {
      const inner = key === step ? at(item, rest) : item;
      return inner === undefined ? [] : [[key, inner]];
    });
    return Object.fromEntries(entries);
  };
  return at(JSON.parse(JSON.stringify(root.toJson())) as Json, way) as Json;
}

/** One builder, asked to do something to one place of a document. */
function doSomething(root: Value, random: Random): Doing | undefined {
  const value = random.pick(valuesOf(root));
  const data = random.pick(DATA);
  const json = JSON.parse(JSON.stringify(data)) as Json;
  const way = wayOf(value);
  const { text } = value.document;
  const own = text.slice(value.node.start, value.node.end);
  const withField = (before: Json) => ({ ...(before as Record<string, Json>), zz: json });
  switch (random.below(7)) {
    case 0:
      return value.kind === 'map'
        ? { what: `insertField ${way}`, edits: [insertField(value, 'zz', data)], json: changed(root, way, withField), gone: '' }
        : undefined;
    case 1: {
      const after = value.fields()[random.below(3)];
      if (!after) return undefined;
      return {
        what: `insertFieldAfter ${way} ${after.name}`,
        edits: [insertFieldAfter(value, after.name, 'zz', data)],
        json: changed(root, way, withField),
        gone: '',
      };
    }
    case 2:
      if (value.kind !== 'list') return undefined;
      return { what: `insertItem ${way}`, edits: [insertItem(value, data)], json: changed(root, way, (before) => [...(before as Json[]), json]), gone: '' };
    case 3:
      if (!value.parent) return undefined;
      return { what: `replaceValue ${way} ${JSON.stringify(data)}`, edits: [replaceValue(value, data)], json: changed(root, way, () => json), gone: own };
    case 4:
      if (!value.entry) return undefined;
      return {
        what: `removeField ${way}`,
        edits: [removeField(value)],
        json: changed(root, way, () => undefined),
        gone: `${text.slice(value.entry.key.start, value.node.end)}${lineOf(text, value.node.end)}`,
      };
    case 5: {
      if (value.index === undefined || value.parent?.node.kind !== 'list') return undefined;
      const before = value.parent.node.items[value.index - 1]?.end ?? value.parent.node.start;
      return {
        what: `removeItem ${way}`,
        edits: [removeItem(value)],
        json: changed(root, way, () => undefined),
        gone: `${text.slice(before, value.node.end)}${lineOf(text, value.node.end)}`,
      };
    }
    default: {
      if (value.kind !== 'map') return undefined;
      const [name = 'zz'] = value.fields().map((field) => field.name);
      const next = value.get(name);
      if (random.once(2) || (next && next.kind !== 'map' && next.kind !== 'null')) {
        const edits = setField(value, [name], data);
        return {
          what: `setField ${way} ${name} ${JSON.stringify(data)}`,
          edits,
          json: changed(root, way, (before) => ({ ...(before as Record<string, Json>), [name]: json })),
          gone: next ? text.slice(next.node.start, next.node.end) : '',
        };
      }
      const inner = (before: Json) => ({
        ...(before as Record<string, Json>),
        [name]: { ...((before as Record<string, Json>)[name] as Record<string, Json>), yy: { zz: json } },
      });
      if (next?.get('yy')) return undefined;
      return { what: `setField ${way} ${name} yy zz`, edits: setField(value, [name, 'yy', 'zz'], data), json: changed(root, way, inner), gone: '' };
    }
  }
}

function lineOf(text: string, offset: number): string {
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  const to = text.indexOf('\n', offset);
  return text.slice(from, to < 0 ? text.length : to);
}

/** The comments of a text, as far as a look at single lines can tell. */
const comments = (text: string) =>
  [...text.matchAll(/^(.*?(?:^|[ \t]))(#[^\r\n]*)/gm)]
    .filter(([, before]) => !/['"]/.test(before as string))
    .map(([, , comment]) => (comment as string).trimEnd());

/** The root of a document in which nothing is written that a later line could become a part of, or that has no comment sign of its own. */
function rootOf(text: string): Value | undefined {
  const [document, ...others] = readYaml('a.yaml', text).documents;
  const isOdd = /[&*]\w|\r(?!\n)|[\]}"']#|[|>]\d?\+|^[ \t-]*\?[ \t]|^ +\r?$|\t|!/m.test(text);
  // A comment behind a block scalar becomes its text when what stands between goes.
  const isEaten = /[|>]/.test(text) && /^\s*#/m.test(text);
  const root = document && !isOdd && !isEaten && others.length === 0 && document.problems.length === 0 ? Value.root(document) : undefined;
  const isEmptyBlock = ({ node }: Value) => node.kind === 'scalar' && node.style >= LITERAL && node.text === '';
  return root && valuesOf(root).some(isEmptyBlock) ? undefined : root;
}

/** What is wrong with the outcome; undefined where all is well. */
function fault(text: string, seed: number): string | undefined {
  const root = rootOf(text);
  const doing = root && doSomething(root, new Random(seed));
  if (!doing || doing.edits.every(({ at, text: written }) => at.start === at.end && written === '')) return undefined;
  const say = (why: string, after: string) => `${doing.what}: ${why}\n--- before\n${text}\n--- after\n${after}`;
  let after: string;
  try {
    after = applyEdits(text, doing.edits);
  } catch (error) {
    return say(String(error), '');
  }
  const document = readYaml('a.yaml', after).documents[0];
  const problem = document?.problems.find(({ kind }) => kind !== 'disliked');
  if (problem) return say(problem.message.template, after);
  const json = (document && Value.root(document)?.toJson()) ?? null;
  if (sorted(json) !== sorted(doing.json)) return say(`says ${sorted(json)} and not ${sorted(doing.json)}`, after);
  const isQuoted = text.split('\n').some((line) => (line.split("'").length & 1) === 0 || (line.split('"').length & 1) === 0);
  const lost = (isQuoted ? [] : comments(text)).filter((comment) => !after.includes(comment) && !doing.gone.includes(comment));
  if (lost.length > 0) return say(`loses ${lost[0]}`, after);
  if (!text.includes('\r') && after.includes('\r')) return say('brings a carriage return', after);
  return text.includes('\n') && !/(?<!\r)\n/.test(text) && /(?<!\r)\n/.test(after) ? say('brings a line feed without carriage return', after) : undefined;
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

describe('the builders of edits', () => {
  const check = (text: string, seed: number) => {
    const found = fault(text, seed);
    if (found === undefined) return;
    const kind = found.split('\n')[0]?.split(' ')[0];
    const small = shortest(text, (one) => fault(one, seed)?.split(' ')[0] === kind);
    assert.fail(`seed ${seed}: ${fault(small, seed)}`);
  };

  it('do what they say in our own texts', (test) => {
    const random = new Random(SEED);
    const texts = [...sampleTexts(), ...[...corpusFiles(/\.ya?ml$/)].map(({ text }) => text)].filter(({ length }) => length < 4000);
    for (let i = 0; i < 800 * FUZZ; i++) {
      const text = random.pick(texts);
      check(random.once(4) ? text.replaceAll(/\r?\n/g, '\r\n') : random.once(4) ? text.trimEnd() : text, SEED * 100_000 + i);
    }
    test.diagnostic(`seed ${SEED}`);
  });

  it('do what they say in generated documents', (test) => {
    const random = new Random(SEED);
    for (let i = 0; i < 1200 * FUZZ; i++) check(randomDocument(random), SEED * 100_000 + i);
    test.diagnostic(`seed ${SEED}`);
  });
});
