import { parseImageReference } from '../docker/image-reference';
import { readDockerfile } from '../docker/read';
import type { ShellCommand } from '../docker/shell';
import { baseName, folderOf, isBelow, resolvePath } from '../text/path';
import { table } from '../text/table';
import type { BaseImage } from './base-image-facts';
import { baseImage } from './base-images';
import { type Copy, finalImage, type Image } from './image';

// What an image holds, as far as base and instructions prove it: `undefined` means that nobody can tell from the files,
// and `false` that it is certainly not there.

/** The image of a public name, as if a Dockerfile said `FROM` and no more; undefined where nothing is known of it. */
export function publicImage(reference: string): Image | undefined {
  if (publicImages.has(reference)) return publicImages.get(reference);
  const parsed = reference === 'scratch' ? reference : parseImageReference(reference);
  const image = parsed && baseImage(parsed) ? finalImage(readDockerfile('', `FROM ${reference}\n`)) : undefined;
  if (publicImages.size === 1000) publicImages.clear();
  publicImages.set(reference, image);
  return image;
}

/** Several rules ask for each container, and many containers run one image. */
const publicImages = new Map<string, Image | undefined>();

/** The C library that programs find in the image. */
export function libcOf(image: Image): Pick<BaseImage, 'libc' | 'glibc'> {
  const { base, packages, commands, copies } = image;
  if (!base) return { libc: undefined, glibc: undefined };
  // Compatibility layers, and links that pass one loader off as another.
  const compatible = [...packages].some((name) => /gcompat|libc6-compat|glibc|musl|libc6/.test(name));
  const mentioned = commands.some(({ words }) => words.some(({ value }) => /ld-linux|ld-musl|glibc|\/lib64/.test(value)));
  const copied = copies.some(({ destination, sources }) => [destination, ...sources.map(({ value }) => value)].some(mayHoldLibc));
  return compatible || mentioned || copied ? { libc: undefined, glibc: undefined } : { libc: base.libc, glibc: base.glibc };
}

function mayHoldLibc(path: string): boolean {
  return path === '/' || /^\/(?:usr\/)?lib(?:64|32)?(?:$|\/)/.test(path) || path === '/usr' || /ld-(?:linux|musl)|libc\.so/.test(path) || path === '/rootfs';
}

/** Folders that the PATH of every base image names. */
const PATH_FOLDERS = ['/bin', '/sbin', '/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin'];

/** Whether a program can be started in the image, by its bare name or by a path in one of the usual folders. */
export function hasTool(image: Image, program: string): boolean | undefined {
  const { base } = image;
  if (!base) return undefined;
  const name = baseName(program);
  const folder = program.includes('/') ? folderOf(program) : undefined;
  if (brings(image, name)) return true;
  // A PATH of its own may name any folder that something was copied to.
  const copied = image.copies.some(({ destination, sources }) => baseName(destination) === name || sources.some(({ value }) => baseName(value) === name));
  if (folder === undefined && image.environment.has('PATH') && copied) return undefined;
  // A name in another folder than the base's own: nothing is known of that folder.
  const inUsualFolder = folder === undefined || PATH_FOLDERS.includes(folder) || folder === base.shellFolder;
  if (base.tools.has(name) && inUsualFolder) {
    // The shell of distroless' debug images is /busybox/sh alone.
    return folder === undefined || base.shellFolder === '/bin' || folder === base.shellFolder ? true : folder === '/bin' ? false : undefined;
  }
  if (mayBring(image, name) || !inUsualFolder) return undefined;
  return base.missingTools === 'all' || base.missingTools.has(name) ? false : undefined;
}

/** True where an instruction certainly puts the program into the image. */
function brings({ packages, copies }: Image, name: string): boolean {
  if (packages.has(name) || (PACKAGES[name] ?? []).some((one) => packages.has(one))) return true;
  return copies.some(({ destination, sources }) => {
    if (PATH_FOLDERS.includes(folderOf(destination)) && baseName(destination) === name) return true;
    return PATH_FOLDERS.includes(destination) && sources.some(({ value }) => baseName(value) === name);
  });
}

