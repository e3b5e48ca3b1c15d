import { table } from '../text/table';

/**
 * What a public base image holds. Sources: Docker Hub's official-images definitions (library/golang: 423 commits, and the
 * Dockerfiles behind the other names, read 2026-08), GoogleContainerTools/distroless base/README.md and static.bzl,
 * Debian package priorities (tzdata is required and ca-certificates is not), Alpine's alpine-base, Chainguard's docs and
 * configurations (chainguard-images/images), Red Hat's UBI. A field says `undefined` where the fact changed between releases
 * of one tag.
 */
export interface BaseImage {
  readonly family: 'scratch' | 'distroless' | 'alpine' | 'debian' | 'ubuntu' | 'busybox' | 'golang' | 'chainguard' | 'redhat' | 'other';
  /** `none`: there is no C library, so only static programs run. */
  readonly libc: 'glibc' | 'musl' | 'none' | undefined;
  /** Of glibc images: its version as minor number (36 is glibc 2.36), where the tag tells it. */
  readonly glibc: number | undefined;
  /** There is a shell named `sh` on the PATH. */
  readonly shell: boolean | undefined;
  /** Where the shell lies; elsewhere than `/bin` in debug images of distroless. */
  readonly shellFolder: string;
  /** The shell stays in front of the command it runs, so signals do not reach it (dash; busybox and bash do not). */
  readonly shellStays: boolean | undefined;
  /** Programs worth asking for that are there without being installed. */
  readonly tools: ReadonlySet<string>;
  /** Programs that are certainly not there unless something installs them; `all` where `tools` is the whole list. */
  readonly missingTools: ReadonlySet<string> | 'all';
  readonly caCertificates: boolean | undefined;
  readonly timeZones: boolean | undefined;
  readonly tmp: boolean | undefined;
  /** The user it runs as, as its USER says: a number, a name, or `''` for root by default. Undefined where it is not known. */
  readonly user: string | undefined;
  /** Names in its passwd, with their numbers. */
  readonly users: Readonly<Record<string, number>>;
  /** `users` is all of them. */
  readonly usersComplete: boolean;
  /** Variables that it sets, with undefined for values that differ; undefined where it may set others. */
  readonly environment: ReadonlyMap<string, string | undefined> | undefined;
  /** The working directory that it sets; undefined where it is not known. */
  readonly workdir: string | undefined;
  /** Its ENTRYPOINT and CMD; undefined where it is not known. */
  readonly start: { readonly entrypoint: readonly string[]; readonly command: readonly string[] } | undefined;
}

/** Minor versions of glibc in distributions of RPM packages, by the major version in the tag (repology.org/project/glibc). */
export const GLIBC_OF_RPM: Readonly<Record<string, Readonly<Record<string, number>>>> = table({
  fedora: { 38: 37, 39: 38, 40: 39, 41: 40, 42: 41, 43: 42 },
  amazonlinux: { 2: 26, 2023: 34 },
  rockylinux: { 8: 28, 9: 34, 10: 39 },
  almalinux: { 8: 28, 9: 34, 10: 39 },
  oraclelinux: { 7: 17, 8: 28, 9: 34, 10: 39 },
  centos: { 7: 17, 8: 28 },
});

