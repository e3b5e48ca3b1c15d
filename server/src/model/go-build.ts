import type { Dockerfile, Instruction, Stage } from '../docker/dockerfile';
import { expand, variableUses } from '../docker/expand';
import { type ShellCommand, type ShellWord, shellCommands } from '../docker/shell';
import { baseName, isBelow, resolvePath } from '../text/path';
import type { Located, Span } from '../text/span';
import { golangVersion } from './base-images';
import { buildImage, type Image, installedPackages } from './image';

/** A `go build` or `go install` in a stage of a Dockerfile. */
export interface GoBuild {
  readonly stage: Stage;
  /** The RUN that it stands in. */
  readonly instruction: Instruction;
  /** The image as it stands when the RUN begins. */
  readonly image: Image;
  readonly command: ShellCommand;
  readonly verb: 'build' | 'install';
  /** The words `go build`; for a build that a Makefile holds, the call of make. */
  readonly at: Span;
  /** The words `go build` in a Makefile. */
  readonly recipe: Span | undefined;
  /** The value of CGO_ENABLED that holds: `undefined` in it where it is set to something that is not known. */
  readonly cgoSetting: { readonly value: '0' | '1' | undefined; readonly at: Span | undefined } | undefined;
  /** Whether cgo is on: off by `CGO_ENABLED=0`, or because the image has no C compiler; undefined where it is not known. */
  readonly cgo: boolean | undefined;
  /** A C compiler is there; undefined where the image is not known. */
  readonly compiler: boolean | undefined;
  /** `GOARCH` or `GOOS` is set for this build, so whether it is a cross build depends on the machine that builds. */
  readonly target: { readonly name: string; readonly value: string | undefined; readonly at: Span | undefined } | undefined;
  readonly tags: readonly string[];
  /** By name with one dash: `-ldflags`. Undefined for a value that is not known. */
  readonly flags: ReadonlyMap<string, string | undefined>;
  /** What `-o` names, as an absolute path in the image; undefined for none, or one that is not known. */
  readonly output: Located<string> | undefined;
  /** `-o` ends with a slash: the programs get their own names in that folder. */
  readonly intoDirectory: boolean;
  /** Packages or files to build, as written; empty for the working folder. */
  readonly packages: readonly string[];
  /** The directory it runs in, inside the image. */
  readonly directory: string | undefined;
}

const KNOWN = new WeakMap<Dockerfile, readonly GoBuild[]>();

/** The Go builds of a Dockerfile, in order. A build inside a script, Makefile or condition is not among them. */
export function goBuilds(dockerfile: Dockerfile): readonly GoBuild[] {
  const known = KNOWN.get(dockerfile);
  if (known) return known;
  const builds = dockerfile.stages.flatMap((stage) =>
    stage.instructions.flatMap((instruction) => {
      if (instruction.keyword !== 'RUN' || !/\bgo\b/.test(instruction.rest.value + instruction.heredocs.map(({ body }) => body.value).join('\n'))) return [];
      return buildsOf(instruction, stage, buildImage(dockerfile, stage, instruction));
    }),
  );
  KNOWN.set(dockerfile, builds);
  return builds;
}

interface Setting {
  readonly value: string | undefined;
  readonly at: Span | undefined;
}

