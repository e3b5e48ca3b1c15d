import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { readYaml } from '../../server/src/yaml/read';
import { splitDocuments } from '../../server/src/yaml/split';
import { Value } from '../../server/src/yaml/value';
import { corpusFiles } from '../corpus';
import { FUZZ, Random, SEED, shortest } from '../random';
import { root } from '../repository';
import { randomDocument } from '../yaml/generate';
import { PIECES, sampleTexts } from '../yaml/samples';

// What kubectl accepts and what it reads, by sigs.k8s.io/yaml itself: `npm run prove`.

interface Answer {
  readonly value?: unknown;
  readonly error?: string;
  /** We have reported a key that comes twice, and looked no further at the value that does not count. */
  readonly again?: boolean;
}

/** What we know to be different and leave so, because nobody writes it. */
function isKnown(text: string): boolean {
  return (
    /\r(?!\n)/.test(text) || // go-yaml takes a carriage return alone for a line break
    /[^\P{Cc}\r\n\t]|\p{Cs}|[\ufffe\uffff]/u.test(text) || // it refuses control characters
    /.\ufeff/su.test(text) || // and byte order marks inside a text
    /\.(?:inf|nan)/i.test(text) || // JSON does not have these numbers
    /[|>][-+]?[1-9]/.test(text) || // `yaml` takes lines of blanks below a stated indentation for empty
    /\\\r?\n[ \t]*\r?\n/.test(text) || // and an empty line behind an escaped line break for nothing
    /(?:^|- )[ \t]*\?[ \t]/m.test(text) || // it has its own ideas about where the value of a long key may stand
    /^[ \t]*[|>]/m.test(text) || // and where block scalars may
    /[-:?]\s*[,\]}]/.test(text) || // and takes a dash in brackets for a text, and a colon before a comma
    /(?:^|\s)[!&]\S*\s*:|^\s*&/m.test(text) || // and a colon for a part of an anchor's name
    /^\s*%/.test(text) || // directives
    /^(?:\s*["'[{|>]|\s*[ \t])/.test(text.replace(/^---/, '').replace(/#.*/g, '')) // behind a root that ends early, it looks at nothing
  );
}

function kubectl(texts: readonly string[]): Answer[] {
  const { status, stdout, stderr } = spawnSync('go', ['run', '.'], {
    cwd: `${root}/test/prove`,
    input: texts.map((text) => `${JSON.stringify(text)}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  assert.equal(status, 0, stderr);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
}

function ours(text: string): Answer {
  const { documents } = readYaml('a.yaml', text);
  const refused = documents.flatMap(({ problems }) => problems).find(({ kind }) => kind === 'refused' || kind === 'strict');
  if (refused) return { error: refused.message.template };
  const [document] = documents;
  return { value: (document && Value.root(document)?.toJson()) ?? null, again: document?.problems.some(({ kind }) => kind === 'duplicate') ?? false };
}

/** `accepts`, `refuses` or `reads otherwise`; undefined where both agree. */
function difference(mine: Answer, theirs: Answer): string | undefined {
  if (mine.error !== undefined && theirs.error !== undefined) return undefined;
  // No object can come of anything else, and behind a text or number kubectl looks at nothing.
  if (theirs.error === undefined && (typeof theirs.value !== 'object' || theirs.value === null)) return undefined;
  // kubectl takes such a text for a comment where it begins like one, and it is lost.
  if (mine.error?.startsWith('An empty line above this text')) return undefined;
  if (mine.error !== undefined) return `we refuse what kubectl accepts: ${mine.error}`;
  if (theirs.error !== undefined) return mine.again ? undefined : `we accept what kubectl refuses: ${theirs.error.replace(/\d+/g, 'N')}`;
  return sorted(mine.value) === sorted(theirs.value) ? undefined : `read otherwise: ${sorted(mine.value)} and ${sorted(theirs.value)}`.slice(0, 200);
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function prove(texts: readonly string[]): void {
  const slices = texts.flatMap((text) => {
    const cuts = splitDocuments(text);
    return cuts ? cuts.slice(0, -1).map((cut, index) => text.slice(cut, cuts[index + 1])) : [];
  });
  const wanted = slices.filter((text) => !isKnown(text));
  const theirs = kubectl(wanted);
  const classes = new Map<string, { count: number; text: string }>();
  for (const [index, text] of wanted.entries()) {
    const found = difference(ours(text), theirs[index] as Answer);
    if (found === undefined) continue;
    const known = classes.get(found);
    if (!known) classes.set(found, { count: 1, text });
    else classes.set(found, { count: known.count + 1, text: known.text.length <= text.length ? known.text : text });
  }
  const shown = [...classes].map(([what, { count, text }]) => `${count} × ${what}\n      ${JSON.stringify(minimal(text)).slice(0, 400)}`);
  assert.equal(shown.length, 0, `of ${wanted.length} documents:\n${shown.slice(0, 30).join('\n')}`);
}

/** Asking Go is slow, so a text is made short only by its lines. */
function minimal(text: string): string {
  if (process.env.SHORTEST === undefined) return text;
  return shortest(text, (one) => !isKnown(one) && difference(ours(one), kubectl([one])[0] as Answer) !== undefined);
}

describe('kubectl and we read the same', { skip: process.env.PROVE === undefined && '`npm run prove` compares with kubectl’s own reader' }, () => {
  it('in our own texts', () => prove(sampleTexts()));

  it('in the corpus', () => prove([...corpusFiles(/\.ya?ml$/)].map(({ text }) => text)));

  it(`in generated documents (seed ${SEED})`, () => {
    const random = new Random(SEED);
    prove(Array.from({ length: 3000 * FUZZ }, () => randomDocument(random)));
  });

  it(`in edited texts (seed ${SEED})`, () => {
    const random = new Random(SEED);
    const texts = [...sampleTexts(), ...[...corpusFiles(/\.ya?ml$/)].map(({ text }) => text)].filter(({ length }) => length < 12_000);
    prove(Array.from({ length: 3000 * FUZZ }, () => random.edit(random.pick(texts), PIECES)));
  });
});
