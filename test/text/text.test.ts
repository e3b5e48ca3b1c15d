import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits, collide, type Edit, plainText, withoutPlaceholders } from '../../server/src/text/edit';
import { LineIndex } from '../../server/src/text/line-index';
import { message, render } from '../../server/src/text/message';
import { baseName, folderOf, isBelow, relativePath, resolvePath, sharedFolders } from '../../server/src/text/path';
import { covers, Origin, startOf } from '../../server/src/text/span';
import { FUZZ, Random, SEED } from '../random';

const edit = (start: number, end: number, text: string, file = 'a'): Edit => ({ at: { file, start, end }, text });

describe('edits', () => {
  it('are applied in whatever order they come', () => {
    assert.equal(applyEdits('abcdef', [edit(4, 5, 'E'), edit(0, 1, 'A')]), 'AbcdEf');
    assert.equal(applyEdits('abcdef', [edit(0, 1, 'A'), edit(4, 5, 'E')]), 'AbcdEf');
  });
  it('at one place keep the order in which they were made', () => assert.equal(applyEdits('ab', [edit(1, 1, '1'), edit(1, 1, '2'), edit(1, 2, 'B')]), 'a12B'));
  it('may touch each other', () => assert.equal(applyEdits('abcd', [edit(0, 2, 'X'), edit(2, 4, 'Y')]), 'XY'));
  it('may not overlap', () => assert.throws(() => applyEdits('abcd', [edit(0, 3, 'X'), edit(2, 4, 'Y')]), /overlapping/));
  it('may insert into nothing', () => assert.equal(applyEdits('', [edit(0, 0, 'x')]), 'x'));
  it('leave placeholders with their defaults', () => assert.equal(applyEdits('a', [{ ...edit(1, 1, '${1:b}$0'), snippet: true }]), 'ab'));
  it('leave other texts with a dollar alone', () => assert.equal(plainText(edit(0, 0, '${1:b}')), '${1:b}'));
  it('collide where they change the same text', () => {
    assert.equal(collide([edit(0, 2, '')], [edit(1, 3, '')]), true);
    assert.equal(collide([edit(0, 2, '')], [edit(2, 3, '')]), false);
    assert.equal(collide([edit(1, 1, 'x')], [edit(1, 1, 'y')]), true);
    assert.equal(collide([edit(1, 1, 'x')], [edit(1, 1, 'y', 'b')]), false);
    assert.equal(collide([edit(0, 4, '')], [edit(2, 2, 'y')]), true);
  });
  it('that do not collide can be applied together, and those that cannot collide', () => {
    const random = new Random(SEED);
    for (let i = 0; i < 3000 * FUZZ; i++) {
      const [a, b] = [0, 1].map(() => {
        const start = random.below(8);
        return edit(start, start + random.below(4), random.pick(['', 'x', 'yz']));
      }) as [Edit, Edit];
      const fails = (() => {
        try {
          applyEdits('0123456789ab', [a, b]);
          return false;
        } catch {
          return true;
        }
      })();
      if (fails) assert.ok(collide([a], [b]), JSON.stringify([a, b]));
      assert.equal(collide([a], [b]), collide([b], [a]));
    }
  });
});

describe('placeholders', () => {
  const rows: readonly [snippet: string, text: string][] = [
    ['${1:8080}', '8080'],
    ['a$1b$0', 'ab'],
    ['${1}', ''],
    ['${1|a,b|}', 'a'],
    ['${1:${2:x}y}', 'xy'],
    ['${1:a}/${1:a}', 'a/a'],
    ['\\$1 \\${2:x\\}', '$1 ${2:x}'],
    ['${1:a\\}b}', 'a}b'],
    ['${NAME}', '${NAME}'],
    ['$(NAME)', '$(NAME)'],
    ['\\\\', '\\'],
    ['${1:', '${1:'],
    ['${1:}', ''],
    ['${12:x}$34', 'x'],
  ];
  for (const [snippet, text] of rows) it(snippet, () => assert.equal(withoutPlaceholders(snippet), text));
  it('without end take no time', { timeout: 5000 }, () => {
    withoutPlaceholders('${1:'.repeat(20_000));
    withoutPlaceholders(`${'${1:'.repeat(300)}${'}'.repeat(300)}`);
  });
});

describe('lines', () => {
  const index = new LineIndex('ab\r\n\ncd😀e');
  it('know the position of an offset', () => {
    assert.deepEqual(
      [0, 2, 3, 4, 5, 6, 9, 10, 99, -1].map((offset) => {
        const { line, character } = index.position(offset);
        return `${line}:${character}`;
      }),
      ['0:0', '0:2', '0:3', '1:0', '2:0', '2:1', '2:4', '2:5', '2:5', '0:0'],
    );
  });
  it('know the offset of a position', () => {
    assert.deepEqual(
      [index.offset(0, 0), index.offset(0, 99), index.offset(1, 5), index.offset(2, 3), index.offset(2, 99), index.offset(9, 0)],
      [0, 3, 4, 8, 10, 10],
    );
    assert.equal(index.lineCount, 3);
  });
  it('are right for an empty text', () => {
    const empty = new LineIndex('');
    assert.deepEqual([empty.lineCount, empty.position(5), empty.offset(3, 3)], [1, { line: 0, character: 0 }, 0]);
  });
  it('go there and back', () => {
    const random = new Random(SEED);
    for (let i = 0; i < 300 * FUZZ; i++) {
      const text = Array.from({ length: random.below(30) }, () => random.pick(['a', '\n', '\r\n', '😀', 'é'])).join('');
      const lines = new LineIndex(text);
      for (let offset = 0; offset <= text.length; offset++) {
        const { line, character } = lines.position(offset);
        assert.equal(lines.offset(line, character), offset);
      }
    }
  });
});

