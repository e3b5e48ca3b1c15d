import type { Dockerfile, Stage } from '../docker/dockerfile';
import { parseImageReference } from '../docker/image-reference';
import { type ShellCommand, shellCommands } from '../docker/shell';
import type { Span } from '../text/span';
import { golangVersion } from './base-images';
import { buildImage, type Image } from './image';

/** A `go build` or `go install` in a stage of a Dockerfile. */
export interface GoBuild {
  readonly stage: Stage;
  readonly image: Image;
  readonly command: ShellCommand;
  /** The words `go build`. */
  readonly at: Span;
  /** Whether cgo is on: off by `CGO_ENABLED=0`, or because the image has no C compiler; undefined where it is not known. */
  readonly cgo: boolean | undefined;
  /** Where CGO_ENABLED is set; undefined where it is the default. */
  readonly cgoAt: Span | undefined;
  /** A C compiler is there; undefined where the image is not known. */
  readonly compiler: boolean | undefined;
  /** How the binary finds its C library when it uses `net` or cgo; undefined where it is not known. */
  readonly linkage: 'static' | 'glibc' | 'musl' | undefined;
  /** The linkage depends on the architecture that the build runs on (`GOARCH` is set). */
  readonly cross: boolean;
  readonly tags: readonly string[];
  /** What `-o` names; undefined for the default. */
  readonly output: string | undefined;
  /** Packages or files to build; empty for the working folder. */
  readonly packages: readonly string[];
  /** The directory it runs in, inside the image. */
  readonly directory: string | undefined;
}

/** The Go builds of a Dockerfile, in order. A build inside a script, Makefile or condition is not among them. */
export function goBuilds(dockerfile: Dockerfile): GoBuild[] {
  return dockerfile.stages.flatMap((stage) => {
    const image = buildImage(dockerfile, stage);
    return stage.instructions
      .filter(({ keyword }) => keyword === 'RUN')
      .flatMap((instruction) => buildsOf(shellCommands(instruction, dockerfile), stage, image));
  });
}

function buildsOf(commands: readonly ShellCommand[], stage: Stage, image: Image): GoBuild[] {
  const builds: GoBuild[] = [];
  const exported = new Map<string, { value: string; at: Span }>();
  let directory = image.workdir;
  for (const command of commands) {
    const { words, assignments } = command;
    if (words.length === 0) for (const { name, value, at } of assignments) exported.set(name, { value, at });
    const texts = words.map(({ value }) => value);
    if (texts[0] === 'cd' && texts[1]) directory = texts[1].startsWith('/') ? texts[1] : directory && `${directory}/${texts[1]}`;
    if (texts[0] === 'export') {
      for (const word of words.slice(1)) {
        const equals = word.value.indexOf('=');
        if (equals > 0) exported.set(word.value.slice(0, equals), { value: word.value.slice(equals + 1), at: word.at });
      }
    }
    const go = texts.findIndex(
      (text, index) => (text === 'go' || text === '/usr/local/go/bin/go') && texts.slice(0, index).every((before) => before === 'env' || /^\w+=/.test(before)),
    );
    if (go < 0 || (texts[go + 1] !== 'build' && texts[go + 1] !== 'install') || command.nested) continue;
    const own = new Map(exported);
    for (const { name, value, at } of assignments) own.set(name, { value, at });
    for (const word of words.slice(0, go)) {
      const equals = word.value.indexOf('=');
      if (equals > 0) own.set(word.value.slice(0, equals), { value: word.value.slice(equals + 1), at: word.at });
    }
    builds.push(describeBuild(command, go, own, stage, image, directory));
  }
  return builds;
}

/** Flags of `go build` that take a value as the next word. */
const VALUE_FLAGS = new Set([
  '-o',
  '-tags',
  '-ldflags',
  '-gcflags',
  '-asmflags',
  '-mod',
  '-modfile',
  '-p',
  '-buildmode',
  '-installsuffix',
  '-pkgdir',
  '-compiler',
  '-C',
  '-overlay',
  '-pgo',
]);

