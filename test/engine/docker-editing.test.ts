import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readDockerfile } from '../../server/src/docker/read';
import { Analysis } from '../../server/src/engine/analysis';
import { flagMeaning, mountMeaning, optionMeaning } from '../../server/src/engine/docker-flag-hover';
import { dockerFolds } from '../../server/src/engine/docker-folding';
import { formatDockerfile } from '../../server/src/engine/docker-format';
import { dockerHover } from '../../server/src/engine/docker-hover';
import { dockerWordsAt } from '../../server/src/engine/docker-offers';
import { symbolAt } from '../../server/src/engine/navigation/navigate';
import { outlineOf } from '../../server/src/engine/navigation/outline';
import { FLAGS, MOUNT_OPTIONS, MOUNT_TYPES } from '../../server/src/model/docker/grammar';
import { applyEdits } from '../../server/src/text/edit';
import { render } from '../../server/src/text/message';
import { FUZZ, Random, SEED } from '../random';

const FILE = 'Dockerfile';

function open(marked: string) {
  const offset = marked.indexOf('¦');
  const text = marked.replace('¦', '');
  const analysis = new Analysis();
  analysis.setFile(FILE, text);
  const dockerfile = analysis.dockerfileOf(FILE);
  assert.ok(dockerfile);
  return { analysis, dockerfile, text, offset };
}

/** Labels that are offered at the mark. */
function offered(marked: string): string[] {
  const { dockerfile, offset } = open(marked);
  return dockerWordsAt(dockerfile, offset).map(({ label }) => label);
}

/** The text after the first offer of a label was taken. */
function taken(marked: string, label: string): string {
  const { dockerfile, offset, text } = open(marked);
  const offer = dockerWordsAt(dockerfile, offset).find((one) => one.label === label);
  assert.ok(offer, `${label} is not offered`);
  return applyEdits(text, [{ at: offer.replaces, text: offer.text }]);
}

function renamed(marked: string, name: string): string {
  const { analysis, offset, text } = open(marked);
  const edits = symbolAt(analysis, FILE, offset)?.rename?.(name);
  assert.ok(edits && !('template' in edits), 'nothing can be renamed');
  return applyEdits(text, edits);
}

