import { type ImageReference, officialName } from '../docker/image-reference';
import {
  ALPINE,
  type BaseImage,
  BUILDPACK_SIZES,
  BUILDPACK_TOOLS,
  BUSYBOX,
  DEBIAN,
  DISTROLESS,
  GLIBC,
  GLIBC_OF_RPM,
  GOLANG_ENVIRONMENT,
  GOLANG_TOOLS,
  REDHAT,
  SCRATCH,
  SERVICES,
  type ServiceFacts,
  UBUNTU,
  WOLFI,
} from './base-image-facts';

export type { BaseImage };

/** What is known of a base image; undefined where nothing is. */
export function baseImage(reference: ImageReference | 'scratch'): BaseImage | undefined {
  if (reference === 'scratch') return SCRATCH;
  const { registry, repository, tag = '', digest } = reference;
  if (registry === 'gcr.io' && repository.startsWith('distroless/')) return distroless(repository, tag);
  if (registry === 'cgr.dev' && repository.startsWith('chainguard/')) return chainguard(repository.slice('chainguard/'.length), tag);
  if (/^registry\.(?:access\.)?redhat\.(?:com|io)$/.test(registry)) return redhat(repository);
  const name = officialName(reference);
  // A digest alone tells nothing of what the tag would have told.
  const known = digest !== undefined && reference.tag === undefined ? '' : tag;
  return name === undefined ? undefined : official(name, known);
}

function official(name: string, tag: string): BaseImage | undefined {
  switch (name) {
    case 'golang':
      return golang(tag);
    case 'alpine':
      return alpine(tag);
    case 'debian':
      return { ...DEBIAN, glibc: glibcOf(tag) };
    case 'ubuntu':
      return ubuntu(tag);
    case 'busybox':
      return { ...BUSYBOX, libc: /musl/.test(tag) ? 'musl' : /glibc/.test(tag) ? 'glibc' : undefined };
    case 'fedora':
    case 'amazonlinux':
    case 'rockylinux':
    case 'almalinux':
    case 'oraclelinux':
    case 'centos':
      return { ...REDHAT, glibc: GLIBC_OF_RPM[name]?.[/^\d+/.exec(tag)?.[0] ?? ''] };
    case 'buildpack-deps':
      return buildpackDeps(tag);
    default:
      return service(name, tag);
  }
}

/** Images before 3.7 came without certificates. */
function alpine(tag: string): BaseImage {
  return /^3\.[0-6](?:\.|$)|^2\./.test(tag) ? { ...ALPINE, caCertificates: undefined } : ALPINE;
}

function ubuntu(tag: string): BaseImage {
  const isOld = /^(?:1\d|20|22)\.|bionic|focal|jammy/.test(tag);
  const { ubuntu: added, ...users } = UBUNTU.users;
  return { ...UBUNTU, glibc: glibcOf(tag), timeZones: isOld ? false : undefined, users: isOld ? users : { ...users, ubuntu: added as number } };
}

/** The debug tags put busybox into /busybox, with sh on the PATH but no /bin/sh, and start it. */
function distroless(repository: string, tag: string): BaseImage {
  const debug = tag.startsWith('debug');
  const name = repository.slice('distroless/'.length);
  const release = /-debian(\d+)$/.exec(name)?.[1];
  const isStatic = /^static(?:-|$)/.test(name);
  const own = /^(python3|java|nodejs)/.exec(name)?.[1];
  const isPlain = isStatic || /^(?:base|cc)(?:-|$)/.test(name);
  return {
    ...DISTROLESS,
    libc: isStatic ? 'none' : 'glibc',
    glibc: isStatic || !release ? undefined : GLIBC[release],
    shell: debug,
    shellFolder: debug ? '/busybox' : '/bin',
    tools: debug ? BUSYBOX.tools : new Set(own === undefined ? [] : [own === 'nodejs' ? 'node' : own]),
    missingTools: isPlain && !debug ? 'all' : new Set(['bash', 'curl', ...(debug ? [] : ['sh'])]),
    user: tag.includes('nonroot') ? '65532' : '',
    workdir: tag.includes('nonroot') ? '/home/nonroot' : '/',
    start: isPlain ? (debug ? { entrypoint: ['/busybox/sh'], command: [] } : DISTROLESS.start) : undefined,
  };
}