/** Packages that bring a program of another name. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = table({
  gcc: ['build-base', 'build-essential', 'alpine-sdk'],
  make: ['build-base', 'build-essential', 'alpine-sdk'],
  'g++': ['build-base', 'build-essential', 'alpine-sdk'],
  nc: ['netcat-openbsd', 'netcat-traditional', 'netcat'],
  ps: ['procps', 'procps-ng'],
  pgrep: ['procps', 'procps-ng'],
  pkill: ['procps', 'procps-ng'],
  top: ['procps', 'procps-ng'],
  killall: ['psmisc'],
  telnet: ['busybox-extras', 'inetutils-telnet'],
  psql: ['postgresql-client', 'postgresql16-client', 'postgresql15-client'],
  pg_isready: ['postgresql-client', 'postgresql16-client', 'postgresql15-client'],
  mysql: ['mysql-client', 'mariadb-client', 'default-mysql-client'],
  mysqladmin: ['mysql-client', 'mariadb-client', 'default-mysql-client'],
  'redis-cli': ['redis', 'redis-tools', 'redis-server'],
  dig: ['bind-tools', 'dnsutils', 'bind9-dnsutils'],
  python: ['python3', 'python-is-python3'],
  ip: ['iproute2'],
  ss: ['iproute2'],
  ping: ['iputils', 'iputils-ping'],
  ifconfig: ['net-tools'],
  netstat: ['net-tools'],
  ssh: ['openssh', 'openssh-client'],
});

/** Packages whose programs and dependencies are known: they bring none of the tools that rules ask for but themselves. */
const PLAIN_PACKAGES =
  /^(?:ca-certificates(?:-bundle)?|tzdata|bash|curl|wget|libc6-compat|gcompat|su-exec|gosu|tini|dumb-init|jq|git|openssl|musl-dev|gcc|g\+\+|build-base|make|libcap|shadow|netbase|libssl\S*|libstdc\+\+\S*|libgcc\S*|sqlite\S*|libsqlite3\S*|iproute2|netcat\S*|procps|busybox-extras|tar|gzip|unzip|xz|xz-utils|gnupg|iputils\S*|bind-tools|dnsutils|mailcap|file|upx|protoc|protobuf\S*|pkgconf|pkg-config|linux-headers|librdkafka\S*|vips\S*|ffmpeg|libwebp\S*)$/;

/** Commands that bring nothing into an image but what their words name. */
const HARMLESS = new Set(
  (
    'apk apt-get apt adduser addgroup useradd groupadd usermod mkdir chown chmod chgrp echo printf ln cp mv rm set true cd export update-ca-certificates sed touch test [ cat find ls id date sleep ' +
    'setcap sync install passwd mkdir useradd go gofmt mkfifo which command umask exit'
  ).split(' '),
);

/** Packages alone may bring more than they are called, and commands anything. */
function mayBring(image: Image, name: string): boolean {
  if (isOpaque(image)) return true;
  if ([...image.packages].some((one) => !PLAIN_PACKAGES.test(one))) return true;
  if (image.commands.some(({ words }) => words.some(({ value }) => value.includes(name) && value !== name))) return true;
  return image.copies.some((copy) => mayFillFolder(copy, PATH_FOLDERS));
}

/** True where a RUN may put things into the image that its words do not name: a script, a download, a package list in a variable. */
export function isOpaque({ commands, copies }: Image, harmless: ReadonlySet<string> = NONE): boolean {
  if (
    copies.some(
      ({ instruction, sources }) =>
        instruction.keyword === 'ADD' && sources.some(({ value }) => /\.(?:tar|tgz|txz|tbz2?|gz|xz|bz2|zst)\b|^https?:/.test(value)),
    )
  )
    return true;
  return commands.some((command) => isOpaqueCommand(command, harmless));
}

const NONE: ReadonlySet<string> = new Set();

/** As `isOpaque`, for packages with files that their names do not tell too; `harmless` are programs that count for nothing besides. */
export function mayBringUnnamed(image: Image, harmless: ReadonlySet<string>): boolean {
  return isOpaque(image, harmless) || [...image.packages].some((name) => !PLAIN_PACKAGES.test(name));
}