describe('completion in a Dockerfile', () => {
  it('offers instructions at the start of a line, in the case of the others', () => {
    assert.ok(offered('FROM alpine:3.24\nC¦').includes('COPY'));
    assert.equal(taken('from alpine:3.24\nco¦', 'copy'), 'from alpine:3.24\ncopy ');
    assert.deepEqual(offered('¦'), ['ARG', 'FROM']);
    assert.ok(!offered('FROM alpine:3.24\nRUN true \\\n  ¦').includes('COPY'));
  });

  it('offers flags that are not there yet, and their values', () => {
    assert.deepEqual(offered('FROM alpine:3.24\nCOPY --link --¦ a b'), ['--from', '--chown', '--chmod', '--parents', '--exclude']);
    assert.equal(taken('FROM alpine:3.24\nCOPY --fr¦ a b', '--from'), 'FROM alpine:3.24\nCOPY --from= a b');
    assert.deepEqual(offered('FROM alpine:3.24\nRUN --mount=type=c¦'), ['bind', 'cache', 'tmpfs', 'secret', 'ssh']);
    assert.ok(offered('FROM alpine:3.24\nRUN --mount=type=cache,¦').includes('target'));
    assert.deepEqual(offered('FROM alpine:3.24\nEXPOSE --¦'), []);
  });

  it('offers stages where they can be meant', () => {
    const file = 'FROM golang:1.25 AS build\nFROM alpine:3.24 AS base\n';
    assert.deepEqual(offered(`${file}COPY --from=¦ /a /b`), ['build', 'base']);
    assert.equal(taken(`${file}COPY --from=bu¦ /a /b`, 'build'), `${file}COPY --from=build /a /b`);
    assert.deepEqual(offered(`${file}FROM ¦`).slice(0, 3), ['build', 'base', 'scratch']);
    assert.deepEqual(offered(`${file}RUN --mount=from=¦`), ['build', 'base']);
  });

  it('offers images and AS behind FROM', () => {
    assert.ok(offered('FROM gol¦').includes('golang:1.25-alpine'));
    assert.equal(taken('FROM gol¦', 'golang:1.25'), 'FROM golang:1.25');
    assert.deepEqual(offered('FROM alpine:3.24 ¦'), ['AS']);
  });

  it('offers the variables that hold at a place', () => {
    const file = 'ARG VERSION=1\nFROM alpine:3.24 AS a\nARG OTHER\nFROM alpine:3.24\nENV MODE=x\n';
    assert.deepEqual(offered(`${file}WORKDIR /$¦`), ['MODE']);
    assert.ok(offered(`ARG VERSION=1\nFROM alpine:$¦`).includes('VERSION'));
    assert.equal(taken(`${file}RUN echo \${MO¦`, 'MODE'), `${file}RUN echo \${MODE}`);
  });

  it('offers directives in the comments at the top', () => {
    assert.deepEqual(offered('# ¦\nFROM a\n'), ['syntax=docker/dockerfile:1', 'check=error=true', 'escape=`']);
    assert.deepEqual(offered('# syntax=docker/dockerfile:1\n#¦\nFROM a\n'), ['check=error=true', 'escape=`']);
    assert.equal(taken('# es¦\nFROM a\n', 'escape=`'), '# escape=`\nFROM a\n');
    assert.deepEqual(offered('# How it is built\n# ¦\nFROM a\n'), []);
  });

  it('offers instructions behind the mark of an encoding', () => {
    assert.deepEqual(offered('\ufeff¦'), ['ARG', 'FROM']);
    assert.equal(taken('\ufeffFR¦', 'FROM'), '\ufeffFROM ');
  });

  it('offers nothing in comments and here-documents', () => {
    assert.deepEqual(offered('FROM alpine:3.24\n# R¦'), []);
    assert.deepEqual(offered('FROM alpine:3.24\nCOPY <<EOF /x\nR¦\nEOF\n'), []);
  });
});

describe('names in a Dockerfile', () => {
  const STAGES =
    'FROM golang:1.25 AS build\nFROM build AS test\nFROM alpine:3.24\nCOPY --from=Build /a /a\nCOPY --from=0 /b /b\nRUN --mount=type=cache,from=build,target=/c true\n';

  it('leads from a stage to where it begins, and back', () => {
    const { analysis, offset } = open(STAGES.replace('from=build', 'from=bu¦ild'));
    const symbol = symbolAt(analysis, FILE, offset);
    assert.deepEqual(
      symbol?.definitions.map(({ start }) => start),
      [20],
    );
    assert.equal(symbol?.references.length, 4);
  });

  it('renames a stage everywhere but where it is a number', () => {
    assert.equal(renamed(STAGES.replace('AS build', 'AS bu¦ild'), 'compile'), STAGES.replaceAll('build', 'compile').replace('Build', 'compile'));
  });

  it('refuses a name that Docker would', () => {
    const { analysis, offset } = open(STAGES.replace('AS build', 'AS bu¦ild'));
    const answer = symbolAt(analysis, FILE, offset)?.rename?.('2nd');
    assert.ok(answer && 'template' in answer);
  });

  it('renames a variable where it is declared and used', () => {
    const text =
      'ARG V¦ER=1\nFROM alpine:${VER}\nARG VER\nENV PATH=/x-$VER:$PATH VERSION=2\nRUN echo "$VER" \'$VER\' && VER2=3 && echo $VER2\nCMD echo ${VER:-x}\n';
    const expected =
      'ARG TAG=1\nFROM alpine:${TAG}\nARG TAG\nENV PATH=/x-$TAG:$PATH VERSION=2\nRUN echo "$TAG" \'$VER\' && VER2=3 && echo $VER2\nCMD echo ${TAG:-x}\n';
    assert.equal(renamed(text, 'TAG'), expected);
  });

  it('renames a variable in the script of a list', () => {
    assert.equal(
      renamed('FROM a\nENV P¦=1\nCMD ["sh", "-c", "echo $P \u0024Q"]\nENTRYPOINT ["x", "$P"]\n', 'N'),
      'FROM a\nENV N=1\nCMD ["sh", "-c", "echo $N $Q"]\nENTRYPOINT ["x", "$P"]\n',
    );
  });

  it('takes an ENV of another image for another variable, and an ARG for the same', () => {
    const text = 'ARG V=1\nFROM a AS x\nARG V¦\nRUN echo $V\nFROM b\nENV V=2\nRUN echo $V\n';
    assert.equal(renamed(text, 'N'), 'ARG N=1\nFROM a AS x\nARG N\nRUN echo $N\nFROM b\nENV V=2\nRUN echo $V\n');
    assert.equal(renamed('FROM a\nARG V¦\nFROM b\nARG V\nRUN echo $V\n', 'N'), 'FROM a\nARG N\nFROM b\nARG N\nRUN echo $N\n');
  });

  it('finds the declaration that holds', () => {
    const { analysis, offset, text } = open('FROM alpine:3.24 AS a\nARG X=1\nFROM a\nENV X=2\nWORKDIR /$¦X\n');
    assert.deepEqual(
      symbolAt(analysis, FILE, offset)?.definitions.map(({ start }) => text.slice(start, start + 3)),
      ['X=2'],
    );
  });

  it('knows nothing to rename of what others declare', () => {
    const { analysis, offset } = open('FROM alpine:3.24\nARG TARGET¦ARCH\nRUN echo $TARGETARCH\n');
    assert.equal(symbolAt(analysis, FILE, offset)?.rename, undefined);
  });
});

