import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Cursor, readCursor } from '../../server/src/engine/cursor';
import { NOWHERE } from '../../server/src/model/document';

/** Reads at the `|` in a text. */
function at(marked: string): Cursor | undefined {
  const offset = marked.indexOf('|');
  return readCursor('a.yaml', marked.replace('|', ''), offset, NOWHERE);
}

/** The parts of a cursor that a sentence can hold. */
function told(marked: string) {
  const cursor = at(marked);
  if (!cursor) return undefined;
  const { position, typed, path, siblings, column, flow, key } = cursor;
  return [position, typed, path.join('.'), siblings.join(' '), column, ...(flow ? ['flow'] : []), ...(key === undefined ? [] : [`of ${key}`])];
}

const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: web:1\n';

describe('a key', () => {
  it('on an empty document', () => assert.deepEqual(told('|'), ['key', '', '', '', 0]));
  it('at the root', () => assert.deepEqual(told('kind: Pod\nmeta|\nspec: {}\n'), ['key', 'meta', '', 'kind spec', 0]));
  it('in a container, on an empty line', () => assert.deepEqual(told(`${POD}      |\n`), ['key', '', 'spec.containers.0', 'name image', 6]));
  it('in a container, half typed', () => assert.deepEqual(told(`${POD}      live|\n`), ['key', 'live', 'spec.containers.0', 'name image', 6]));
  it('in the middle of a word', () => assert.deepEqual(told('a: 1\nfo|o\nb: 2\n'), ['key', 'fo', '', 'a b', 0]));
  it('that has its colon', () => assert.deepEqual(told('a: 1\nfo|o: bar\n'), ['key', 'fo', '', 'a', 0]));
  it('between others', () => assert.deepEqual(told('a:\n  x: 1\n  |\n  z: 2\n'), ['key', '', 'a', 'x z', 2]));
  it('behind a dash', () => assert.deepEqual(told('a:\n  - |\n    z: 2\n'), ['key', '', 'a.0', 'z', 4]));
  it('behind two dashes', () => assert.deepEqual(told('- - na|\n    b: 1\n'), ['key', 'na', '0.0', 'b', 4]));
  it('with a slash and dots', () => assert.deepEqual(told('a:\n  b: 1\n  app.kubernetes.io/na|\n'), ['key', 'app.kubernetes.io/na', 'a', 'b', 2]));
  it('in braces', () => assert.deepEqual(told('a: { b: 1, c| }\n'), ['key', 'c', 'a', 'b', 11, 'flow']));
  it('in empty braces', () => assert.deepEqual(told('a: { | }\n'), ['key', '', 'a', '', 5, 'flow']));
  it('in a later document', () => assert.deepEqual(told('a: 1\n---\nb: 1\n|'), ['key', '', '', 'b', 0]));
  it('with Windows line ends', () => assert.deepEqual(told('a:\r\n  x: 1\r\n  y|\r\nb: 2\r\n'), ['key', 'y', 'a', 'x', 2]));
  it('where another document is broken', () => assert.deepEqual(told('a: "\n---\nb: 1\nc|'), ['key', 'c', '', 'b', 0]));
  it('where the document is broken further down', () => assert.deepEqual(told('a: 1\nfo|\nc: [1\nd: 2\n'), ['key', 'fo', '', 'a c d', 0]));
});

describe('a value', () => {
  it('that is empty', () => assert.deepEqual(told('a: 1\nkind: |\nb: 2\n'), ['value', '', 'kind', 'a b', 0, 'of kind']));
  it('half typed', () => assert.deepEqual(told('kind: Depl|\n'), ['value', 'Depl', 'kind', '', 0, 'of kind']));
  it('with colons in it', () => assert.deepEqual(told('image: nginx:1.2|7\n'), ['value', 'nginx:1.2', 'image', '', 0, 'of image']));
  it('with blanks in it', () => assert.deepEqual(told('a: two wo|rds\n'), ['value', 'two wo', 'a', '', 0, 'of a']));
  it('in quotes', () => assert.deepEqual(told('a: "ht|"\n'), ['value', '"ht', 'a', '', 0, 'of a']));
  it('in a list item', () => assert.deepEqual(told('a:\n  - b: x|\n'), ['value', 'x', 'a.0.b', '', 4, 'of b']));
  it('in braces', () => assert.deepEqual(told('a: { b: c| }\n'), ['value', 'c', 'a.b', '', 5, 'flow', 'of b']));
});

describe('what may become either', () => {
  it('a list item', () => assert.deepEqual(told('args:\n  - a\n  - b|\n'), ['open', 'b', 'args.1', '', 4]));
  it('a line of its own below a key', () => assert.deepEqual(told('a:\n  b|\nc: 1\n'), ['open', 'b', 'a', '', 2]));
  it('in brackets', () => assert.deepEqual(told('a: [x, y|]\n'), ['open', 'y', 'a.1', '', 7, 'flow']));
  it('an empty list item', () => assert.deepEqual(told('a:\n  - |\n'), ['open', '', 'a.0', '', 4]));
});

describe('nothing', () => {
  it('in a comment', () => assert.equal(told('a: 1 # foo|\n'), undefined));
  it('in a block scalar', () => assert.equal(told('a: >-\n  some text|\n'), undefined));
  it('on the line between two documents', () => assert.equal(told('a: 1\n---|\nb: 1\n'), undefined));
  it('below a value, too deep', () => assert.equal(told('a:\n  image: x\n      |\n'), undefined));
  it('directly behind a colon', () => assert.equal(told('a: 1\nkind:|\nb: 2\n'), undefined));
});

describe('the object around', () => {
  it('is the document', () => {
    const cursor = at(`${POD}      |\n`);
    assert.equal(cursor?.object?.kind.value, 'Pod');
    assert.deepEqual(cursor?.way, ['spec', 'containers', 0]);
  });
  it('is the item of a List', () => {
    const cursor = at('apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Service\n    spec:\n      po|\n');
    assert.equal(cursor?.object?.kind.value, 'Service');
    assert.deepEqual(cursor?.way, ['spec']);
    assert.deepEqual(cursor?.path, ['items', 0, 'spec']);
  });
  it('is none without a kind', () => assert.equal(at('spec:\n  a|\n')?.object, undefined));
});

it('says which text a completion replaces', () => {
  const cursor = at('x: 1\n---\nimage: nginx:1|.2 # pinned\n');
  assert.deepEqual(cursor?.word, { file: 'a.yaml', start: 16, end: 25 });
});