/**
 * Chainguard's images: bare ones have no shell, `-dev` tags have one, and more. `go` is run as a program and has what it
 * takes to build with cgo, and so are most others, of which nothing is known without `-dev`.
 */
function chainguard(name: string, tag: string): BaseImage | undefined {
  if (name === 'wolfi-base' || name === 'chainguard-base') return WOLFI;
  if (name === 'go') {
    const tools = new Set([...WOLFI.tools, ...GOLANG_TOOLS].filter((tool) => tool !== 'curl' && tool !== 'wget'));
    return { ...WOLFI, tools, missingTools: new Set(), start: { entrypoint: ['/usr/bin/go'], command: ['help'] } };
  }
  if (/(?:^|-)dev$/.test(tag)) return { ...WOLFI, missingTools: new Set(), user: undefined, start: undefined };
  if (tag.includes('dev') || (name !== 'static' && name !== 'glibc-dynamic')) return undefined;
  return { ...DISTROLESS, family: 'chainguard', libc: name === 'static' ? 'none' : 'glibc', user: '65532', workdir: undefined };
}

function redhat(repository: string): BaseImage | undefined {
  const match = /^ubi(\d+)(?:\/ubi|-minimal|\/ubi-minimal|-micro|\/ubi-micro)?$/.exec(repository);
  const version = match && { 8: 28, 9: 34, 10: 39 }[Number(match[1])];
  return version === undefined || version === null ? undefined : { ...REDHAT, glibc: version };
}

function golang(tag: string): BaseImage | undefined {
  if (/windows|nanoserver/.test(tag)) return undefined;
  // Go's own root holds a time zone database, which programs that are built with its path in them find.
  const environment = GOLANG_ENVIRONMENT;
  if (/alpine/.test(tag))
    return { ...ALPINE, family: 'golang', environment, workdir: '/go', timeZones: undefined, tools: new Set([...ALPINE.tools, 'go', 'gofmt']) };
  const tools = new Set([...DEBIAN.tools, ...GOLANG_TOOLS]);
  return {
    ...DEBIAN,
    family: 'golang',
    environment,
    workdir: '/go',
    tools,
    missingTools: without(DEBIAN.missingTools, new Set([...tools, ...BUILDPACK_TOOLS])),
    caCertificates: true,
    glibc: glibcOf(tag) ?? golangGlibc(tag),
  };
}

function service(name: string, tag: string): BaseImage | undefined {
  const facts = SERVICES[name];
  if (!facts || /windows|nanoserver/.test(tag)) return undefined;
  const below = distributionOf(facts, tag);
  if (!below) return undefined;
  const users = { ...below.users, ...(below === ALPINE && name !== 'node' && name !== 'memcached' ? {} : facts.users) };
  const { bare } = facts;
  const isBare = bare !== undefined && /slim|alpine/.test(tag) && bare.since.test(tag);
  return {
    ...below,
    family: 'other',
    glibc: below.libc === 'glibc' ? (below.glibc ?? glibcOfName(tag)) : undefined,
    tools: isBare ? new Set([...below.tools, ...bare.adds]) : below.tools,
    // What else such an image brings differs from release to release, so nothing is certainly missing.
    missingTools: isBare ? without(below.missingTools, bare.adds) : new Set(),
    caCertificates: undefined,
    timeZones: undefined,
    user: facts.user,
    users,
    usersComplete: false,
    start: undefined,
    environment: undefined,
    workdir: facts.setsWorkdir ? undefined : '/',
  };
}