describe('a Dockerfile at a glance', () => {
  it('has an outline of stages and instructions', () => {
    const { analysis } = open('ARG V=1\nFROM golang:$V AS build\nRUN a \\\n  b\nFROM alpine:3.24\nCMD ["x"]\n');
    const [argument, build, last] = outlineOf(analysis, FILE);
    assert.equal(argument?.name, 'ARG');
    assert.deepEqual([build?.name, build?.children.map(({ name, detail }) => `${name} ${detail}`)], ['build', ['RUN a b']]);
    assert.deepEqual([last?.name, last?.detail], ['1', 'FROM alpine:3.24']);
  });

  it('folds stages, long instructions and comments', () => {
    const { dockerfile, text } = open('# a\n# b\nFROM alpine:3.24 AS x\nRUN a \\\n  b\n# single\nFROM alpine:3.24\nCOPY <<EOF /x\ny\nEOF\n');
    const lines = dockerFolds(dockerfile).map(
      ({ kind, start, end }) => `${kind} ${text.slice(0, start).split('\n').length}-${text.slice(0, end).split('\n').length}`,
    );
    assert.deepEqual(lines.sort(), ['comment 1-2', 'region 3-5', 'region 4-5', 'region 7-10', 'region 8-10']);
  });

  it('says what flags and their parts do', () => {
    for (const [text, words, place] of [
      ['FROM --plat¦form=$BUILDPLATFORM golang:1.25\n', /natively/, '--platform=$BUILDPLATFORM'],
      ['FROM alpine:3.24\nCOPY --chown=1:1 --fr¦om=x /a /b\n', /earlier stage/, '--from=x'],
      ['FROM alpine:3.24\nRUN --mo¦unt=type=cache,target=/x true\n', /as long as it runs/, '--mount=type=cache,target=/x'],
      ['FROM alpine:3.24\nRUN --mount=type=ca¦che,target=/x true\n', /one build to the next/, 'type=cache'],
      ['FROM alpine:3.24\nRUN --mount=type=cache,ds¦t=/x true\n', /finds it/, 'dst=/x'],
      ['FROM alpine:3.24\nONBUILD COPY --li¦nk a b\n', /layer of their own/, '--link'],
      ['FROM alpine:3.24\nHEALTHCHECK --interv¦al=5s CMD true\n', /30s/, '--interval=5s'],
    ] as const) {
      const { dockerfile, offset } = open(text);
      const { said, at } = dockerHover(dockerfile, offset) ?? {};
      assert.match(said ? render(said) : '', words, text);
      assert.equal(dockerfile.text.slice(at?.start, at?.end), place);
    }
    const unknown = open('FROM alpine:3.24\nRUN --mount=type=od¦d,target=/x true\n');
    assert.match(JSON.stringify(dockerHover(unknown.dockerfile, unknown.offset)?.said), /as long as/);
    const wrong = open('FROM alpine:3.24\nCOPY --lik¦e a b\n');
    assert.equal(dockerHover(wrong.dockerfile, wrong.offset), undefined);
  });

  it('has a sentence for every flag, type and option of the grammar', () => {
    for (const [keyword, flags] of Object.entries(FLAGS)) for (const flag of Object.keys(flags)) assert.ok(flagMeaning(keyword, flag), `${keyword} --${flag}`);
    for (const type of MOUNT_TYPES) assert.ok(mountMeaning(type), type);
    for (const option of MOUNT_OPTIONS) assert.ok(option === 'type' || optionMeaning(option), option);
  });

  it('says what an instruction does and what an image holds', () => {
    const instruction = open('FROM alpine:3.24\nEX¦POSE 80\n');
    const said = dockerHover(instruction.dockerfile, instruction.offset)?.said;
    assert.match(said ? render(said) : '', /listens/);
    const image = open('FROM alp¦ine:3.24\n');
    assert.match(dockerHover(image.dockerfile, image.offset)?.facts ?? '', /musl/);
    const unknown = open('FROM registry.example.com/¦x:1\n');
    assert.equal(dockerHover(unknown.dockerfile, unknown.offset), undefined);
  });
});

