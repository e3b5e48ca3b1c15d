import type { Dockerfile } from '../../docker/dockerfile';
import { baseName, folderOf, isBelow, resolvePath } from '../../text/path';
import { type GoBuild, goBuilds } from '../go-build';
import type { Image } from '../image';
import { landedBuilds } from '../image-files';
import { startOf } from '../image-start';
import { type GoPackages, type Program, programsOf } from '../program';

/**
 * The module that a Dockerfile builds. Where it shows which folder of the build context it builds, the module that holds
 * this folder; otherwise the one beside the Dockerfile, else the nearest above, else the only one below.
 */
export function linkModule(dockerfile: Dockerfile, groups: readonly GoPackages[], context: string | undefined): GoPackages | undefined {
  for (const build of goBuilds(dockerfile)) {
    const found = placeOf(build, groups, context);
    if (found) return found.group;
  }
  const folder = context ?? folderOf(dockerfile.file);
  const above = groups.filter((group) => isBelow(group.folder, folder)).toSorted((a, b) => b.folder.length - a.folder.length);
  if (above[0]) return above[0];
  const [below, ...others] = groups.filter((group) => isBelow(folder, group.folder));
  return others.length === 0 ? below : undefined;
}

/** The Go program that an image runs; undefined where it runs none, or several come into question. */
export function linkProgram(image: Image, group: GoPackages | undefined): Program | undefined {
  if (!group) return undefined;
  const programs = programsOf(group);
  const landed = landedBuilds(image, group.module.path?.value);
  const builds = [...new Set(landed.map(({ build }) => build))];
  const started = startedPath(image);
  const running = landed.filter(({ path }) => path !== undefined && path === started).map(({ build }) => build);
  const [build, ...others] = running.length > 0 ? running : builds;
  if (!build || others.length > 0) return builds.length === 0 && !runsGo(image) ? undefined : only(programs);
  const [target, ...more] = build.packages;
  const isFiles = build.packages.length > 0 && build.packages.every(isFile);
  if (more.length > 0 && !isFiles) return only(programs);
  const exact = placeOf(build, [group], undefined);
  if (exact) return programs.find(({ directory }) => directory === exact.directory);
  if (target === undefined || target === '.') return programs.find(({ directory }) => directory === group.folder) ?? only(programs);
  if (/\$|\.\.\./.test(target)) return only(programs) ?? only(programsNamed(programs, startedName(image)));
  // The build context lands in WORKDIR, so a relative package lies at the same way from the module's root.
  const path = target.startsWith('/') && build.directory !== undefined && isBelow(build.directory, target) ? target.slice(build.directory.length + 1) : target;
  const directory = resolvePath(group.folder, isFiles ? folderOf(path.replace(/^\.\//, '')) || '.' : path);
  return programs.find((program) => program.directory === directory);
}

/** What the program that an image starts is called where it is built: `go build ./...` calls each after its folder. */
function startedName(image: Image): string | undefined {
  const started = startedPath(image);
  const copy = image.copies.find(({ from, destination, sources }) => from && sources.length === 1 && destination === started);
  const [source] = copy?.sources ?? [];
  return source && !/[*?$]|\/$/.test(source.value) ? baseName(source.value) : undefined;
}

function programsNamed(programs: readonly Program[], name: string | undefined): Program[] {
  return programs.filter(({ directory }) => name !== undefined && baseName(directory) === name);
}

/** The package that a build builds, as a folder of the workspace: the first build context that makes sense of it. */
function placeOf(build: GoBuild, groups: readonly GoPackages[], context: string | undefined): { group: GoPackages; directory: string } | undefined {
  const { file } = build.image.dockerfile;
  for (const root of context === undefined ? foldersAbove(file) : [context]) {
    for (const directory of sourceFolders(build, root, groups)) {
      const group = groups.find(({ packages }) => packages.get(directory)?.some(({ hasMain, packageName }) => hasMain !== undefined || packageName === 'main'));
      if (group) return { group, directory };
    }
  }
  return undefined;
}

function foldersAbove(file: string): string[] {
  const folders: string[] = [];
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    folders.push(folder);
    if (folder === '' || folder === '/' || folders.length > 12) return folders;
  }
}

/** The folders of the build context that a build's package may come from. */
function sourceFolders({ packages, directory, image, instruction }: GoBuild, context: string, groups: readonly GoPackages[]): string[] {
  const [target = '.'] = packages;
  if (directory === undefined || /\$|\.\.\./.test(target)) return [];
  const imported = groups.find(({ module }) => module.path && (target === module.path.value || target.startsWith(`${module.path.value}/`)));
  if (imported) return [resolvePath(imported.folder, target.slice((imported.module.path?.value.length ?? 0) + 1) || '.')];
  const path = resolvePath(directory, isFile(target) ? folderOf(target) || '.' : target);
  const mounts = instruction.flags.filter(({ name, value }) => name === 'mount' && /type=bind/.test(value?.value ?? '') && !/from=/.test(value?.value ?? ''));
  const bound = mounts.map(({ value }) => ({
    from: option(value?.value, 'source|src') ?? '.',
    to: resolvePath(directory, option(value?.value, 'target|dst|destination') ?? '.'),
  }));
  const copied = image.copies
    .filter(({ from, sources }) => from === undefined && sources.length === 1)
    .map(({ sources, destination }) => ({ from: sources[0]?.value.replace(/^\/+/, '') ?? '.', to: destination }));
  return [...bound, ...copied]
    .filter(({ to, from }) => isBelow(to, path) && !/[$*?]/.test(from))
    .toSorted((a, b) => b.to.length - a.to.length)
    .map(({ from, to }) => resolvePath(context, resolvePath(from === '' ? '.' : from, path.slice(to === '/' ? 1 : to.length + 1) || '.') || '.'));
}

/** `main.go`, or a pattern for the files of a folder. */
function isFile(target: string): boolean {
  return target.endsWith('.go') || target.endsWith('/*');
}

function option(mount: string | undefined, names: string): string | undefined {
  return new RegExp(`(?:^|,)(?:${names})=([^,]+)`).exec(mount ?? '')?.[1];
}

function startedPath(image: Image): string | undefined {
  const start = startOf(image);
  return start?.program;
}

/** `go run` in the entrypoint, or a build that stands in a script. */
function runsGo(image: Image): boolean {
  return (
    image.base?.family === 'golang' ||
    image.lineage.some((stage) => /(?:^|\/)golang(?::|$)/.test(stage.baseName ?? '')) ||
    image.dockerfile.stages.some(({ baseName }) => /(?:^|\/)golang(?::|$)/.test(baseName ?? ''))
  );
}

function only(programs: readonly Program[]): Program | undefined {
  return programs.length === 1 ? programs[0] : undefined;
}
