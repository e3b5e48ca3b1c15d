import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The text files of one package, by their path inside it. */
export type PackageFiles = ReadonlyMap<string, string>;

/** What every package's tarball must hash to: `name@version` -> `sha512-…`. */
export type Lock = Record<string, string>;

/**
 * Fetches packages by `npm pack` into a folder that is kept, and reads them. A tarball whose hash is not the one in the
 * lock is refused; with `relock`, packages that the lock does not know are added to it.
 */
export class Packages {
  constructor(
    readonly cache: string,
    readonly lock: Lock,
    readonly relock: boolean,
  ) {
    mkdirSync(cache, { recursive: true });
  }

  /** The files of `name@version` whose path passes the filter. */
  read(spec: string, isWanted: (path: string) => boolean): PackageFiles {
    const file = join(this.cache, tarballName(spec));
    if (!existsSync(file)) execFileSync('npm', ['pack', '--silent', '--ignore-scripts', spec], { cwd: this.cache, stdio: ['ignore', 'ignore', 'inherit'] });
    const tarball = readFileSync(file);
    const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
    if (this.relock) this.lock[spec] ??= integrity;
    if (this.lock[spec] !== integrity) throw new Error(`${spec} is not the package that the lock names; delete ${file} if it is damaged`);
    return unpack(gunzipSync(tarball), isWanted);
  }
}

function tarballName(spec: string): string {
  const at = spec.lastIndexOf('@');
  return `${spec.slice(0, at).replace('@', '').replace('/', '-')}-${spec.slice(at + 1)}.tgz`;
}

const BLOCK = 512;

/** Reads a tar archive: a header block of 512 bytes for each file, then its content in whole blocks. */
function unpack(archive: Buffer, isWanted: (path: string) => boolean): PackageFiles {
  const files = new Map<string, string>();
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const header = archive.subarray(at, at + BLOCK);
    const name = field(header, 0, 100);
    if (name === '') break;
    const size = Number.parseInt(field(header, 124, 12), 8) || 0;
    const content = archive.subarray(at + BLOCK, at + BLOCK + size);
    const type = field(header, 156, 1);
    const prefix = field(header, 345, 155);
    if (type === 'L') longName = content.toString('utf8').replace(/\0.*$/, '');
    else if (type === 'x') longName = /\d+ path=(.*)\n/.exec(content.toString('utf8'))?.[1];
    else {
      // The first folder of a package is `package` or whatever its maker called it.
      const path = (longName ?? (prefix === '' ? name : `${prefix}/${name}`)).replace(/^[^/]+\//, '');
      if ((type === '0' || type === '') && isWanted(path)) files.set(path, content.toString('utf8'));
      longName = undefined;
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function field(header: Buffer, start: number, length: number): string {
  return header
    .subarray(start, start + length)
    .toString('utf8')
    .replace(/\0[\s\S]*$/, '')
    .trim();
}