function buildsOf(instruction: Instruction, stage: Stage, image: Image): GoBuild[] {
  const commands = shellCommands(instruction, image.dockerfile);
  const builds: GoBuild[] = [];
  const exported = new Map<string, Setting>();
  let directory = image.workdir;
  for (const [index, command] of commands.entries()) {
    const { words, assignments } = command;
    const values = (own: ReadonlyMap<string, Setting>) =>
      new Map([...image.variables, ...[...own].map(([name, { value }]): [string, string | undefined] => [name, value])]);
    const set = (into: Map<string, Setting>, name: string, source: string, at: Span) =>
      into.set(name, { value: shellValue({ value: source, expands: source.includes('$') }, values(exported)), at });
    if (words.length === 0) for (const { name, value, at } of assignments) set(exported, name, value, at);
    const texts = words.map(({ value }) => value);
    if (texts[0] === 'cd' && words[1]) {
      const target = shellValue(words[1], values(exported));
      directory = target === undefined ? undefined : target.startsWith('/') ? resolvePath('', target) : directory && resolvePath(directory, target);
    }
    if (texts[0] === 'export') for (const word of words.slice(1)) setPair(word, (name, value) => set(exported, name, value, word.at));
    const go = texts.findIndex(
      (text, at) => (text === 'go' || text === '/usr/local/go/bin/go') && texts.slice(0, at).every((before) => before === 'env' || /^\w+=/.test(before)),
    );
    const verb = texts[go + 1];
    if (go < 0 || (verb !== 'build' && verb !== 'install') || command.nested) continue;
    const own = new Map(exported);
    for (const { name, value, at } of assignments) set(own, name, value, at);
    for (const word of words.slice(0, go)) setPair(word, (name, value) => set(own, name, value, word.at));
    const installed = installedPackages(commands.slice(0, index));
    const before =
      installed.size === 0
        ? image
        : { ...image, packages: new Set([...image.packages, ...installed]), commands: [...image.commands, ...commands.slice(0, index)] };
    const written = goSettings([...image.commands, ...commands.slice(0, index)]);
    const folders = foldersMadeBy([...image.commands, ...commands.slice(0, index)]);
    builds.push(describeBuild({ instruction, command, go, verb, own, written, folders, stage, image: before, directory, variables: values(own) }));
  }
  return builds;
}

function isMake({ words }: ShellCommand): boolean {
  return words[0]?.value === 'make';
}

/** What `go env -w NAME=value` wrote into the configuration of the go command, which counts where no variable is set. */
function goSettings(commands: readonly ShellCommand[]): ReadonlyMap<string, Setting> {
  const written = new Map<string, Setting>();
  for (const { words } of commands) {
    const texts = words.map(({ value }) => value);
    if (texts[0] !== 'go' || texts[1] !== 'env' || texts[2] !== '-w') continue;
    for (const word of words.slice(3)) setPair(word, (name, value) => written.set(name, { value: word.expands ? undefined : value, at: word.at }));
  }
  return written;
}

/** Folders that are made before a build, as they are written. */
function foldersMadeBy(commands: readonly ShellCommand[]): ReadonlySet<string> {
  const isMaker = ({ words }: ShellCommand) => words[0]?.value === 'mkdir' || (words[0]?.value === 'install' && words[1]?.value === '-d');
  return new Set(commands.filter(isMaker).flatMap(({ words }) => words.slice(1).map(({ value }) => value.replace(/(?<=.)\/+$/, ''))));
}

function setPair({ value }: ShellWord, use: (name: string, value: string) => void): void {
  const equals = value.indexOf('=');
  if (equals > 0) use(value.slice(0, equals), value.slice(equals + 1));
}

/** Flags of `go build` that take a value as the next word. */
const VALUE_FLAGS = new Set(
  '-o -tags -ldflags -gcflags -asmflags -gccgoflags -mod -modfile -p -buildmode -installsuffix -pkgdir -compiler -C -overlay -pgo -toolexec -covermode -coverpkg -buildvcs'
    .split(' ')
    .filter((flag) => flag !== '-buildvcs'),
);

interface Invocation extends Pick<GoBuild, 'instruction' | 'command' | 'stage' | 'image' | 'directory' | 'verb'> {
  /** Index of the word `go`. */
  readonly go: number;
  /** What is set for this command in the shell. */
  readonly own: ReadonlyMap<string, Setting>;
  /** What `go env -w` wrote before. */
  readonly written: ReadonlyMap<string, Setting>;
  /** Folders that `mkdir` made before. */
  readonly folders: ReadonlySet<string>;
  readonly variables: ReadonlyMap<string, string | undefined>;
}

