import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Analysis } from '../../server/src/engine/analysis';
import { allRules } from '../../server/src/engine/catalogue';
import { dockerFolds } from '../../server/src/engine/docker-folding';
import { dockerHover } from '../../server/src/engine/docker-hover';
import { dockerWordsAt } from '../../server/src/engine/docker-offers';
import { symbolAt } from '../../server/src/engine/navigation/navigate';
import { outlineOf } from '../../server/src/engine/navigation/outline';
import { DEFAULT_SETTINGS } from '../../server/src/engine/settings';
import { applyEdits } from '../../server/src/text/edit';
import { FUZZ, Random, SEED } from '../random';
import { filesBelow, read } from '../repository';

/** Every rule, also those that run only when they are asked for. */
const EVERYTHING = { ...DEFAULT_SETTINGS, profile: 'production' as const, rules: new Map(allRules.map(({ id }) => [id, 'on' as const])) };

/** Checks a text with every rule: nothing fails, what is found lies in the text, and each fix can be applied. */
function check(text: string): void {
  const analysis = new Analysis(EVERYTHING);
  analysis.setFile('Dockerfile', text);
  for (const { at, related, fixes, rule } of analysis.allReports()) {
    for (const span of [at, ...related.map((one) => one.at)]) {
      assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length, `${rule.id}: ${span.start}..${span.end} of ${text.length}`);
    }
    for (const { edits } of fixes)
      applyEdits(
        text,
        edits.filter((edit) => edit.at.file === 'Dockerfile'),
      );
  }
  assert.deepEqual(
    analysis.takeCrashes().map(({ rule, error }) => `${rule.id}: ${error}`),
    [],
  );
}

/** Asks everything that an editor asks, at a place. */
function ask(text: string, offset: number): void {
  const analysis = new Analysis();
  analysis.setFile('Dockerfile', text);
  const dockerfile = analysis.dockerfileOf('Dockerfile');
  assert.ok(dockerfile);
  dockerWordsAt(dockerfile, offset);
  dockerHover(dockerfile, offset);
  dockerFolds(dockerfile);
  outlineOf(analysis, 'Dockerfile');
  const symbol = symbolAt(analysis, 'Dockerfile', offset);
  symbol?.describe?.(String);
  const edits = symbol?.rename?.('other');
  if (edits && !('template' in edits)) applyEdits(text, edits);
}

const PIECES = [
  ' ',
  '\n',
  ' \\\n',
  '\\',
  '"',
  "'",
  '#',
  ' # c',
  '<<EOF',
  '\nEOF\n',
  '$',
  '${',
  '${X:-',
  '}',
  '=',
  ' = ',
  '[',
  ']',
  '["a", "b"]',
  ',',
  '--',
  ' --a=',
  '--from=',
  '--mount=type=cache,',
  'FROM ',
  '\nFROM a AS b\n',
  'RUN ',
  'apt-get install ',
  ' | ',
  ' && ',
  ';',
  '\nARG X\n',
  'ENV A b',
  'ONBUILD ',
  'USER root\n',
  '\r\n',
  '\ufeff',
  '\0',
  '\t',
  '@',
  ':',
  '/',
  '..',
  '65536',
  'é',
];

describe('Dockerfiles that nobody wrote', () => {
  it('are checked and edited without failing', () => {
    const samples = filesBelow('server/src/rules')
      .filter((path) => /^dockerfile.*\.md$/.test(path))
      .flatMap((path) => [...read(`server/src/rules/${path}`).matchAll(/^```dockerfile.*\n([\s\S]*?)^```$/gm)].map((match) => match[1] as string));
    const random = new Random(SEED);
    for (let round = 0; round < 250 * FUZZ; round++) {
      let text = random.pick(samples);
      for (let edit = random.below(6); edit >= 0; edit--) {
        const at = random.below(text.length + 1);
        text = text.slice(0, at) + random.pick(PIECES) + text.slice(at + random.below(8));
      }
      try {
        check(text);
        ask(text, random.below(text.length + 1));
      } catch (error) {
        assert.fail(`${error instanceof Error ? error.stack : error}\non ${JSON.stringify(text)}`);
      }
    }
  });
});