/** glibc's minor version by Debian and Ubuntu release, from the packages of each. */
export const GLIBC: Readonly<Record<string, number>> = table({
  buster: 28,
  bullseye: 31,
  bookworm: 36,
  trixie: 41,
  10: 28,
  11: 31,
  12: 36,
  13: 41,
  bionic: 27,
  focal: 31,
  jammy: 35,
  noble: 39,
  '18.04': 27,
  '20.04': 31,
  '22.04': 35,
  '24.04': 39,
});

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const BUSYBOX_TOOLS = words(
  'sh ash arch awk base64 basename cat chgrp chmod chown clear cmp cp cut date dd df diff dirname dmesg du echo env expr false find fold grep groups gunzip gzip head hexdump hostname id ' +
    'kill killall less ln ls md5sum mkdir mktemp more mount mv nc netstat nproc nslookup od pgrep ping pkill printenv printf ps pwd readlink realpath rm rmdir route sed seq sha256sum sleep sort stat ' +
    'stty su sync tail tar tee test time timeout top touch tr true uname uniq unzip uptime vi watch wc wget which whoami xargs yes',
);
const DEBIAN_TOOLS = words(
  'sh bash dash awk base64 basename cat chgrp chmod chown cmp cp cut date dd df diff dirname dpkg du echo env expr false find fold getent grep groups gunzip gzip head hostname id ' +
    'kill ln ls md5sum mkdir mktemp mount mv nproc od perl printenv printf pwd readlink realpath rm rmdir sed seq sha256sum sleep sort stat ' +
    'stty su sync tail tar tee test timeout touch tr true uname uniq wc which whoami xargs yes apt apt-get useradd groupadd adduser addgroup',
);
/** What neither Alpine nor busybox brings. */
const NOT_IN_ALPINE = words(
  'curl bash git gcc g++ make python python3 pip node npm jq perl ruby java psql pg_isready mysql mysqladmin mongosh redis-cli rabbitmq-diagnostics grpc_health_probe grpcurl dig telnet ss lsof zsh tini ' +
    'dumb-init gosu su-exec sudo supervisord vim nano rsync ssh socat strace tcpdump',
);
/** What a Debian or Ubuntu base lacks: they hold essential and required packages alone. */
const NOT_IN_DEBIAN = words(
  'curl wget git gcc g++ make python python3 pip node npm jq ruby java psql pg_isready mysql mysqladmin mongosh redis-cli rabbitmq-diagnostics grpc_health_probe grpcurl nc netcat telnet ss lsof dig ' +
    'ping ip ifconfig netstat nslookup zsh tini dumb-init gosu su-exec sudo supervisord vim nano rsync ssh socat strace tcpdump less',
);
const NO_PROCPS = words('ps pgrep pkill top free watch uptime killall');

const ALPINE_USERS = {
  root: 0,
  bin: 1,
  daemon: 2,
  lp: 4,
  sync: 5,
  shutdown: 6,
  halt: 7,
  mail: 8,
  news: 9,
  uucp: 10,
  operator: 11,
  man: 13,
  postmaster: 14,
  cron: 16,
  ftp: 21,
  sshd: 22,
  at: 25,
  squid: 31,
  xfs: 33,
  games: 35,
  cyrus: 85,
  vpopmail: 89,
  ntp: 123,
  smmsp: 209,
  guest: 405,
  nobody: 65534,
};
const DEBIAN_USERS = {
  root: 0,
  daemon: 1,
  bin: 2,
  sys: 3,
  sync: 4,
  games: 5,
  man: 6,
  lp: 7,
  mail: 8,
  news: 9,
  uucp: 10,
  proxy: 13,
  'www-data': 33,
  backup: 34,
  list: 38,
  irc: 39,
  gnats: 41,
  _apt: 100,
  nobody: 65534,
};

const NO_START = { entrypoint: [], command: [] };
const PATH_ALONE = new Map<string, string | undefined>([['PATH', undefined]]);

export const SCRATCH: BaseImage = {
  family: 'scratch',
  libc: 'none',
  glibc: undefined,
  shell: false,
  shellFolder: '/bin',
  shellStays: false,
  tools: new Set(),
  missingTools: 'all',
  caCertificates: false,
  timeZones: false,
  tmp: false,
  user: '',
  users: {},
  usersComplete: true,
  environment: PATH_ALONE,
  workdir: '/',
  start: NO_START,
};

export const ALPINE: BaseImage = {
  family: 'alpine',
  libc: 'musl',
  glibc: undefined,
  shell: true,
  shellFolder: '/bin',
  shellStays: false,
  tools: new Set([...BUSYBOX_TOOLS, 'apk', 'adduser', 'addgroup']),
  missingTools: NOT_IN_ALPINE,
  caCertificates: true,
  timeZones: false,
  tmp: true,
  user: '',
  users: ALPINE_USERS,
  usersComplete: true,
  environment: PATH_ALONE,
  workdir: '/',
  start: { entrypoint: [], command: ['/bin/sh'] },
};

