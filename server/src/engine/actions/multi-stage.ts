import type { Dockerfile, Instruction } from '../../docker/dockerfile';
import { setCgo } from '../../fix/docker-go';
import { insertBehind } from '../../fix/docker-words';
import { ignoreText } from '../../model/docker/left-out';
import { writeList } from '../../model/docker/quotes';
import { type GoBuild, goBuilds } from '../../model/go-build';
import type { Image } from '../../model/image';
import { landedBuilds } from '../../model/image-files';
import { startOf } from '../../model/image-start';
import { needsOf } from '../../model/linkage';
import { importOf, type Program, valueOf } from '../../model/program';
import type { ProjectIndex } from '../../model/project-index';
import dependenciesUncached from '../../rules/dockerfile-packages/go-dependencies-uncached';
import type { Edit } from '../../text/edit';
import { message } from '../../text/message';
import { baseName, folderOf, isBelow, relativePath, resolvePath } from '../../text/path';
import type { BuildAction } from './container-actions';

/** What the program runs on from then on: certificates, time zones, a user with a number, and nothing to run but the program. */
const BASE = 'gcr.io/distroless/static-debian13:nonroot';

/** Instructions about the image that runs, not about building. */
const ABOUT_RUNNING = /^(?:EXPOSE|VOLUME|LABEL|STOPSIGNAL)$/;
/** Those that are written anew, and HEALTHCHECK, which Kubernetes ignores and which finds no shell there. */
const REPLACED = /^(?:CMD|ENTRYPOINT|USER|HEALTHCHECK|MAINTAINER)$/;
/** Variables that the toolchain reads; those of the runtime (GOMEMLIMIT and the like) go along. */
const OF_BUILDING =
  /^(?:CGO_.*|GO(?:111MODULE|OS|ARCH|ARM|AMD64|PATH|ROOT|PROXY|PRIVATE|NOPROXY|SUMDB|NOSUMDB|FLAGS|CACHE|MODCACHE|TOOLCHAIN|WORK|BIN|INSECURE|EXPERIMENT)|PATH)$/;

