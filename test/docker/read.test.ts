import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Instruction } from '../../server/src/docker/dockerfile';
import { readDockerfile } from '../../server/src/docker/read';
import type { Span } from '../../server/src/text/span';
import { assertMarked, type Mark } from '../carets';

/** What a test looks at, and how it shows it. */
const VIEWS = {
  keyword: ({ keyword, keywordAt }: Instruction) => [mark(keywordAt, keyword)],
  whole: ({ at, keyword }: Instruction) => [mark(at, keyword)],
  flags: ({ flags }: Instruction) =>
    flags.flatMap(({ name, value, at }) => [mark(at, `--${name}`), ...(value ? [mark(value.at, JSON.stringify(value.value))] : [])]),
  words: ({ words }: Instruction) => words.map(({ value, at }) => mark(at, value)),
  rest: ({ rest }: Instruction) => [mark(rest.at, JSON.stringify(rest.value))],
  json: ({ json }: Instruction) => (json ?? []).map(({ value, at }) => mark(at, JSON.stringify(value))),
  heredocs: ({ heredocs }: Instruction) =>
    heredocs.flatMap(({ name, at, body, expands }) => [mark(at, `<<${name}${expands ? '' : ' as it is'}`), mark(body.at, JSON.stringify(body.value))]),
  assignments: ({ assignments }: Instruction) =>
    assignments.flatMap(({ name, value }) => [mark(name.at, name.value), ...(value ? [mark(value.at, `= ${value.value}`)] : [])]),
  gaps: ({ gaps }: Instruction) => gaps.map((at) => mark(at, 'gap')),
} satisfies Record<string, (instruction: Instruction) => Mark[]>;

function mark(at: Span, label: string): Mark {
  return { start: at.start, end: at.end, label };
}

function see(views: readonly (keyof typeof VIEWS)[], marked: string): void {
  assertMarked(marked.replace(/^\n/, ''), (text) => {
    const marks = readDockerfile('Dockerfile', text).instructions.flatMap((instruction) => views.flatMap((view) => VIEWS[view](instruction)));
    return marks.sort((a, b) => a.start - b.start);
  });
}

const file = (text: string) => readDockerfile('Dockerfile', text);
const instruction = (text: string) => file(text).instructions[0] as Instruction;
const problems = (text: string) => file(text).problems.map(({ kind, at, text: what }) => `${kind} ${at.start}-${at.end} ${what}`.trim());

describe('instructions', () => {
  it('begin with a keyword in any case', () =>
    see(
      ['keyword', 'rest'],
      `
FROM alpine
^^^^ FROM
     ^^^^^^ "alpine"
  run  echo hi
  ^^^ RUN
       ^^^^^^^ "echo hi"
Cmd\tx
^^^ CMD
    ^ "x"
`,
    ));
  it('may stand alone', () =>
    see(
      ['keyword', 'rest'],
      `
FROM
^^^^ FROM
    ^ "" (empty)
`,
    ));
  it('go on behind a backslash, also with blanks behind it', () =>
    see(
      ['whole', 'words'],
      `
RUN a \\
^^^^^^^ RUN (+2)
    ^ a
    b \\  
    ^ b
    c
    ^ c
`,
    ));
  it('join what the backslash cuts', () =>
    see(
      ['words'],
      `
RUN apt-get ins\\
    ^^^^^^^ apt-get
            ^^^^ install (+1)
tall
`,
    ));
  it('pass over comments and empty lines on their way', () =>
    see(
      ['whole', 'gaps', 'rest'],
      `
RUN a && \\
^^^^^^^^^^ RUN (+4)
    ^^^^^^ "a &&     b" (+4)
# why
   # indented

^ gap (empty)
    b
USER x
^^^^^^ USER
     ^ "x"
`,
    ));
  it('end where two backslashes stand', () => assert.equal(file('RUN a \\\\\nRUN b\n').instructions.length, 2));
  it('go on to the end of the file', () => {
    const { instructions, comments } = file('FROM a\nRUN a \\\n\n# b\n');
    assert.deepEqual(
      instructions.map(({ rest }) => rest.value),
      ['a', 'a'],
    );
    assert.deepEqual(
      comments.map(({ value }) => value),
      ['# b'],
    );
  });
  it('go on behind a backtick where the file says so', () =>
    see(
      ['words'],
      `
# escape=\`
FROM windows
     ^^^^^^^ windows
COPY a.txt \`
     ^^^^^ a.txt
  C:\\dir\\
  ^^^^^^^ C:\\dir\\
RUN dir
    ^^^ dir
`,
    ));
  it('have Windows line breaks', () => {
    const { instructions } = file('FROM alpine\r\nRUN a \\\r\n  # c\r\n  b\r\nCMD ["x"]\r\n');
    assert.deepEqual(
      instructions.map(({ keyword, rest, json }) => [keyword, rest.value, json?.length]),
      [
        ['FROM', 'alpine', undefined],
        ['RUN', 'a   b', undefined],
        ['CMD', '["x"]', 1],
      ],
    );
  });
  it('may stand behind a byte order mark', () => {
    const { keywordAt, words } = instruction('\ufeffFROM alpine\n');
    assert.deepEqual([keywordAt.start, words[0]?.at.start], [1, 6]);
  });
});

