import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Dockerfile, Instruction } from '../../server/src/docker/dockerfile';
import { readDockerfile } from '../../server/src/docker/read';
import { shellCommands } from '../../server/src/docker/shell';
import type { Located, Span } from '../../server/src/text/span';
import { corpusFiles, withoutCorpus } from '../corpus';
import { FUZZ, Random, SEED, shortest } from '../random';
import { filesBelow, read } from '../repository';

const DOCKERFILE = /(?:^|\/)(?:Dockerfile[\w.-]*|[\w.-]+\.[Dd]ockerfile)$/;

/** What random edits put in. */
const PIECES =
  ' |  |\n|\\\n|\\|`|"|\'|#|# |# c\n|<<EOF|<<EOF\nx\nEOF\n|<<-"E"|EOF|\nEOF\n|$|${|${X:-|}|=|[|]|["a"]|,|--|--a=|FROM |\nFROM a\n|RUN |\nRUN |ARG |ENV A b|ONBUILD |\t|\r|\r\n|\ufeff|&&|;|$(|)|(|é|\0|# escape=`\n'.split(
    '|',
  );

function samples(): string[] {
  const examples = filesBelow('examples')
    .filter((path) => DOCKERFILE.test(path))
    .map((path) => read(`examples/${path}`));
  const pages = filesBelow('server/src/rules')
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) => [...read(`server/src/rules/${path}`).matchAll(/^```dockerfile.*\n([\s\S]*?)^```$/gm)].map((match) => match[1] as string));
  return [...examples, ...pages, 'FROM a AS b\nRUN <<A cat <<"B"\nx\nA\ny\nB\nCOPY --from=b c d\nENV A=b C="d e"\nENV x y z\nCMD ["a", "b"]\n'];
}

/** Every place that the reader gives lies in the text, and what must cover a text covers it. */
function inText(dockerfile: Dockerfile): void {
  const { text, directives, comments, instructions, stages, globalArguments, problems } = dockerfile;
  const inside = (at: Span) => assert.ok(at.start >= 0 && at.start <= at.end && at.end <= text.length, `${at.start}..${at.end} of ${text.length}`);
  const covers = ({ value, at }: Located<string>) => {
    inside(at);
    assert.equal(text.slice(at.start, at.end), value);
  };
  const check = (one: Instruction): void => {
    for (const at of [one.at, one.keywordAt, one.rest.at, one.spanOfRest(0, one.rest.value.length), ...one.gaps]) inside(at);
    for (const { at, value } of one.flags) for (const place of [at, ...(value ? [value.at] : [])]) inside(place);
    for (const { at } of [...one.words, ...(one.json ?? [])]) inside(at);
    for (const { at, body } of one.heredocs) {
      inside(at);
      covers(body);
    }
    for (const { name, value } of one.assignments) for (const place of [name.at, ...(value ? [value.at] : [])]) inside(place);
    for (const { at, words, assignments } of shellCommands(one, dockerfile))
      for (const place of [at, ...words.map((word) => word.at), ...assignments.map((word) => word.at)]) inside(place);
    if (one.trigger) check(one.trigger);
  };
  for (const { value, at } of directives) {
    inside(at);
    covers(value);
  }
  for (const comment of comments) covers(comment);
  let end = 0;
  for (const one of instructions) {
    check(one);
    assert.ok(one.at.start >= end, 'instructions follow each other');
    end = one.at.end;
  }
  for (const { base, name } of stages) for (const place of [base.at, ...(name ? [name.at] : [])]) inside(place);
  for (const { name } of globalArguments) inside(name.at);
  for (const { at } of problems) inside(at);
}

describe('untrusted Dockerfiles', () => {
  const long = Array.from({ length: 10_000 }, (_, i) => `  && echo ${i} \\`).join('\n');
  const cases: Readonly<Record<string, string>> = {
    'a RUN of 10,000 lines': `FROM a\nRUN true \\\n${long}\n  && end\n`,
    'a continuation without end': `FROM a\nRUN true \\\n${long}`,
    '10,000 empty lines in a continuation': `FROM a\nRUN a \\\n${'\n'.repeat(10_000)}b\n`,
    '10,000 instructions': `FROM a\n${'RUN x\n'.repeat(10_000)}`,
    '2,000 stages': Array.from({ length: 2000 }, (_, i) => `FROM s${i - 1} AS s${i}\n`).join(''),
    'a line of a megabyte': `FROM a\nRUN ${'x '.repeat(500_000)}\n`,
    'a megabyte of quotes': `FROM a\nCOPY ${'"'.repeat(1_000_001)}\n`,
    'a megabyte of brackets': `FROM a\nCMD ${'['.repeat(1_000_000)}\n`,
    '30,000 variables without end': `ARG A=1\nFROM ${'${'.repeat(30_000)}\n`,
    'a megabyte of substitutions': `FROM a\nRUN ${'$('.repeat(300_000)}\n`,
    '5,000 ONBUILDs': `FROM a\n${'ONBUILD '.repeat(5000)}RUN x\n`,
    '1,000 heredocs': `FROM a\nRUN ${Array.from({ length: 1000 }, (_, i) => `<<E${i}`).join(' ')}\n${Array.from({ length: 1000 }, (_, i) => `E${i}\n`).join('')}`,
    '1,000 heredocs without end': `FROM a\n${'RUN <<E\nx\n'.repeat(1000)}`,
    binary: Array.from({ length: 4096 }, (_, i) => String.fromCharCode((i * 31) & 0xff)).join(''),
    'a variable that holds itself': 'ARG A=$A$A\nARG A=$A$A\nFROM $A\n',
    'variables that double': `ARG A0=xxxxxxxxxx\n${Array.from({ length: 40 }, (_, i) => `ARG A${i + 1}=$A${i}$A${i}\n`).join('')}FROM $A40\n`,
  };
  for (const [name, text] of Object.entries(cases)) it(name, { timeout: 20_000 }, () => inText(readDockerfile('Dockerfile', text)));

  it('edited at random are read without a fault, and every place lies in the text', (test) => {
    const random = new Random(SEED);
    const texts = [...samples(), ...[...corpusFiles(DOCKERFILE)].map(({ text }) => text)].filter(({ length }) => length < 8000);
    const fails = (text: string) => {
      try {
        inText(readDockerfile('Dockerfile', text));
        return false;
      } catch {
        return true;
      }
    };
    for (let i = 0; i < 1500 * FUZZ; i++) {
      let text = random.pick(texts);
      for (let edits = random.below(6); edits >= 0; edits--) text = random.edit(text, PIECES);
      if (random.once(4)) text = text.replaceAll('\n', '\r\n');
      if (!fails(text)) continue;
      const small = shortest(text, fails);
      test.diagnostic(`seed ${SEED}: ${JSON.stringify(small)}`);
      inText(readDockerfile('Dockerfile', small));
    }
    test.diagnostic(`seed ${SEED}`);
  });

  it('of the corpus are read without a problem', { skip: withoutCorpus }, () => {
    let count = 0;
    for (const { path, text } of corpusFiles(DOCKERFILE)) {
      const dockerfile = readDockerfile(path, text);
      assert.deepEqual(dockerfile.problems, [], path);
      inText(dockerfile);
      count++;
    }
    assert.ok(count > 0);
  });
});
