import type { ImageReference } from '../docker/image-reference';

/**
 * What a public base image holds. Sources: Docker Hub's official-images definitions (library/golang, 423 commits read
 * on 2026-08), GoogleContainerTools/distroless base/README.md and static.bzl, Debian package priorities, wolfi docs.
 */
export interface BaseImage {
  readonly family: 'scratch' | 'distroless' | 'alpine' | 'debian' | 'ubuntu' | 'busybox' | 'golang' | 'chainguard' | 'redhat';
  readonly libc: 'glibc' | 'musl' | 'none';
  /** Of glibc images: its version as minor number (36 is glibc 2.36), where the tag tells it. */
  readonly glibc: number | undefined;
  /** There is a `/bin/sh`. */
  readonly shell: boolean;
  /** The shell stays in front of the command it runs, so signals do not reach it (dash; busybox and bash do not). */
  readonly shellStays: boolean;
  /** Programs worth asking for that are there without being installed. */
  readonly tools: readonly string[];
  readonly caCertificates: boolean;
  readonly timeZones: boolean;
  readonly tmp: boolean;
  /** The user it runs as: a number, or a name that the image's passwd knows. */
  readonly user: string;
  /** Names in its passwd, with their numbers. */
  readonly users: Readonly<Record<string, number>>;
}

/** glibc's minor version by Debian and Ubuntu release, from the packages of each. */
const GLIBC: Readonly<Record<string, number>> = {
  buster: 28,
  bullseye: 31,
  bookworm: 36,
  trixie: 41,
  10: 28,
  11: 31,
  12: 36,
  13: 41,
  focal: 31,
  jammy: 35,
  noble: 39,
  '18.04': 27,
  '20.04': 31,
  '22.04': 35,
  '24.04': 39,
};

const BUSYBOX_TOOLS = ['sh', 'ash', 'wget', 'nc', 'cat', 'pgrep', 'ps', 'ls', 'sleep', 'echo', 'test', 'true', 'kill', 'ping', 'grep'];
const DEBIAN_TOOLS = ['sh', 'bash', 'dash', 'cat', 'ls', 'sleep', 'echo', 'test', 'true', 'kill', 'grep'];
const SYSTEM_USERS = { root: 0, daemon: 1, nobody: 65534 };

const ALPINE: BaseImage = {
  family: 'alpine',
  libc: 'musl',
  glibc: undefined,
  shell: true,
  shellStays: false,
  tools: BUSYBOX_TOOLS,
  caCertificates: true,
  timeZones: false,
  tmp: true,
  user: '0',
  users: { ...SYSTEM_USERS, bin: 1, daemon: 2, guest: 405 },
};
const DEBIAN: BaseImage = {
  family: 'debian',
  libc: 'glibc',
  glibc: undefined,
  shell: true,
  shellStays: true,
  tools: DEBIAN_TOOLS,
  caCertificates: false,
  timeZones: true,
  tmp: true,
  user: '0',
  users: { ...SYSTEM_USERS, 'www-data': 33 },
};
const SCRATCH: BaseImage = {
  family: 'scratch',
  libc: 'none',
  glibc: undefined,
  shell: false,
  shellStays: false,
  tools: [],
  caCertificates: false,
  timeZones: false,
  tmp: false,
  user: '0',
  users: {},
};
const DISTROLESS: BaseImage = {
  ...SCRATCH,
  family: 'distroless',
  caCertificates: true,
  timeZones: true,
  tmp: true,
  users: { root: 0, nobody: 65534, nonroot: 65532 },
};

/** What is known of a base image; undefined where nothing is. */
export function baseImage(reference: ImageReference | 'scratch'): BaseImage | undefined {
  if (reference === 'scratch') return SCRATCH;
  const { registry, repository, tag = '' } = reference;
  if (registry === 'gcr.io' && repository.startsWith('distroless/')) return distroless(repository, tag);
  if ((registry === 'cgr.dev' && repository === 'chainguard/static') || repository === 'wolfi/static') {
    return { ...DISTROLESS, family: 'chainguard', user: '65532' };
  }
  if (registry !== 'docker.io' || !repository.startsWith('library/')) return undefined;
  switch (repository.slice('library/'.length)) {
    case 'golang':
      return golang(tag);
    case 'alpine':
      return ALPINE;
    case 'debian':
      return { ...DEBIAN, glibc: glibcOf(tag) };
    case 'ubuntu':
      return { ...DEBIAN, family: 'ubuntu', timeZones: false, glibc: glibcOf(tag) };
    case 'busybox':
      return busybox(tag);
    default:
      return undefined;
  }
}

function distroless(repository: string, tag: string): BaseImage {
  const debug = tag.startsWith('debug');
  const name = repository.slice('distroless/'.length);
  const release = /-debian(\d+)$/.exec(name)?.[1];
  const isStatic = name.startsWith('static');
  return {
    ...DISTROLESS,
    libc: isStatic ? 'none' : 'glibc',
    glibc: isStatic || !release ? undefined : GLIBC[release],
    // The debug tags put busybox into /busybox, with sh on the PATH but no /bin/sh.
    shell: debug,
    tools: debug ? BUSYBOX_TOOLS : [],
    user: tag.includes('nonroot') ? '65532' : '0',
  };
}

function golang(tag: string): BaseImage | undefined {
  const tools = ['go', 'git', 'gcc', 'g++', 'make', 'curl', 'wget', 'pkg-config'];
  if (/alpine/.test(tag)) return { ...ALPINE, family: 'golang', tools: [...BUSYBOX_TOOLS, 'go'] };
  if (/windows|nanoserver/.test(tag)) return undefined;
  return { ...DEBIAN, family: 'golang', tools: [...DEBIAN_TOOLS, ...tools], caCertificates: true, glibc: glibcOf(tag) ?? golangGlibc(tag) };
}

/** The Debian release behind a golang tag that names none: what the newest images of that minor are built on. */
function golangGlibc(tag: string): number | undefined {
  const minor = /^1\.(\d+)/.exec(tag)?.[1];
  if (minor === undefined) return undefined;
  const number = Number(minor);
  // 1.19 and 1.20 moved to bookworm on 2023-06-13, 1.24 to trixie on 2025-08-12 (official-images, library/golang).
  if (number >= 25) return 41;
  if (number >= 21 && number <= 23) return 36;
  if (number === 17 || number === 18) return 31;
  return undefined;
}

function busybox(tag: string): BaseImage {
  const libc = /musl/.test(tag) ? 'musl' : /glibc/.test(tag) ? 'glibc' : 'none';
  return { ...ALPINE, family: 'busybox', libc, tools: BUSYBOX_TOOLS, caCertificates: false };
}

function glibcOf(tag: string): number | undefined {
  for (const word of tag.split('-')) {
    const known = GLIBC[word] ?? GLIBC[word.split('.')[0] ?? ''];
    if (known !== undefined) return known;
  }
  return undefined;
}

/** The Go minor that a golang image brings: 21 for `golang:1.21-alpine`. Undefined for tags that move (`latest`, `1`). */
export function golangVersion(reference: ImageReference): { readonly minor: number; readonly patch: number | undefined } | undefined {
  if (reference.registry !== 'docker.io' || reference.repository !== 'library/golang' || reference.tag === undefined) return undefined;
  const match = /^1\.(\d+)(?:\.(\d+))?(?:rc\d+|beta\d+)?(?:-|$)/.exec(reference.tag);
  return match ? { minor: Number(match[1]), patch: match[2] === undefined ? undefined : Number(match[2]) } : undefined;
}