export const DEBIAN: BaseImage = {
  family: 'debian',
  libc: 'glibc',
  glibc: undefined,
  shell: true,
  shellFolder: '/bin',
  shellStays: true,
  tools: DEBIAN_TOOLS,
  missingTools: new Set([...NOT_IN_DEBIAN, ...NO_PROCPS]),
  caCertificates: false,
  timeZones: true,
  tmp: true,
  user: '',
  users: DEBIAN_USERS,
  usersComplete: true,
  environment: PATH_ALONE,
  workdir: '/',
  start: { entrypoint: [], command: ['bash'] },
};

/** Releases from 23.04 on bring a user `ubuntu` with 1000; older ones lack tzdata, newer ones are not settled. */
export const UBUNTU: BaseImage = {
  ...DEBIAN,
  family: 'ubuntu',
  missingTools: NOT_IN_DEBIAN,
  timeZones: undefined,
  users: { ...DEBIAN_USERS, ubuntu: 1000 },
  start: { entrypoint: [], command: ['/bin/bash'] },
};

export const BUSYBOX: BaseImage = {
  ...ALPINE,
  family: 'busybox',
  libc: undefined,
  tools: BUSYBOX_TOOLS,
  caCertificates: false,
  timeZones: false,
  users: { root: 0, daemon: 1, bin: 2, sys: 3, sync: 4, mail: 8, 'www-data': 33, operator: 37, nobody: 65534 },
  start: { entrypoint: [], command: ['sh'] },
};

export const DISTROLESS: BaseImage = {
  ...SCRATCH,
  family: 'distroless',
  caCertificates: true,
  timeZones: true,
  tmp: true,
  users: { root: 0, nobody: 65534, nonroot: 65532 },
  environment: new Map([
    ['PATH', undefined],
    ['SSL_CERT_FILE', '/etc/ssl/certs/ca-certificates.crt'],
  ]),
};

/** Red Hat's minimal images. What is installed differs between them, so only what all share stands here. */
export const REDHAT: BaseImage = {
  ...DEBIAN,
  family: 'redhat',
  shellStays: false,
  tools: words('sh bash cat cp echo env ls mkdir rm sed sleep test true'),
  missingTools: new Set(),
  caCertificates: undefined,
  timeZones: undefined,
  users: { root: 0, bin: 1, daemon: 2, nobody: 65534 },
  usersComplete: false,
  environment: undefined,
  workdir: undefined,
  start: undefined,
};

/** What the golang images set: GOTOOLCHAIN since 2023-09-15 (1.21.1 and 1.20.8), HOME by the container's user. */
export const GOLANG_ENVIRONMENT = new Map<string, string | undefined>([
  ['PATH', undefined],
  ['GOPATH', '/go'],
  ['GOLANG_VERSION', undefined],
  ['GOTOOLCHAIN', undefined],
]);

/**
 * Wolfi, as `wolfi-base` has it: apk-tools, busybox, ca-certificates-bundle and glibc. Its busybox holds fewer programs than
 * Alpine's (edu.chainguard.dev, Alpine compatibility), so only the plainest are named.
 */
export const WOLFI: BaseImage = {
  ...ALPINE,
  family: 'chainguard',
  libc: 'glibc',
  tools: words('sh ash cat cp echo env ls mkdir rm sed sleep test true apk'),
  timeZones: undefined,
  users: { root: 0, nobody: 65534, nonroot: 65532 },
  usersComplete: false,
  environment: undefined,
  workdir: undefined,
  start: { entrypoint: [], command: ['/bin/sh', '-l'] },
};

/** Tools that `buildpack-deps`, the base of most language images, adds to Debian. */
export const BUILDPACK_TOOLS = words('git gcc g++ make curl wget pkg-config ssh ps pgrep pkill unzip patch');
/** What its three sizes hold: `-curl`, `-scm` on top of it, and all (docker-library/buildpack-deps). */
export const BUILDPACK_SIZES = {
  curl: words('curl wget'),
  scm: words('curl wget git ssh ps pgrep pkill'),
  all: words('curl wget git ssh ps pgrep pkill gcc g++ make unzip patch'),
};
export const GOLANG_TOOLS = words('go gofmt git gcc g++ make curl wget pkg-config');