describe('directives and comments', () => {
  it('directives stand above everything, each once', () => {
    const { directives, escape, comments } = file('# syntax=docker/dockerfile:1\n#escape = `\n# check=skip=all\n# escape=\\\nFROM a\n');
    assert.deepEqual(
      directives.map(({ name, value }) => [name, value.value]),
      [
        ['syntax', 'docker/dockerfile:1'],
        ['escape', '`'],
        ['check', 'skip=all'],
      ],
    );
    assert.deepEqual([escape, comments.length], ['`', 1]);
  });
  it('with the place of their values', () => {
    const [directive] = file('#   escape =  `  \nFROM a\n').directives;
    assert.deepEqual([directive?.at.start, directive?.at.end, directive?.value.at.start, directive?.value.at.end], [0, 15, 14, 15]);
  });
  for (const text of ['# comment\n# escape=`\nFROM a\n', '\n# escape=`\nFROM a\n', 'FROM a\n# escape=`\n'])
    it(`none counts behind another line: ${JSON.stringify(text)}`, () => assert.equal(file(text).escape, '\\'));
  it('comments begin a line', () => {
    const { comments, instructions } = file('# one\n  # two\nFROM a # three\nRUN x # four \\\n  # five\n  y\n');
    assert.deepEqual(
      comments.map(({ value }) => value),
      ['# one', '# two', '# five'],
    );
    assert.deepEqual(
      instructions.map(({ rest }) => rest.value),
      ['a # three', 'x # four   y'],
    );
  });
});

describe('words', () => {
  it('keep what quotes and escapes hold together', () =>
    see(
      ['words'],
      `
COPY "a b" c\\ d 'e"f' g
     ^^^^^ a b
           ^^^^ c d
                ^^^^^ e"f
                      ^ g
`,
    ));
  it('keep their variables', () =>
    see(
      ['words'],
      `
COPY $A \${B:-c} "\${E}" \\$F
     ^^ $A
        ^^^^^^^ \${B:-c}
                ^^^^^^ \${E}
                       ^^^ \\$F
`,
    ));
});

describe('flags', () => {
  it('stand in front of the arguments', () =>
    see(
      ['flags', 'words'],
      `
COPY --from=build --chown=1:2 --link /a /b
     ^^^^^^^^^^^^ --from
            ^^^^^ "build"
                  ^^^^^^^^^^^ --chown
                          ^^^ "1:2"
                              ^^^^^^ --link
                                     ^^ /a
                                        ^^ /b
RUN --mount=type=cache,target=/x go build --tags x
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ --mount
            ^^^^^^^^^^^^^^^^^^^^ "type=cache,target=/x"
                                 ^^ go
                                    ^^^^^ build
                                          ^^^^^^ --tags
                                                 ^ x
HEALTHCHECK --interval=5s CMD ["x"]
            ^^^^^^^^^^^^^ --interval
                       ^^ "5s"
                          ^^^ CMD
                              ^^^^^ [x]
`,
    ));
  it('end with two dashes', () => assert.deepEqual(instruction('RUN -- --x\n').words.at(-1)?.value, '--x'));
});

describe('the exec form', () => {
  it('is a list of strings', () =>
    see(
      ['json'],
      `
ENTRYPOINT ["/app", "a b", "\\"c\\"", ""]
            ^^^^^^ "/app"
                    ^^^^^ "a b"
                           ^^^^^^^ "\\"c\\""
                                    ^^ ""
HEALTHCHECK CMD ["x"]
                 ^^^ "x"
SHELL [ "sh" ]
        ^^^^ "sh"
`,
    ));
  it('may go on over several lines', () =>
    see(
      ['json'],
      `
CMD [ \\
  "a", \\
  ^^^ "a"
  # why
  "b" ]
  ^^^ "b"
`,
    ));
  it('empty, it is a list still', () => assert.deepEqual(instruction('CMD []\n').json, []));
  const shell = [
    `CMD ['a']`,
    'CMD ["a",]',
    'CMD ["a"] # c',
    'CMD ["a" "b"]',
    'CMD [a]',
    'CMD ["a", 1]',
    'CMD ["\\d"]',
    'CMD "a"',
    'CMD {"a": 1}',
    'CMD [["a"]]',
    'USER ["a"]',
  ];
  for (const text of shell) it(`is not ${text}`, () => assert.equal(instruction(`${text}\n`).json, undefined));
});