function isOpaqueCommand({ words, before }: ShellCommand, harmless: ReadonlySet<string>): boolean {
  const [first] = words;
  if (!first) return false;
  const name = baseName(first.value);
  if (first.expands || !(HARMLESS.has(name) || harmless.has(name))) return true;
  const installs = /^(?:apk|apt|apt-get)$/.test(first.value);
  return before === '|' || (installs && words.some(({ expands, value }) => expands || /^[./]/.test(value)));
}

/** A copy of a folder (or of something that may be one) onto one of `folders`, or onto a folder above them. */
function mayFillFolder({ destination, sources }: Copy, folders: readonly string[]): boolean {
  return folders.some((folder) => isBelow(destination, folder)) && sources.some(({ value }) => mayBeFolder(value, destination));
}

function mayBeFolder(source: string, destination: string): boolean {
  if (/(?:^|\/)\.{0,2}$|\/$|[*?$]/.test(source)) return true;
  // `COPY server /`: a file of that name, or a folder whose contents land in `/`.
  return destination === '/'
    ? /^\/?(?:root|rootfs|out|dist|files|fs|install|export|bin|usr|etc|opt|overlay)$/.test(source)
    : /^\/?(?:usr\/|usr\/local\/)?s?bin$|^\/usr(?:\/local)?$/.test(source);
}

/** Whether TLS finds the certificates of public authorities. */
export function hasCaCertificates(image: Image): boolean | undefined {
  const { base, environment } = image;
  if (environment.has('SSL_CERT_FILE') || environment.has('SSL_CERT_DIR')) return true;
  if (mentions(image, /ca-certificates|ca-cert|ssl\/certs|\/etc\/ssl|\/etc\/pki|cacert|tls-ca-bundle/)) return true;
  if (base?.caCertificates !== false) return base?.caCertificates;
  return isSettled(image, '/etc/ssl/certs') ? false : undefined;
}

/** Whether Go finds the time zone database (Go looks below /usr/share/zoneinfo, /usr/lib/zoneinfo and in its own GOROOT). */
export function hasTimeZones(image: Image): boolean | undefined {
  const { base, environment } = image;
  if (environment.has('ZONEINFO') || mentions(image, /tzdata|zoneinfo/)) return true;
  if (base?.timeZones !== false) return base?.timeZones;
  return isSettled(image, '/usr/share/zoneinfo') ? false : undefined;
}

/** Whether there is a `/tmp` to write to. */
export function hasTmp(image: Image): boolean | undefined {
  const { base, volumes, workdir } = image;
  if (base?.tmp !== false) return base?.tmp;
  if (workdir?.startsWith('/tmp') || volumes.some(({ value }) => value.startsWith('/tmp')) || mentions(image, /\/?tmp\b/)) return true;
  return isSettled(image, '/tmp') ? false : undefined;
}

function mentions({ packages, commands, copies }: Image, pattern: RegExp): boolean {
  if ([...packages].some((name) => pattern.test(name)) || commands.some(({ words }) => words.some(({ value }) => pattern.test(value)))) return true;
  return copies.some(({ destination, sources }) => pattern.test(destination) || sources.some(({ value }) => pattern.test(value)));
}

/** Nothing in the image's instructions can have filled a folder unseen. */
function isSettled(image: Image, folder: string): boolean {
  const { commands, copies } = image;
  if (mayBringUnnamed(image, NONE)) return false;
  // Debian installs recommended packages too, and curl, wget and git recommend ca-certificates.
  const recommended = commands.some(({ words }) => {
    const texts = words.map(({ value }) => value);
    return /^apt(?:-get)?$/.test(texts[0] ?? '') && texts.includes('install') && !texts.some((text) => text.includes('no-install-recommends'));
  });
  return (
    !recommended && !copies.some(({ destination, sources }) => isBelow(destination, folder) && sources.some(({ value }) => mayBeFolder(value, destination)))
  );
}

/** The absolute path of a program that the image starts; undefined for a bare name, which the PATH decides. */
export function programPath(image: Image, program: string): string | undefined {
  if (program.startsWith('/')) return resolvePath('', program);
  return program.includes('/') ? resolvePath(image.workdir ?? '/', program) : undefined;
}
