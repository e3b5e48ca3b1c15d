import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { gatherDescriptions } from './descriptions';
import { Packages } from './fetch';
import { gatherFacts } from './gather';
import { buildPack } from './pack';
import { gatherValues } from './value-lists';

const [, , folder = '', ...options] = process.argv;
const lockFile = join(folder, 'sources.lock.json');
const packages = new Packages(join(folder, '.cache'), JSON.parse(readFileSync(lockFile, 'utf8')), options.includes('--lock'));
const gathered = gatherFacts(packages);
const pack = buildPack(gathered.minors, gatherValues(gathered));
const descriptions = gatherDescriptions(pack.names, gathered);

write('kubernetes.json', oneLineEach(pack));
write('descriptions.json.br', compress(JSON.stringify(descriptions)));
if (options.includes('--lock')) write('sources.lock.json', `${JSON.stringify(packages.lock, undefined, 2)}\n`);

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

function write(name: string, content: string | Buffer): void {
  writeFileSync(join(folder, name), content);
  process.stdout.write(`${name}: ${content.length} bytes\n`);
}