function describeBuild(
  command: ShellCommand,
  go: number,
  own: ReadonlyMap<string, { value: string; at: Span }>,
  stage: Stage,
  image: Image,
  directory: string | undefined,
): GoBuild {
  const flags = new Map<string, string>();
  const packages: string[] = [];
  const rest = command.words.slice(go + 2);
  for (let i = 0; i < rest.length; i++) {
    const text = rest[i]?.value as string;
    if (!text.startsWith('-')) {
      if (!text.startsWith('>')) packages.push(text);
      continue;
    }
    const equals = text.indexOf('=');
    const name = (equals < 0 ? text : text.slice(0, equals)).replace(/^--/, '-');
    if (equals >= 0) flags.set(name, text.slice(equals + 1));
    else if (VALUE_FLAGS.has(name)) flags.set(name, rest[++i]?.value ?? '');
    else flags.set(name, '');
  }
  const environment = (name: string) => own.get(name) ?? image.environment.get(name);
  const setting = own.get('CGO_ENABLED') ?? image.environment.get('CGO_ENABLED') ?? argument(stage, 'CGO_ENABLED');
  const compiler = compilerIn(image);
  const version = image.baseReference && image.baseReference !== 'scratch' ? golangVersion(image.baseReference) : undefined;
  // Since Go 1.20 a build without a C compiler turns cgo off by itself.
  const automatic = compiler === false && (version?.minor ?? 20) >= 20;
  const isSet = setting !== undefined || image.environment.has('CGO_ENABLED');
  const cgo = isSet ? (setting?.value === '0' ? false : setting?.value === '1' ? true : undefined) : compiler === undefined ? undefined : !automatic;
  const tags = (flags.get('-tags') ?? '').split(/[\s,]+/).filter((tag) => tag !== '');
  const cross = environment('GOARCH') !== undefined || image.environment.has('GOARCH');
  const first = command.words[go] as { at: Span };
  const second = command.words[go + 1] as { at: Span };
  return {
    stage,
    image,
    command,
    at: { file: first.at.file, start: first.at.start, end: second.at.end },
    cgo,
    cgoAt: setting?.at,
    compiler,
    linkage: linkageOf(cgo, flags, tags, image),
    cross,
    tags,
    output: flags.get('-o'),
    packages,
    directory,
  };
}

/** An ARG with a default that nothing overrides in the file counts as its value in RUN. */
function argument(stage: Stage, name: string): { value: string; at: Span } | undefined {
  for (const { keyword, assignments } of stage.instructions) {
    if (keyword !== 'ARG') continue;
    const found = assignments.find((one) => one.name.value === name)?.value;
    if (found) return { value: found.value, at: found.at };
  }
  return undefined;
}

function compilerIn({ base, packages, commands, copies }: Image): boolean | undefined {
  if ([...packages].some((name) => /^(?:gcc|g\+\+|build-base|build-essential|clang|musl-dev|alpine-sdk|cross.*gcc|gcc-.*)$/.test(name))) return true;
  if (!base) return undefined;
  if (base.tools.includes('gcc')) return true;
  // Something else may have brought a compiler: a package list we do not see, or a copied toolchain.
  const opaque = commands.some(({ words }) => words.some(({ expands }) => expands) && words.some(({ value }) => value === 'add' || value === 'install'));
  return opaque || copies.some(({ from }) => from !== undefined) ? undefined : false;
}

/** Verified with Go 1.24 and 1.26: see the table of builds in the page of `libc-mismatch`. */
function linkageOf(cgo: boolean | undefined, flags: ReadonlyMap<string, string>, tags: readonly string[], image: Image): GoBuild['linkage'] {
  const linker = flags.get('-ldflags') ?? '';
  if (/-linkmode[= ]external/.test(linker) && /-static\b/.test(linker)) return 'static';
  if (linker.includes('$') || flags.has('-buildmode')) return cgo === false && !flags.has('-buildmode') ? 'static' : undefined;
  if (cgo === false) return 'static';
  if (cgo === undefined || tags.includes('netgo')) return undefined;
  return image.base?.libc === 'none' ? undefined : image.base?.libc;
}

/** The golang version of the image that a stage runs Go in; undefined where the tag does not tell. */
export function goVersionOf(stage: Stage, image: Image): ReturnType<typeof golangVersion> {
  const bottom = image.lineage.at(-1) ?? stage;
  const reference = bottom.baseName === undefined ? undefined : parseImageReference(bottom.baseName);
  return reference && golangVersion(reference);
}