describe('formatting', () => {
  function formatted(text: string): string {
    return applyEdits(text, formatDockerfile(readDockerfile(FILE, text), '    '));
  }

  it('indents lines that go on, and leaves deeper ones as they are', () => {
    assert.equal(formatted('FROM a\n\tRUN a \\\nb \\\n# why\n      c \\\n\n  d\n'), 'FROM a\nRUN a \\\n    b \\\n# why\n      c \\\n\n  d\n');
  });

  it('takes blanks away at the ends of lines, of Windows too', () => {
    assert.equal(formatted('# x  \r\nFROM a \t\r\n \r\nRUN b \\  \r\nc  \r\n'), '# x\r\nFROM a\r\n\r\nRUN b \\\r\n    c\r\n');
  });

  it('keeps the mark of an encoding', () => {
    assert.equal(formatted('\ufeff  FROM a\n RUN b\n'), '\ufeffFROM a\nRUN b\n');
  });

  it('touches neither here-documents nor quotes that are open', () => {
    for (const text of ['FROM a\nRUN <<EOF && \\\n    b\nx  \n  y\nEOF\n', 'FROM a\nRUN echo "x \\\ny" \'z \\\n# w\' \\\n    b\n'])
      assert.equal(formatted(text), text);
  });

  it('leaves templates alone', () => {
    const text = 'FROM %%BASE%%\n  RUN a  \n';
    assert.equal(formatted(text), text);
  });

  it('changes no meaning, and nothing the second time', () => {
    const random = new Random(SEED);
    const pieces = ['FROM a', '\n', ' ', '\t', ' \\\n', '"', "'", '# c', 'RUN b', 'ENV A=b', '<<EOF', '\nEOF\n', '\\', '\r\n', 'c'];
    const meaning = (text: string) =>
      readDockerfile(FILE, text).instructions.map(({ keyword, words, heredocs }) => [
        keyword,
        words.map(({ value }) => value),
        heredocs.map(({ body }) => body.value),
      ]);
    for (let round = 0; round < 2000 * FUZZ; round++) {
      const text = Array.from({ length: 1 + random.below(20) }, () => random.pick(pieces)).join('');
      const once = formatted(text);
      assert.deepEqual(meaning(once), meaning(text), JSON.stringify(text));
      assert.equal(formatted(once), once, JSON.stringify(text));
    }
  });
});
