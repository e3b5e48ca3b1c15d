import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { jsonWordAt } from '../../server/src/engine/json-word';

/** At the `|` in a text: what can stand there, the word around, and the commas that are missing. */
function told(marked: string) {
  const at = marked.indexOf('|');
  const text = marked.replace('|', '');
  const word = jsonWordAt(text, at);
  if (!word) return undefined;
  const commas = [word.before === ',' ? 'before' : '', word.behind === ',' ? 'behind' : ''].filter((one) => one !== '');
  return [word.position, text.slice(word.start, word.end), ...(word.hasColon ? ['colon'] : []), ...commas];
}

describe('a place in JSON', () => {
  const cases: readonly [where: string, marked: string, expected: readonly string[] | undefined][] = [
    ['an empty object', '{ | }', ['key', '']],
    ['a key in quotes', '{ "re|" }', ['key', '"re"']],
    ['the middle of a key', '{ "re|pl": 1 }', ['key', '"repl"', 'colon']],
    ['a key without its last quote', '{\n  "re|\n}', ['key', '"re']],
    ['a key without its last quote, in front of others', '{\n  "re|\n  "ports": []\n}', ['key', '"re', 'behind']],
    ['a key without its last quote, on the line of others', '{ "re|, "ports": [] }', ['key', '"re']],
    ['a key without quotes', '{ re| }', ['key', 're']],
    ['a key behind a comma', '{ "a": 1, "re|" }', ['key', '"re"']],
    ['a key on the next line, without a comma', '{\n  "a": { "b": [1] }\n  "re|"\n}', ['key', '"re"', 'before']],
    ['a key behind another that is half typed', '{\n  "x\n  "re|"\n}', ['key', '"re"', 'before']],
    ['a key in a deeper object', '{ "a": [{ "b": 1 }, { "re|" }] }', ['key', '"re"']],
    ['a value', '{ "a": | }', ['value', '']],
    ['a value in quotes', '{ "a": "b|" }', ['value', '"b"']],
    ['a value in front of others', '{\n  "a": "b|"\n  "c": 1\n}', ['value', '"b"', 'behind']],
    ['a value without quotes', '{ "a": tr| }', ['value', 'tr']],
    ['a value with an escaped quote', '{ "a": "x\\"b|" }', ['value', '"x\\"b"']],
    ['an item', '[ "a", "b|" ]', ['value', '"b"']],
    ['behind a key', '{ "a" | }', undefined],
    ['behind a value', '{ "a": 1 | }', undefined],
    ['outside', '|{}', undefined],
  ];
  for (const [where, marked, expected] of cases) it(where, () => assert.deepEqual(told(marked), expected));
});
