import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { gatherDescriptions } from './descriptions';
import type { Facts } from './facts';
import { Packages } from './fetch';
import { gatherFacts } from './gather';
import { buildPack } from './pack';
import { MINORS, THIRD_PARTY } from './sources';
import { buildThirdParty, isWantedOfThirdParty } from './third-party';
import { gatherValues } from './value-lists';

const [, , folder = '', ...options] = process.argv;
const lockFile = join(folder, 'sources.lock.json');
const packages = new Packages(join(folder, '.cache'), JSON.parse(readFileSync(lockFile, 'utf8')), options.includes('--lock'));
const gathered = gatherFacts(packages);
for (const [minor, facts] of gathered.minors) checkCounts(minor, facts);
const pack = buildPack(gathered.minors, gatherValues(gathered));
const descriptions = gatherDescriptions(pack.names, gathered);
const thirdParty = buildThirdParty(
  THIRD_PARTY.map((source) => ({ source, files: packages.read(source.package, isWantedOfThirdParty) })),
  pack,
);

write('kubernetes.json', oneLineEach(pack));
write('third-party.json', oneLineEach(thirdParty));
write('descriptions.json.br', compress(JSON.stringify(descriptions)));
if (options.includes('--lock')) write('sources.lock.json', `${JSON.stringify(packages.lock, undefined, 2)}\n`);

/** A package that is read otherwise than before must not go unnoticed. */
function checkCounts(minor: number, { kinds, definitions }: Facts): void {
  const fields = [...definitions.values()].flatMap((definition) => [...definition.fields.values()]);
  const found = [kinds.length, definitions.size, fields.length, fields.filter(({ required }) => required).length].join(', ');
  const expected = MINORS.find((source) => source.minor === minor)?.counts?.join(', ');
  if (expected === undefined) process.stdout.write(`1.${minor}: counts: [${found}]\n`);
  else if (expected !== found) throw new Error(`1.${minor} has ${found} kinds, definitions, fields and required fields, not ${expected}`);
}

/** A line for every member, so that a new minor can be read as a diff. */
function oneLineEach(data: object): string {
  const members = Object.entries(data).map(([name, value]) => `${JSON.stringify(name)}:${lines(value)}`);
  return `{\n${members.join(',\n')}\n}\n`;
}

function lines(value: unknown): string {
  if (Array.isArray(value)) return `[\n${value.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{\n${Object.entries(value)
    .map(([name, inner]) => `${JSON.stringify(name)}:${JSON.stringify(inner)}`)
    .join(',\n')}\n}`;
}

function compress(text: string): Buffer {
  return brotliCompressSync(text, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length, [constants.BROTLI_PARAM_LGWIN]: 22 },
  });
}

/** With `--check`, a file that would become another one is an error. */
function write(name: string, content: string | Buffer): void {
  const file = join(folder, name);
  if (!options.includes('--check')) writeFileSync(file, content);
  else if (!readFileSync(file).equals(Buffer.from(content))) throw new Error(`${name} is not what the packages say; run node schemas/generate.mjs`);
  process.stdout.write(`${name}: ${content.length} bytes\n`);
}