describe('heredocs', () => {
  it('follow the instruction', () =>
    see(
      ['whole', 'heredocs'],
      `
RUN <<EOF
^^^^^^^^^ RUN (+2)
    ^^^^^ <<EOF
a
^ "a\\n" (+1)
EOF
USER x
^^^^^^ USER
`,
    ));
  it('may be several, quoted, and indented with tabs', () =>
    see(
      ['heredocs'],
      `
COPY <<a <<"b" <<-'c' /dir/
     ^^^ <<a
         ^^^^^ <<b as it is
               ^^^^^^ <<c as it is
1
^ "1\\n" (+1)
a
2 $X
^^^^ "2 $X\\n" (+1)
b
\t3
^^ "\\t3\\n" (+1)
\tc
`,
    ));
  it('have a body that looks like instructions', () => {
    const { instructions } = file('FROM a\nRUN <<EOF\n# syntax\nFROM b\nRUN c \\\n\nEOF\nUSER d\n');
    assert.deepEqual(
      instructions.map(({ keyword }) => keyword),
      ['FROM', 'RUN', 'USER'],
    );
  });
  it('may be empty', () => assert.equal(instruction('RUN <<EOF\nEOF\n').heredocs[0]?.body.value, ''));
  it('may have other text behind them', () => assert.equal(instruction('RUN <<EOF sh && \\\n  b\nx\nEOF\n').heredocs[0]?.body.value, 'x\n'));
  it('belong to a stored instruction too', () => assert.equal(instruction('ONBUILD RUN <<EOF\nx\nEOF\n').heredocs[0]?.body.value, 'x\n'));
  it('end only with their word alone', () => assert.equal(instruction('RUN <<EOF\n EOF\nEOF \nEOFX\nEOF\n').heredocs[0]?.body.value, ' EOF\nEOF \nEOFX\n'));
  it('end with Windows line breaks', () => assert.equal(file('RUN <<EOF\r\nx\r\nEOF\r\nUSER a\r\n').instructions.length, 2));
  for (const text of ['CMD <<EOF\nx\n', 'ENV A=<<EOF\nx\n', 'RUN cat "<<EOF"\nx\n', 'RUN a <<< b\nx\n', 'RUN $((1<<2))\nx\n'])
    it(`there is none in ${JSON.stringify(text)}`, () => assert.equal(instruction(text).heredocs.length, 0));
  it('that do not end are a problem', () => {
    assert.deepEqual(problems('FROM a\nRUN <<EOF\nx\n'), ['unterminated-heredoc 11-16 EOF']);
    assert.equal(file('FROM a\nRUN <<EOF\nx\n').instructions[1]?.at.end, 19);
  });
});

describe('assignments', () => {
  it('are pairs', () =>
    see(
      ['assignments'],
      `
ENV A=1 B="x y" C=a\\ b D=
    ^ A
      ^ = 1
        ^ B
          ^^^^^ = x y
                ^ C
                  ^^^^ = a b
                       ^ D
                         ^ =  (empty)
LABEL "a b"=c \\
      ^^^^^ a b
            ^ = c
  d=e
  ^ d
    ^ = e
ARG X Y=\${X:-z}
    ^ X
      ^ Y
        ^^^^^^^ = \${X:-z}
`,
    ));
  it('have an older form', () => {
    see(
      ['assignments'],
      `
ENV PATH /a:/b c  
    ^^^^ PATH
         ^^^^^^^ = /a:/b c
LABEL key
      ^^^ key
`,
    );
    assert.deepEqual([instruction('ENV A b=c\n').legacy, instruction('ENV A=b c\n').legacy, instruction('ARG A\n').legacy], [true, false, false]);
  });
});

