import { goVersionOf } from '../../model/go-build';
import type { Image } from '../../model/image';
import { landedBuilds } from '../../model/image-files';
import { message } from '../../text/message';
import { startOf } from '../../text/span';
import { rule } from '../rule';

/** Tag v1.14.19 holds the change (mattn/go-sqlite3, commit 00b02e0). */
const MENDED = [1, 14, 19] as const;

export default rule({
  id: 'sqlite3-too-old-for-musl',
  summary: 'A go-sqlite3 that is older than 1.14.19 does not compile on Alpine 3.19 and newer.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'image',

  *check(image, project) {
    const module = project.moduleOf(image.dockerfile);
    const required = module?.requires.find(({ path }) => path === 'github.com/mattn/go-sqlite3');
    if (!module || !required || module.replaced.has(required.path) || !isOlder(required.version)) return;
    for (const { build } of landedBuilds(image, module.path?.value)) {
      const flags = build.image.variables.get('CGO_CFLAGS') ?? build.command.assignments.find(({ name }) => name === 'CGO_CFLAGS')?.value ?? '';
      const release = alpineRelease(build.image);
      if (
        build.cgo !== true ||
        build.compiler !== true ||
        release === undefined ||
        release < 19 ||
        flags.includes('LARGEFILE64') ||
        build.tags.includes('libsqlite3')
      )
        continue;
      yield {
        at: required.at,
        message: message`${required.version} of go-sqlite3 does not compile with the musl of Alpine 3.${release}: ${'v1.14.19'} is the first that does.`,
        related: [{ at: build.at, message: message`The program is built here.` }],
        fix: {
          title: message`Build with the names that it expects`,
          safe: false,
          edits: [{ at: startOf(build.at), text: 'CGO_CFLAGS="-D_LARGEFILE64_SOURCE" ' }],
        },
      };
    }
  },
});

function isOlder(version: string): boolean {
  const numbers = /^v(\d+)\.(\d+)\.(\d+)$/.exec(version)?.slice(1).map(Number);
  if (!numbers) return false;
  const at = MENDED.findIndex((wanted, index) => numbers[index] !== wanted);
  return at >= 0 && (numbers[at] as number) < (MENDED[at] as number);
}

/** The Alpine that the newest image of each Go minor is made from (library/golang of the official images). */
const LAST_ALPINE: Readonly<Record<number, number>> = { 19: 18, 20: 19, 21: 20, 22: 21, 23: 22, 24: 23, 25: 24, 26: 24, 27: 24 };

function alpineRelease({ baseReference, base, ...image }: Image): number | undefined {
  if (!baseReference || baseReference === 'scratch' || base?.libc !== 'musl') return undefined;
  const written = /alpine3\.(\d+)|^3\.(\d+)/.exec(baseReference.tag ?? '');
  if (written) return Number(written[1] ?? written[2]);
  return LAST_ALPINE[goVersionOf({ baseReference, base, ...image })?.minor ?? -1];
}
