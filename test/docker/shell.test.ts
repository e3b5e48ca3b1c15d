import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Instruction } from '../../server/src/docker/dockerfile';
import { readDockerfile } from '../../server/src/docker/read';
import { readShell, shellCommands } from '../../server/src/docker/shell';
import { assertMarked } from '../carets';

/** Each command as one line: what stands before it, its words, and whether it is nested. */
function commandsOf(script: string): string[] {
  return readShell(script, (start, end) => ({ file: 'a', start, end })).map(({ before, assignments, words, nested }) =>
    [
      before,
      ...assignments.map(({ name, value }) => `${name}=${value}`),
      ...words.map(({ value, expands }) => (expands ? `<${value}>` : value.includes(' ') || value === '' ? `'${value}'` : value)),
      ...(nested ? ['(nested)'] : []),
    ]
      .join(' ')
      .trim(),
  );
}

function see(marked: string): void {
  assertMarked(marked.replace(/^\n/, ''), (text) => {
    const dockerfile = readDockerfile('Dockerfile', text);
    return dockerfile.instructions
      .filter(({ keyword }) => keyword !== 'FROM')
      .flatMap((one) =>
        shellCommands(one, dockerfile).flatMap(({ words, at, before }) => [
          { start: at.start, end: at.end, label: `${before} command`.trim() },
          ...words.map((word) => ({ start: word.at.start, end: word.at.end, label: word.value })),
        ]),
      );
  });
}

describe('a script is taken apart into its commands', () => {
  const rows: readonly [script: string, ...commands: string[]][] = [
    ['a b', 'a b'],
    ['a && b || c; d | e & f', 'a', '&& b', '|| c', '; d', '| e', '; f'],
    ['a\nb\n\nc', 'a', '; b', '; c'],
    ['a \\\n  b \\\r\n c', 'a b c'],
    ['a # b && c\nd', 'a', '; d'],
    ['a#b', 'a#b'],
    ['A=1 B="x y" go build', 'A=1 B=x y go build'],
    ['A=1; b', 'A=1', '; b'],
    ['a A=1', 'a A=1'],
    [`a 'b c' "d e" f\\ g`, "a 'b c' 'd e' 'f g'"],
    [`a "b 'c' \\"d\\"" 'e "f" \\'`, `a 'b 'c' "d"' 'e "f" \\'`],
    ['a $B "${C}" \'$D\' `e` $(f g) \\$H', 'a <$B> <${C}> $D <`e`> <$(f g)> $H'],
    ['a "$(b "c d")" e', 'a <$(b c d)> e'],
    ['a > b 2>&1 && c &> d', 'a > b 2>&1', '&& c &> d'],
    ['if a; then b; else c; fi; d', 'a (nested)', '; b (nested)', '; c (nested)', '; d'],
    ['for x in 1 2; do a $x; done && b', 'x in 1 2 (nested)', '; a <$x> (nested)', '&& b'],
    ['(cd a && b) && c', '; cd a (nested)'.slice(2), '&& b (nested)', '&& c'],
    ['{ a; b; } && c', 'a (nested)', '; b (nested)', '&& c'],
    ['! a', 'a'],
    ['time a', 'a'],
    ['set -eux; a', 'set -eux', '; a'],
    ['a;;b', 'a', '; b'],
    ['a\u00a0b\fc', 'a\u00a0b\fc'],
    [''],
    ['# only'],
    ['"unclosed', 'unclosed'],
    ['a $(unclosed', 'a <$(unclosed>'],
    [')))'],
  ];
  for (const [script, ...commands] of rows) it(JSON.stringify(script), () => assert.deepEqual(commandsOf(script), commands));
});

describe('the commands of an instruction', () => {
  it('have their place in the file', () =>
    see(`
FROM alpine
RUN apk add --no-cache \\
    ^^^^^^^^^^^^^^^^^^^^ command (+2)
    ^^^ apk
        ^^^ add
            ^^^^^^^^^^ --no-cache
# why
    git && rm -rf /x
    ^^^ git
           ^^^^^^^^^ && command
           ^^ rm
              ^^^ -rf
                  ^^ /x
`));
  it('stand in the exec form as one', () =>
    see(`
CMD ["go", "run", "a b"]
    ^^^^^^^^^^^^^^^^^^^^ command
     ^^^^ go
           ^^^^^ run
                  ^^^^^ a b
`));
  it('stand in a heredoc', () =>
    see(`
RUN <<END
a b
^^^ command
^ a
  ^ b
c
^ ; command
^ c
END
`));
  const words = (text: string) => {
    const dockerfile = readDockerfile('Dockerfile', text);
    return shellCommands(dockerfile.instructions[0] as Instruction, dockerfile).map((command) => command.words.map(({ source }) => source).join(' '));
  };
  it('that read a heredoc are commands, and what they read is not', () => assert.deepEqual(words('RUN cat <<A > b\nx y\nA\n'), ['cat <<A > b']));
  it('are none in an empty list', () => assert.deepEqual(words('CMD []\n'), []));
  it('are none where nothing stands', () => assert.deepEqual(words('RUN\n'), []));
});