/** Where the official images of Go look for programs. */
const SEARCHED = ['/go/bin', '/usr/local/go/bin', '/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/**
 * Splits a Dockerfile that builds a Go program and runs it in the same image into a stage that builds and one that runs.
 * Not offered where the program would miss something afterwards: cgo, programs that it starts, places that it writes to.
 */
export function makeMultiStage(dockerfile: Dockerfile, project: ProjectIndex): BuildAction[] {
  const [stage, ...others] = dockerfile.stages;
  const image = project.imageOf(dockerfile);
  if (!stage || others.length > 0 || image?.base?.family !== 'golang' || dockerfile.templated || dockerfile.problems.length > 0) return [];
  const program = project.programOf(image);
  if (!program || needsOf(program).cgo || importOf(program, 'os/exec') || program.files.some(({ kind }) => !/^(?:read|glob|folder|temporary)$/.test(kind)))
    return [];
  const started = startedBy(image, program);
  const lines = started && finalStage(image, program, started, project);
  if (!started || !lines) return [];
  const removed = stage.instructions.filter(({ keyword }) => ABOUT_RUNNING.test(keyword) || REPLACED.test(keyword));
  const edits: Edit[] = [
    ...(stage.name ? [] : [insertBehind(stage.base.at, ' AS build')]),
    ...(started.build ? smallBuild(started.build) : []),
    ...removed.map((instruction) => removeWithComments(dockerfile, instruction)),
    {
      at: { file: dockerfile.file, start: dockerfile.text.length, end: dockerfile.text.length },
      text: `${endOf(dockerfile, removed)}${lines.join(newlineOf(dockerfile))}`,
    },
  ];
  for (const { fix } of dependenciesUncached.check({ dockerfile, stage }, project)) if (fix && 'edits' in fix) edits.push(...fix.edits);
  return [{ title: message`Make this Dockerfile multi-stage for Go`, edits: [...edits, ...ignoreFile(dockerfile, project)] }];
}

/** The action that makes a `.dockerignore` where there is none. */
export function createIgnoreFile(dockerfile: Dockerfile, project: ProjectIndex): BuildAction[] {
  const edits = ignoreFile(dockerfile, project);
  return edits.length > 0 ? [{ title: message`Create .dockerignore`, edits }] : [];
}

function ignoreFile(dockerfile: Dockerfile, project: ProjectIndex): Edit[] {
  const context = project.contextOf(dockerfile);
  return context && !context.ignore ? [{ at: { file: context.ignoreFile, start: 0, end: 0 }, text: ignoreText(context) }] : [];
}

interface Started {
  /** The build whose program runs; undefined for `go run`. */
  readonly build: GoBuild | undefined;
  /** Where it lies when it is built, and where it will lie. */
  readonly built: string;
  readonly path: string;
  /** The RUN to add for `go run`. */
  readonly run: string | undefined;
  /** Arguments that ENTRYPOINT and CMD gave. */
  readonly fixed: readonly string[];
  readonly usual: readonly string[];
}

/** What the image starts, where that is the program alone, with words that need no shell. */
function startedBy(image: Image, program: Program): Started | undefined {
  const start = startOf(image);
  const [command, ...more] = start?.shell ?? [];
  if (!start || start.source === 'base' || more.length > 0) return undefined;
  if (start.shell && (!command || command.nested || command.assignments.length > 0 || command.words.some(({ expands }) => expands))) return undefined;
  const words = (command ? command.words.filter(({ value }, index) => index > 0 || value !== 'exec') : start.words).map(({ value }) => value);
  const [first = ''] = words;
  const { entrypoint, cmd } = image;
  const fixedCount = entrypoint && cmd && !start.shell ? (entrypoint.json?.length ?? 0) : entrypoint ? words.length : 1;
  const rest = (from: number) => ({ fixed: words.slice(from, Math.max(from, fixedCount)), usual: words.slice(Math.max(from, fixedCount)) });
  if (words.slice(0, 2).join(' ') === 'go run') {
    const count = words.slice(2).findIndex((word) => !word.endsWith('.go'));
    const packages = count === 0 ? words.slice(2, 3) : words.slice(2, count < 0 ? undefined : count + 2);
    if (packages.length === 0 || packages.some((one) => one.startsWith('-') || /\s/.test(one)) || goBuilds(image.dockerfile).length > 0) return undefined;
    const name = nameOf(program);
    const run = `RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/${name} ${packages.join(' ')}`;
    return { build: undefined, built: `/out/${name}`, path: `/usr/local/bin/${name}`, run, ...rest(2 + packages.length) };
  }
  const places = first.includes('/') ? [start.program ?? resolvePath(image.workdir ?? '/', first)] : SEARCHED.map((folder) => `${folder}/${first}`);
  const landed = landedBuilds(image, program.module.path?.value).filter(({ path }) => path !== undefined && places.includes(path));
  const build = landed[0]?.build;
  const place = landed[0]?.path ?? '';
  if (!build || landed.length > 1 || build.instruction.json || build.cgoSetting?.value === '1') return undefined;
  return { build, built: place, path: isBelow('/go', place) ? `/usr/local/bin/${baseName(place)}` : place, run: undefined, ...rest(1) };
}

function nameOf({ module, directory }: Program): string {
  const path = module.path?.value.replace(/\/v\d+$/, '') ?? '';
  const name = directory === folderOf(module.file) ? baseName(path) : baseName(directory);
  return /^[\w.-]+$/.test(name) ? name : 'server';
}

/** Static, and without what only debuggers read. */
function smallBuild(build: GoBuild): Edit[] {
  const cgo = build.cgo === false && build.cgoSetting ? [] : setCgo(build, false);
  return build.flags.has('-ldflags') || build.verb === 'install' ? cgo : [...cgo, insertBehind(build.at, ' -trimpath -ldflags="-s -w"')];
}

/** The lines of the second stage; undefined where something in them would need a variable of the first. */
function finalStage(image: Image, program: Program, { built, path, run, fixed, usual }: Started, project: ProjectIndex): string[] | undefined {
  const { stage, dockerfile } = image;
  const from = stage.name?.value ?? 'build';
  const variables = stage.instructions.flatMap(({ keyword, assignments }) =>
    keyword === 'ENV'
      ? assignments.filter(({ name }) => !OF_BUILDING.test(name.value)).map(({ name, value }) => `ENV ${name.value}=${value?.source ?? '""'}`)
      : [],
  );
  const moved = stage.instructions.filter(({ keyword }) => ABOUT_RUNNING.test(keyword)).map((instruction) => withComments(dockerfile, instruction));
  if ([...variables, ...moved].some((line) => line.includes('$'))) return undefined;
  const setsWorkdir = stage.instructions.some(({ keyword }) => keyword === 'WORKDIR');
  if (setsWorkdir && image.workdir === undefined) return undefined;
  const lines = [
    ...(run === undefined ? [] : [run]),
    '',
    `FROM ${BASE}`,
    ...(setsWorkdir ? [`WORKDIR ${image.workdir}`] : []),
    ...variables,
    `COPY --from=${from} ${built} ${path}`,
    ...dataOf(image, program, project).map((place) => `COPY --from=${from} ${place} ${place}`),
    ...moved,
    'USER 65532:65532',
    `ENTRYPOINT ${writeList([path, ...fixed])}`,
    ...(usual.length > 0 ? [`CMD ${writeList(usual)}`] : []),
    '',
  ];
  return lines;
}

/** Files and folders of the project that the program opens below the working folder. */
function dataOf({ workdir, dockerfile, copies }: Image, program: Program, project: ProjectIndex): string[] {
  const context = project.contextOf(dockerfile);
  if (!context || workdir === undefined) return [];
  const places = program.files.flatMap(({ path }) => {
    const written = path && valueOf(path, {});
    if (written === undefined || written.startsWith('/') || written.startsWith('..')) return [];
    const star = written.search(/[*?[]/);
    const whole = star < 0 ? written : folderOf(written.slice(0, star));
    const source = relativePath(context.folder, resolvePath(folderOf(program.module.file), whole));
    const place = resolvePath(workdir, whole);
    const isCopied = copies.some(({ from, destination }) => !from && isBelow(destination, place));
    return whole !== '' && isCopied && ['file', 'folder'].includes(context.kindOf(source) ?? '') && !context.excluderOf(source) ? [place] : [];
  });
  return [...new Set(places)];
}

/** The instruction with the comments that stand right above it. */
function withComments(dockerfile: Dockerfile, instruction: Instruction): string {
  return dockerfile.text.slice(startWithComments(dockerfile, instruction), instruction.at.end);
}

function removeWithComments(dockerfile: Dockerfile, instruction: Instruction): Edit {
  const { text, file } = dockerfile;
  const feed = text.indexOf('\n', instruction.at.end);
  let start = startWithComments(dockerfile, instruction);
  // The empty lines above go along.
  for (let above = start; above > 0 && /^\s*$/.test(text.slice(above, start)); above = text.lastIndexOf('\n', above - 2) + 1) start = above;
  return { at: { file, start, end: feed < 0 ? text.length : feed + 1 }, text: '' };
}

function startWithComments({ text, comments }: Dockerfile, { at }: Instruction): number {
  let start = text.lastIndexOf('\n', at.start - 1) + 1;
  for (const comment of comments.toReversed()) {
    if (comment.at.start < start && /^[ \t]*\r?\n?$/.test(text.slice(comment.at.end, start))) start = text.lastIndexOf('\n', comment.at.start - 1) + 1;
  }
  return start;
}

/** What parts the last line that stays from the first that comes. */
function endOf(dockerfile: Dockerfile, removed: readonly Instruction[]): string {
  const last = dockerfile.instructions.at(-1);
  const isGone = last !== undefined && removed.includes(last);
  return isGone || dockerfile.text.endsWith('\n') ? '' : newlineOf(dockerfile);
}

function newlineOf({ text }: Dockerfile): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