function distributionOf({ on, oracle, unclear }: ServiceFacts, tag: string): BaseImage | undefined {
  const ubi = /(?:^|-)ubi(8|9|10)(?:-|$)/.exec(tag)?.[1];
  if (unclear?.test(tag)) return undefined;
  if (/alpine/.test(tag)) return ALPINE;
  if (ubi !== undefined) return redhat(`ubi${ubi}`);
  if (oracle?.test(tag)) return REDHAT;
  if (/bionic|focal|jammy|noble|resolute/.test(tag) || (on === 'ubuntu' && !/debian|bullseye|bookworm|trixie/.test(tag))) return UBUNTU;
  return on === 'alpine' ? ALPINE : DEBIAN;
}

/** The base of most language images: Debian, or Ubuntu where the tag names one of its releases. */
function buildpackDeps(tag: string): BaseImage {
  const below = /bionic|focal|jammy|noble|resolute/.test(tag) ? UBUNTU : DEBIAN;
  const added = BUILDPACK_SIZES[/curl/.test(tag) ? 'curl' : /scm/.test(tag) ? 'scm' : 'all'];
  return {
    ...below,
    family: 'other',
    glibc: glibcOfName(tag),
    tools: new Set([...below.tools, ...added]),
    missingTools: without(below.missingTools, BUILDPACK_TOOLS),
    caCertificates: true,
    timeZones: undefined,
    usersComplete: false,
  };
}

/** As `glibcOf`, for tags in which a number is the version of something else. */
function glibcOfName(tag: string): number | undefined {
  return glibcOf(
    tag
      .split('-')
      .filter((word) => /^[a-z]+$/.test(word))
      .join('-'),
  );
}

/** The Debian release behind a golang tag that names none: what the newest images of that minor are built on. */
function golangGlibc(tag: string): number | undefined {
  const match = /^1\.(\d+)(?:\.(\d+))?/.exec(tag);
  if (!match) return undefined;
  const minor = Number(match[1]);
  const patch = match[2] === undefined ? undefined : Number(match[2]);
  // 1.19 and 1.20 moved to bookworm on 2023-06-13 (with 1.19.10 and 1.20.5), 1.24 to trixie on 2025-08-12 (1.24.6);
  // a tag without patch level is what was pushed last under that name.
  if (minor >= 25) return 41;
  if (minor === 24) return patch === undefined || patch >= 6 ? 41 : 36;
  if (minor >= 21) return 36;
  if (minor === 20) return patch === undefined || patch >= 5 ? 36 : undefined;
  if (minor === 19) return patch === undefined || patch >= 10 ? 36 : undefined;
  if (minor >= 17) return 31;
  // 1.16 moved to bullseye on 2021-08-16.
  return minor === 16 ? (patch === undefined ? 31 : undefined) : minor >= 13 ? 28 : undefined;
}

function glibcOf(tag: string): number | undefined {
  for (const word of tag.split('-')) {
    const known = GLIBC[word] ?? GLIBC[word.split('.')[0] ?? ''];
    if (known !== undefined && !/^1\./.test(word)) return known;
  }
  return undefined;
}

function without(all: BaseImage['missingTools'], taken: ReadonlySet<string>): BaseImage['missingTools'] {
  return all === 'all' ? all : new Set([...all].filter((one) => !taken.has(one)));
}

/** The Go version that a golang image brings: minor 21 for `golang:1.21-alpine`. Undefined for tags that move (`latest`, `1`). */
export function golangVersion(reference: ImageReference): { readonly minor: number; readonly patch: number | undefined } | undefined {
  if (officialName(reference) !== 'golang' || reference.tag === undefined) return undefined;
  const match = /^1\.(\d+)(?:\.(\d+))?(?:rc\d+|beta\d+)?(?:-|$)/.exec(reference.tag);
  return match ? { minor: Number(match[1]), patch: match[2] === undefined ? undefined : Number(match[2]) } : undefined;
}