describe('messages', () => {
  it('keep template and values apart', () => {
    const said = message`No port of ${'web'} is ${8080}, but ${['a', 'b']}.`;
    assert.equal(said.template, 'No port of {0} is {1}, but {2}.');
    assert.equal(render(said), 'No port of `web` is 8080, but `a`, `b`.');
  });
  it('are said in another language, in its own order', () => {
    const said = message`${'a'} before ${'b'}`;
    assert.equal(
      render(said, (template) => (template === '{0} before {1}' ? '{1} 在 {0} 之后' : undefined)),
      '`b` 在 `a` 之后',
    );
  });
  it('hold messages, which are translated too', () => {
    const said = message`It is ${message`broken`}.`;
    assert.equal(
      render(said, (template) => ({ 'It is {0}.': '它{0}。', broken: '坏了' })[template]),
      '它坏了。',
    );
  });
  it('show a hole without value as it is', () => assert.equal(render({ template: '{0} {1}', values: ['a'] }), '`a` {1}'));
  it('do not look into values for holes', () => assert.equal(render(message`${'{1}'} ${'x'}`), '`{1}` `x`'));
});

describe('paths', () => {
  const resolved: readonly [folder: string, path: string, result: string][] = [
    ['/a/b', 'c', '/a/b/c'],
    ['/a/b', './c/../d', '/a/b/d'],
    ['/a/b', '../../c', '/c'],
    ['/a', '../../c', '/c'],
    ['/a', '/b', '/b'],
    ['/a', '.', '/a'],
    ['/', 'a', '/a'],
    ['/', '.', '/'],
    ['', 'a', 'a'],
    ['', './a', 'a'],
    ['a', '../../b', '../b'],
    ['C:/a', 'b', 'C:/a/b'],
    ['C:/a', '../b', 'C:/b'],
    ['C:/a', '../../b', 'C:/b'],
    ['C:/a', 'D:/b', 'D:/b'],
    ['/a', 'b//c/', '/a/b/c'],
  ];
  for (const [folder, path, result] of resolved) it(`${path} seen from ${folder || '(nowhere)'}`, () => assert.equal(resolvePath(folder, path), result));
  it('have a last part and a folder', () => {
    assert.deepEqual(['/a/b', 'b', '/b', 'C:/a/b', ''].map(baseName), ['b', 'b', 'b', 'b', '']);
    assert.deepEqual(['/a/b', 'b', '/b', 'C:/a/b', 'a/b/c'].map(folderOf), ['/a', '', '/', 'C:/a', 'a/b']);
  });
  it('lie below folders', () => {
    const rows: readonly [folder: string, path: string, is: boolean][] = [
      ['/a', '/a/b', true],
      ['/a', '/a', true],
      ['/a', '/ab', false],
      ['/', '/a', true],
      ['', 'a', true],
      ['', '/a', false],
      ['C:/a', 'C:/a/b', true],
      ['C:/a', 'C:/ab', false],
      ['a/', 'a/b', true],
    ];
    for (const [folder, path, is] of rows) assert.equal(isBelow(folder, path), is, `${path} below ${folder}`);
  });
  it('are shown relative to folders', () => {
    const rows: readonly [folder: string, path: string, result: string][] = [
      ['/a', '/a/b/c', 'b/c'],
      ['/a/b', '/a/c', '../c'],
      ['/a', '/a', '../a'],
      ['/', '/a/b', 'a/b'],
      ['', 'a/b', 'a/b'],
      ['C:/a', 'C:/a/b', 'b'],
      ['C:/a', 'D:/b', 'D:/b'],
    ];
    for (const [folder, path, result] of rows) assert.equal(relativePath(folder, path), result, `${path} from ${folder}`);
  });
  it('share folders', () => assert.deepEqual([sharedFolders('/a/b/c', '/a/b/d'), sharedFolders('/a/x', '/b/x'), sharedFolders('a', 'b')], [3, 1, 1]));
});

describe('spans', () => {
  it('move with their origin', () => {
    const origin = new Origin('a', 10);
    const span = Object.freeze(origin.span(1, 3));
    origin.offset = 20;
    assert.deepEqual([span.file, span.start, span.end], ['a', 21, 23]);
    assert.deepEqual(startOf(span), { file: 'a', start: 21, end: 21 });
  });
  it('move with the text that their origin was cut out of', () => {
    const around = new Origin('a', 10);
    const inner = new Origin('a', 2);
    inner.hangOn(around, 5);
    const span = inner.span(1, 3);
    assert.deepEqual([span.start, span.end], [18, 20]);
    around.offset = 20;
    assert.deepEqual([span.start, inner.offset], [28, 27]);
    inner.offset = 30;
    assert.deepEqual([span.start, around.offset], [31, 20]);
  });
  it('cover others of the same file', () => {
    const outer = { file: 'a', start: 1, end: 5 };
    assert.deepEqual(
      [
        { file: 'a', start: 1, end: 5 },
        { file: 'a', start: 0, end: 2 },
        { file: 'b', start: 2, end: 3 },
      ].map((inner) => covers(outer, inner)),
      [true, false, false],
    );
  });
});