describe('stored instructions', () => {
  it('are instructions', () => {
    const { trigger } = instruction('ONBUILD copy --from=a b c\n');
    assert.deepEqual([trigger?.keyword, trigger?.keywordAt.start, trigger?.flags[0]?.value?.value, trigger?.words[0]?.at.start], ['COPY', 8, 'a', 22]);
  });
  it('may be missing', () => assert.equal(instruction('ONBUILD\n').trigger, undefined));
});

describe('stages', () => {
  const stages = (text: string) =>
    file(text).stages.map(({ index, name, base, baseName, baseStage, platform, instructions }) => ({
      index,
      name: name?.value,
      base: base.value,
      baseName,
      baseStage: baseStage?.index,
      platform: platform?.value,
      size: instructions.length,
    }));
  const plain = { name: undefined, baseStage: undefined, platform: undefined, size: 0 };

  it('begin with FROM', () =>
    assert.deepEqual(stages('FROM --platform=$BUILDPLATFORM golang:1.22 as Build\nRUN a\nUSER b\nFROM build\nFROM scratch\n'), [
      { ...plain, index: 0, name: 'build', base: 'golang:1.22', baseName: 'golang:1.22', platform: '$BUILDPLATFORM', size: 2 },
      { ...plain, index: 1, base: 'build', baseName: 'build', baseStage: 0 },
      { ...plain, index: 2, base: 'scratch', baseName: 'scratch' },
    ]));
  const bases: readonly [text: string, base: string | undefined][] = [
    ['ARG V=1.22\nFROM golang:$V\n', 'golang:1.22'],
    ['ARG V=1.22\nARG I=golang:${V}-alpine\nFROM ${I}\n', 'golang:1.22-alpine'],
    ['ARG V\nFROM golang:$V\n', undefined],
    ['ARG V\nFROM golang:${V:-1.20}\n', undefined],
    ['FROM golang:${V:-1.20}\n', 'golang:1.20'],
    ['FROM golang:${V-1.20}\n', 'golang:1.20'],
    ['ARG V=\nFROM golang:${V:-1.20}\n', 'golang:1.20'],
    ['ARG V=\nFROM golang${V-:1.20}\n', 'golang'],
    ['ARG V=1\nFROM a${V:+-alpine}\n', 'a-alpine'],
    ['FROM a:$TARGETARCH\n', undefined],
    ['ARG V=1 W=2\nFROM a:$V$W\n', 'a:12'],
    ['ARG V=1.2.3\nFROM a:${V%.*}\n', undefined],
    ['ARG V="1.2"\nFROM a:${V}\n', '1.2'.replace('1.2', 'a:1.2')],
    ['ARG A=b\nARG B=${A:-${C:-d}}\nFROM $B\n', 'b'],
    ['ARG B=${A:-${C:-d}}\nFROM $B\n', 'd'],
  ];
  for (const [text, base] of bases) it(`${JSON.stringify(text)} builds on ${base}`, () => assert.equal(stages(text)[0]?.baseName, base));
  it('do not see the ARGs of other stages', () => assert.equal(stages('FROM a\nARG V=1\nFROM golang:${V:-2}\n')[1]?.baseName, 'golang:2'));
  it('of one name: the latest counts', () =>
    assert.deepEqual(
      stages('FROM a AS x\nFROM b AS x\nFROM x\n').map(({ baseStage }) => baseStage),
      [undefined, undefined, 1],
    ));
  it('may lack everything', () => assert.deepEqual(stages('FROM\n'), [{ ...plain, index: 0, base: '', baseName: '' }]));
  it('know where their parts stand', () => {
    const [stage] = file('FROM golang:1.22 AS Build\n').stages;
    assert.deepEqual([stage?.base.at.start, stage?.base.at.end, stage?.name?.at.start, stage?.name?.at.end], [5, 16, 20, 25]);
  });
});

describe('problems', () => {
  const cases: readonly [text: string, ...problems: string[]][] = [
    ['FROM a\n'],
    ['ARG A\nFROM a\n'],
    ['', 'no-instruction 0-0'],
    ['# only\n# comments\n', 'no-instruction 0-6'],
    ['\n\n', 'no-instruction 0-0'],
    ['RUN a\n', 'no-from 0-3 RUN'],
    ['ARG A\nRUN a\nFROM b\n', 'no-from 6-9 RUN'],
    ['ARG A\n', 'no-stage 0-3 ARG'],
    ['FROM a\nRUNN b\n', 'unknown-instruction 7-11 RUNN'],
    ['FROM a\n&& b\n', 'unknown-instruction 7-9 &&'],
  ];
  for (const [text, ...expected] of cases) it(JSON.stringify(text), () => assert.deepEqual(problems(text), expected));
});
