import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setField } from '../../server/src/fix/fields';
import { moveItemBefore } from '../../server/src/fix/move-item';
import { applyEdits } from '../../server/src/text/edit';
import { readYaml } from '../../server/src/yaml/read';
import { Value } from '../../server/src/yaml/value';

function rootOf(text: string): Value {
  const [document] = readYaml('a.yaml', text).documents;
  const root = document && Value.root(document);
  assert.ok(root);
  return root;
}

it('sets nothing where something else stands in the place of a mapping', () => {
  for (const text of ['a: []\n', 'a: 5\n', 'a: text\n', 'a: [{ b: 1 }]\n']) assert.deepEqual(setField(rootOf(text), ['a', 'b', 'c'], 1), []);
  assert.deepEqual(setField(rootOf('- a\n'), ['a'], 1), []);
});

it('sets below what is empty or not there', () => {
  for (const text of ['a:\n', 'b: 1\n', 'a: {}\n', 'a: { b: }\n']) {
    const changed = applyEdits(text, setField(rootOf(text), ['a', 'b'], 1));
    assert.equal(rootOf(changed).get('a', 'b')?.plain, 1, changed);
  }
});

function move(text: string, from: number, to: number): string | undefined {
  const items = rootOf(text).items();
  const [item, earlier] = [items[from], items[to]];
  const edits = item && earlier && moveItemBefore(item, earlier);
  return edits && applyEdits(text, edits);
}

it('moves an item with its lines before an earlier one', () => {
  assert.equal(move('- a: 1\n- b: 2\n  c: 3\n- d: 4\n', 1, 0), '- b: 2\n  c: 3\n- a: 1\n- d: 4\n');
  assert.equal(move('- a\n- b\n', 1, 0), '- b\n- a\n');
});

it('moves nothing within a line, downwards, or without a line break', () => {
  assert.equal(move('[a, b]\n', 1, 0), undefined);
  assert.equal(move('- a\n- b\n', 0, 1), undefined);
  assert.equal(move('- a\n- b', 1, 0), undefined);
});