function describeBuild({ instruction, command, go, verb, own, written, folders, stage, image, directory, variables }: Invocation): GoBuild {
  const flags = new Map<string, string | undefined>();
  const packages: string[] = [];
  let outputAt: Span | undefined;
  const rest = command.words.slice(go + 2);
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i] as ShellWord;
    const text = word.value;
    if (!text.startsWith('-')) {
      // What follows a redirection is no package.
      if (/^\d?>/.test(text)) break;
      packages.push(shellValue(word, variables) ?? text);
      continue;
    }
    const equals = text.indexOf('=');
    const name = (equals < 0 ? text : text.slice(0, equals)).replace(/^--/, '-');
    const next = equals < 0 && VALUE_FLAGS.has(name) ? rest[++i] : undefined;
    const value = equals >= 0 ? shellValue({ value: text.slice(equals + 1), expands: word.expands }, variables) : next ? shellValue(next, variables) : '';
    // A linker flag with a version in it is known as far as its words go.
    flags.set(name, value ?? (name === '-ldflags' ? (next?.value ?? text.slice(equals + 1)) : undefined));
    if (name === '-o') outputAt = next ? next.at : word.at;
  }
  const inherited = variables.get('GOFLAGS') ?? '';
  for (const match of inherited.matchAll(/--?([\w-]+)(?:=(\S*))?/g)) if (!flags.has(`-${match[1]}`)) flags.set(`-${match[1]}`, match[2] ?? '');
  const setting = settingOf('CGO_ENABLED', own, image, stage) ?? written.get('CGO_ENABLED');
  const value = setting?.value === '0' || setting?.value === '1' ? setting.value : undefined;
  const compiler = compilerIn(image);
  const version = goVersionOf(image);
  // Since Go 1.20 a build without a C compiler turns cgo off by itself.
  const automatic = compiler === false && (version?.minor ?? 20) >= 20;
  const cgo = setting ? (value === undefined ? undefined : value === '1') : compiler === undefined ? undefined : !automatic;
  const target = ['GOARCH', 'GOOS']
    .map((name) => ({ name, setting: settingOf(name, own, image, stage) ?? written.get(name) }))
    .find((one) => one.setting !== undefined && (one.name === 'GOARCH' || one.setting.value !== 'linux'));
  const output = flags.get('-o');
  const runsIn = flags.has('-C')
    ? flags.get('-C') === undefined || directory === undefined
      ? undefined
      : resolvePath(directory, flags.get('-C') as string)
    : directory;
  const first = command.words[go] as ShellWord;
  const second = command.words[go + 1] as ShellWord;
  const words = { file: first.at.file, start: first.at.start, end: second.at.end };
  const make = first.at.file === image.dockerfile.file ? undefined : shellCommands(instruction, image.dockerfile).find(isMake);
  return {
    stage,
    instruction,
    image,
    command,
    verb,
    at: make?.at ?? words,
    // `$(GO) build` stands in two places.
    recipe: make && second.at.file === first.at.file && second.at.start === first.at.end + 1 ? words : undefined,
    cgoSetting: setting && { value, at: setting.at && withoutQuote(setting.at, image.dockerfile) },
    cgo,
    compiler,
    target: target && { name: target.name, value: target.setting?.value, at: target.setting?.at },
    tags: (flags.get('-tags') ?? '').split(/[\s,]+/).filter((tag) => tag !== ''),
    flags,
    output:
      output !== undefined && output !== '' && outputAt && (output.startsWith('/') || runsIn !== undefined)
        ? { value: output.startsWith('/') ? resolvePath('', output) : resolvePath(runsIn as string, output), at: outputAt }
        : undefined,
    intoDirectory: /(?:^|\/)\.{0,2}$/.test(output ?? 'x') || (output !== undefined && isFolder(output, runsIn, folders, image)),
    packages,
    directory: runsIn,
  };
}

/** True for a folder that is certainly there: `go build -o` then puts the program into it. */
function isFolder(output: string, directory: string | undefined, made: ReadonlySet<string>, { workdir, copies }: Image): boolean {
  const path = output.startsWith('/') ? resolvePath('', output) : directory && resolvePath(directory, output);
  if (made.has(output) || (path !== undefined && made.has(path))) return true;
  return path !== undefined && ((workdir !== undefined && isBelow(path, workdir)) || copies.some(({ destination }) => isBelow(`${path}/`, destination)));
}

