import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readGoModule } from '../../server/src/go/module';
import { assertMarked } from '../carets';

const read = (text: string) => readGoModule('go.mod', text);

describe('go.mod', () => {
  it('is read with the place of everything', () =>
    assertMarked(
      `// the service
module example.com/shop // its name
       ^^^^^^^^^^^^^^^^ module example.com/shop

go 1.23.4
   ^^^^^^ go 1.23.4
toolchain go1.24.1
          ^^^^^^^^ toolchain go1.24.1

require github.com/gin-gonic/gin v1.10.0
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ github.com/gin-gonic/gin v1.10.0
require (
	gorm.io/gorm v1.25.0
 ^^^^^^^^^^^^^^^^^^^^ gorm.io/gorm v1.25.0
	"quoted/path" v1.0.0 // indirect
 ^^^^^^^^^^^^^^^^^^^^ quoted/path v1.0.0 indirect
)

exclude a/b v1.0.0
retract v1.0.1
`,
      (text) => {
        const { path, go, toolchain, requires } = read(text);
        const single = Object.entries({ module: path, go, toolchain }).flatMap(([name, one]) =>
          one ? [{ start: one.at.start, end: one.at.end, label: `${name} ${one.value}` }] : [],
        );
        const many = requires.map((one) => ({ start: one.at.start, end: one.at.end, label: `${one.path} ${one.version}${one.indirect ? ' indirect' : ''}` }));
        return [...single, ...many];
      },
    ));
  it('may replace modules', () => {
    const { replaced } = read('replace a/b => ../b\nreplace (\n\tc/d v1.0.0 => e/f v1.1.0\n)\nreplace broken\n');
    assert.deepEqual(
      [...replaced],
      [
        ['a/b', '../b'],
        ['c/d', 'e/f'],
      ],
    );
  });
  it('may have Windows line breaks', () => {
    const { path, go, requires } = read('module a\r\n\r\ngo 1.22\r\n\r\nrequire (\r\n\tb v1.0.0 // indirect\r\n)\r\n');
    assert.deepEqual([path?.value, go?.value, requires[0]?.version, requires[0]?.indirect], ['a', '1.22', 'v1.0.0', true]);
  });
  for (const text of ['', '\n', ')', 'require (', 'module', 'go', '(((', 'require a', '\0', 'module "', '// only', `require (\n${'\ta v1\n'.repeat(20_000)})`])
    it(`may be ${JSON.stringify(text.slice(0, 30))}`, () => assert.doesNotThrow(() => read(text)));
});