describe('Dockerfiles that are too large', () => {
  const LARGE: Readonly<Record<string, string>> = {
    'a RUN of ten thousand lines': `FROM debian:12\nRUN true${' \\\n  && apt-get install -y curl | tee "$X"'.repeat(10_000)}\n`,
    'ten thousand RUNs': `FROM debian:12\n${'RUN apt-get update && cd /x\n'.repeat(10_000)}`,
    'thousands of stages': Array.from({ length: 3000 }, (_, index) => `FROM alpine:3.24 AS s${index}\nCOPY --from=s${Math.max(0, index - 1)} /a /a\n`).join(''),
    'thousands of variables': `FROM alpine:3.24\n${Array.from({ length: 3000 }, (_, index) => `ENV A${index}=$A${index - 1} B=$B\n`).join('')}`,
    'an endless continuation': `FROM alpine:3.24\nRUN a${' \\\n'.repeat(20_000)}`,
    'one long line': `FROM alpine:3.24\nRUN ${'a b c | '.repeat(60_000)}d\n`,
    'open braces': `FROM alpine:3.24\nENV A=${'${'.repeat(50_000)}\nRUN echo ${'$('.repeat(50_000)}\n`,
    'instructions in instructions': `FROM alpine:3.24\n${'ONBUILD '.repeat(50_000)}RUN true\n`,
    quotes: `FROM alpine:3.24\nLABEL ${'a="b\\" '.repeat(30_000)}\nCMD ['${"a', 'b".repeat(30_000)}']\n`,
    'thousands of arguments': `${Array.from({ length: 5000 }, (_, index) => `ARG A${index}=x\n`).join('')}FROM alpine:$A\n${'RUN echo $B\n'.repeat(2000)}`,
    'thousands of owners': `FROM alpine:3.24\n${Array.from({ length: 5000 }, (_, index) => `COPY --chown=u${index} a${index} /b${index}\n`).join('')}`,
    'a path of a hundred thousand folders': `FROM alpine:3.24\nWORKDIR ${'../'.repeat(50_000)}\nCOPY ${'/a'.repeat(100_000)} /x\n`,
    'thousands of stages on one line each': 'FROM alpine:3.24\nCMD ['.repeat(20_000),
    'thousands of stages on top of each other': `FROM alpine:3.24 AS s0\n${Array.from({ length: 3000 }, (_, index) => `FROM s${index} AS s${index + 1}\nRUN echo ${index}\n`).join('')}`,
    'thousands of modes': `FROM alpine:3.24\n${Array.from({ length: 3000 }, (_, index) => `COPY a${index} /b${index}\nRUN chmod -R 755 /b${index}\n`).join('')}`,
    'a comment at the end of long text': `FROM alpine:3.24\nEXPOSE ${'8080 '.repeat(50_000)}# here\n`,
  };
  for (const [name, text] of Object.entries(LARGE)) {
    // The bound is far above what it takes, and far below what squares would.
    it(name, { timeout: 30_000 }, () => {
      check(text);
      ask(text, text.length >> 1);
    });
  }
});

describe('Dockerfiles of other kinds', () => {
  const TEXTS: Readonly<Record<string, string>> = {
    empty: '',
    'a byte order mark alone': '\ufeff',
    'lines of Windows': '\ufeffFROM alpine:3.24 AS a\r\nRUN apk add \\\r\n  curl\r\nCOPY --from=a <<EOF /x\r\ny\r\nEOF\r\n',
    'lines of old Macs': 'FROM alpine:3.24\rRUN true\r',
    'no line break at the end': 'FROM alpine:3.24\nRUN true \\',
    'only comments': '# a\n# b',
    'binary text': '\0\u0001\u0002FROM\0',
    'an escape that is none': '# escape=x\nFROM alpine:3.24\nRUN a \\\n b\n',
  };
  for (const [name, text] of Object.entries(TEXTS)) {
    it(name, () => {
      check(text);
      for (let offset = 0; offset <= text.length; offset++) ask(text, offset);
    });
  }
});
