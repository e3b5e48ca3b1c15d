import type { Dockerfile } from '../../docker/dockerfile';
import { folderOf, isBelow, resolvePath } from '../../text/path';
import { type GoBuild, goBuilds } from '../go-build';
import type { Image } from '../image';
import { type GoPackages, type Program, programsOf } from '../program';

/** The module that a Dockerfile builds: beside it, else the nearest above, else the only one below. */
export function linkModule(dockerfile: Dockerfile, groups: readonly GoPackages[], context: string | undefined): GoPackages | undefined {
  const folder = context ?? folderOf(dockerfile.file);
  const above = groups.filter((group) => isBelow(group.folder, folder)).toSorted((a, b) => b.folder.length - a.folder.length);
  if (above[0]) return above[0];
  const [below, ...others] = groups.filter((group) => isBelow(folder, group.folder));
  return others.length === 0 ? below : undefined;
}

/** The builds whose result is in the image: those of its own stages and of the stages that it copies from. */
export function buildsInto(image: Image): GoBuild[] {
  const builds = goBuilds(image.dockerfile);
  const from = new Set(image.copies.map((copy) => copy.from?.value.toLowerCase()).filter((name) => name !== undefined));
  return builds.filter(
    ({ stage }) => image.lineage.includes(stage) || (stage.name !== undefined && from.has(stage.name.value)) || from.has(String(stage.index)),
  );
}

/** The Go program that an image runs; undefined where it runs none, or several come into question. */
export function linkProgram(image: Image, group: GoPackages | undefined): Program | undefined {
  if (!group) return undefined;
  const programs = programsOf(group);
  const builds = buildsInto(image);
  const [build, ...others] = builds;
  if (!build || others.length > 0) return builds.length === 0 && !runsGo(image) ? undefined : only(programs);
  const [target, ...more] = build.packages;
  if (more.length > 0) return only(programs);
  if (target === undefined || target === '.') return programs.find(({ directory }) => directory === group.folder) ?? only(programs);
  if (target.includes('$')) return only(programs);
  // The build context lands in WORKDIR, so a relative package lies at the same way from the module's root.
  const path = target.startsWith('/') && build.directory !== undefined && isBelow(build.directory, target) ? target.slice(build.directory.length + 1) : target;
  const directory = resolvePath(group.folder, path.endsWith('.go') ? folderOf(path.replace(/^\.\//, '')) || '.' : path);
  return programs.find((program) => program.directory === directory);
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