/** An image of Docker Hub that services run on. */
export interface ServiceFacts {
  /** The USER of its Dockerfile; `''`: none, so root. */
  readonly user: string;
  readonly users?: Readonly<Record<string, number>>;
  /** What it is built on where its tag does not say so; Debian by default. */
  readonly on?: 'ubuntu' | 'alpine';
  /** Its Dockerfile has a WORKDIR. */
  readonly setsWorkdir?: boolean;
  /** Tags that are built on Oracle Linux. */
  readonly oracle?: RegExp;
  /** Tags of which the distribution is not known. */
  readonly unclear?: RegExp;
  /**
   * What `-slim` and `-alpine` add to a bare Debian or Alpine. Their Dockerfiles remove again what they build with, so the
   * rest of what a bare one lacks is lacking here; tags that `since` does not fit are older than was looked up.
   */
  readonly bare?: { readonly adds: ReadonlySet<string>; readonly since: RegExp };
}

/**
 * From the Dockerfiles behind the names (read 2026-11). openjdk is Oracle Linux from 12 on unless the tag names another;
 * mysql moved there between 8.0.27 and 8.0.32, and 5.7 as well.
 */
export const SERVICES: Readonly<Record<string, ServiceFacts>> = table({
  node: {
    user: '',
    users: { node: 1000 },
    bare: { adds: words('node npm npx yarn'), since: /^(?:(?:1[6-9]|[2-9]\d)(?:\.|-)|(?:lts|current)-|slim|alpine|[a-z]+-(?:slim|alpine))/ },
  },
  python: { user: '', bare: { adds: words('python python3 pip pip3'), since: /^3(?:\.(?:[89]|[1-9]\d)(?:\.|-)|-)|^slim|^alpine/ } },
  ruby: { user: '', bare: { adds: words('ruby gem bundle'), since: /^3(?:\.|-)|^slim/ } },
  rust: { user: '' },
  perl: { user: '', setsWorkdir: true },
  php: { user: '', setsWorkdir: true },
  openjdk: { user: '', oracle: /^(?!.*(?:slim|stretch|buster|bullseye|bookworm|alpine))(?:$|latest|jdk|(?:1[2-9]|2\d)(?:[.-]|$))|oracle/ },
  'eclipse-temurin': { user: '', on: 'ubuntu' },
  maven: { user: '', setsWorkdir: true, on: 'ubuntu', unclear: /corretto|ibm|sapmachine|oracle|microsoft|graalvm|openjdk|semeru|azulzulu|liberica|jdk|debian/ },
  gradle: { user: '', setsWorkdir: true, on: 'ubuntu', unclear: /corretto|graal|ubi|debian/ },
  nginx: { user: '', users: { nginx: 101 } },
  httpd: { user: '', setsWorkdir: true },
  redis: { user: '', users: { redis: 999 }, setsWorkdir: true },
  postgres: { user: '' },
  mysql: {
    user: '',
    users: { mysql: 999 },
    oracle: /^(?!.*debian)(?:$|latest|lts|innovation|8$|8\.0$|8\.[1-9]|8\.0\.3[2-9]|8\.0\.[4-9]\d|9)|oracle/,
    unclear: /^8\.0\.(?:2[89]|3[01])|^5/,
  },
  mariadb: { user: '', users: { mysql: 999 }, on: 'ubuntu' },
  mongo: { user: '', users: { mongodb: 999 }, on: 'ubuntu' },
  rabbitmq: { user: '', on: 'ubuntu' },
  wordpress: { user: '', setsWorkdir: true },
  tomcat: { user: '', setsWorkdir: true, on: 'ubuntu', unclear: /corretto|openjdk/ },
  registry: { user: '', on: 'alpine' },
  memcached: { user: 'memcache', users: { memcache: 11211 } },
});