function withoutQuote(at: Span, { text }: Dockerfile): Span {
  return /["']/.test(text[at.end - 1] ?? '') ? { ...at, end: at.end - 1 } : at;
}

/** A variable for one command: what the shell sets wins over ENV, ENV over ARG. */
function settingOf(name: string, own: ReadonlyMap<string, Setting>, image: Image, stage: Stage): Setting | undefined {
  const inShell = own.get(name);
  if (inShell) return inShell;
  if (image.environment.has(name)) return { value: image.environment.get(name)?.value, at: image.environment.get(name)?.at };
  for (const { keyword, assignments } of stage.instructions) {
    const found = keyword === 'ARG' ? assignments.find((one) => one.name.value === name) : undefined;
    if (found) return { value: image.variables.get(name), at: found.value?.at ?? found.name.at };
  }
  return undefined;
}

/** What a word is for the program that gets it; undefined where a variable or command in it is not known. */
function shellValue({ value, expands }: Pick<ShellWord, 'value' | 'expands'>, variables: ReadonlyMap<string, string | undefined>): string | undefined {
  if (!expands) return value;
  if (/\$\(|`/.test(value) || variableUses(value, '\\').some(({ name }) => !variables.has(name))) return undefined;
  return expand(value, variables, '\\');
}

function compilerIn({ base, packages, commands, copies }: Image): boolean | undefined {
  if ([...packages].some((name) => /^(?:gcc|g\+\+|build-base|build-essential|clang|alpine-sdk|cross.*gcc|gcc-.*|zig|crossbuild-essential.*)$/.test(name)))
    return true;
  if (!base) return undefined;
  if (base.tools.has('gcc')) return true;
  // Something else may have brought a compiler: a package list we do not see, or a copied toolchain.
  const opaque = commands.some(({ words }) => words.some(({ expands }) => expands) && words.some(({ value }) => value === 'add' || value === 'install'));
  return opaque || copies.some(({ from }) => from !== undefined) ? undefined : false;
}

/** The golang version of the image that a stage runs Go in; undefined where the tag does not tell. */
export function goVersionOf(image: Image): ReturnType<typeof golangVersion> {
  const { baseReference } = image;
  return baseReference && baseReference !== 'scratch' ? golangVersion(baseReference) : undefined;
}

/**
 * The files that a build writes, as absolute paths in its image; undefined where that is not known. `modulePath` is
 * needed where the name comes from the module (`go help build`: the last element of the import path, `/vN` left out).
 */
export function builtFiles(build: GoBuild, modulePath?: string): readonly string[] | undefined {
  const { output, intoDirectory, flags, verb, directory, image, packages } = build;
  if (flags.has('-o') && !intoDirectory) return output && [output.value];
  const names =
    packages.length === 0
      ? [nameOf('.', build, modulePath)]
      : packages.every((one) => one.endsWith('.go'))
        ? [baseName(packages[0] as string).slice(0, -3)]
        : packages.map((one) => nameOf(one, build, modulePath));
  if (names.includes(undefined)) return undefined;
  const gopath = image.variables.get('GOPATH');
  const gobin = image.variables.get('GOBIN') ?? (gopath === undefined ? undefined : `${gopath}/bin`);
  const folder = verb === 'install' ? (build.target ? undefined : gobin) : flags.has('-o') ? output?.value : directory;
  // Several packages without -o are compiled and thrown away.
  if (verb === 'build' && !flags.has('-o') && names.length > 1) return [];
  return folder === undefined ? undefined : names.map((name) => resolvePath(folder, name as string));
}

function nameOf(target: string, { directory, image }: GoBuild, modulePath: string | undefined): string | undefined {
  if (target.includes('...') || /[$*?]/.test(target)) return undefined;
  const plain = target.split('@')[0] as string;
  if (plain === '.' || plain === './') {
    // In the root of the module the name is the module's; below it, the folder's.
    const root = moduleRoot(image);
    if (directory === undefined || root === undefined) return undefined;
    return directory === root ? modulePath && lastElement(modulePath) : baseName(directory);
  }
  return lastElement(plain.replace(/\/$/, ''));
}

function lastElement(path: string): string | undefined {
  const parts = path.split('/');
  const last = parts.at(-1) as string;
  const name = /^v\d+$/.test(last) && parts.length > 1 ? (parts.at(-2) as string) : last;
  return name === '' || name === '..' || name === '.' ? undefined : name;
}

/** Where go.mod lies in the image, by the copies from the build context. */
function moduleRoot({ copies }: Image): string | undefined {
  const copy = copies.find(({ from, sources }) => from === undefined && sources.some(({ value }) => /(?:^|\/)go\.mod$/.test(value) || /^\.?\/?$/.test(value)));
  return copy && (copy.destination.endsWith('/go.mod') ? copy.destination.slice(0, -'/go.mod'.length) : copy.destination);
}
