import type { GoModule } from '../go/module';
import { type GoSource, type Listen, readAddress } from '../go/source';
import { baseName, folderOf, isBelow, resolvePath } from '../text/path';
import type { Located } from '../text/span';

/** A Go program: the main package of a module and the packages of the module that it imports. */
export interface Program {
  readonly module: GoModule;
  /** The folder of its main package. */
  readonly directory: string;
  readonly main: GoSource;
  /** The files that are built into it, tests left out. */
  readonly sources: readonly GoSource[];
  readonly listens: readonly Listen[];
}

/** A module and its packages, by folder. */
export interface GoPackages {
  readonly module: GoModule;
  readonly folder: string;
  readonly packages: ReadonlyMap<string, readonly GoSource[]>;
}

/** Sorts files into the module that owns them: the nearest go.mod above. */
export function groupPackages(modules: readonly GoModule[], sources: readonly GoSource[]): GoPackages[] {
  const groups = modules.map((module) => ({ module, folder: folderOf(module.file), packages: new Map<string, GoSource[]>() }));
  const deepestFirst = groups.toSorted((a, b) => b.folder.length - a.folder.length);
  for (const source of sources) {
    if (source.isTest || !isBuilt(source)) continue;
    const owner = deepestFirst.find(({ folder }) => isBelow(folder, source.file));
    const directory = folderOf(source.file);
    const list = owner?.packages.get(directory);
    if (list) list.push(source);
    else owner?.packages.set(directory, [source]);
  }
  return groups;
}

/** The programs of a module, in the order of their folders. */
export function programsOf(group: GoPackages): Program[] {
  const programs: Program[] = [];
  for (const directory of [...group.packages.keys()].sort()) {
    const main = group.packages.get(directory)?.find(({ hasMain }) => hasMain !== undefined);
    if (main) programs.push(buildProgram(group, directory, main));
  }
  return programs;
}

function buildProgram(group: GoPackages, directory: string, main: GoSource): Program {
  const path = group.module.path?.value;
  const sources: GoSource[] = [];
  const seen = new Set<string>([directory]);
  const waiting = [directory];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const source of group.packages.get(next) ?? []) {
      sources.push(source);
      for (const { value } of source.imports) {
        if (path === undefined || !value.startsWith(`${path}/`)) continue;
        const folder = resolvePath(group.folder, value.slice(path.length + 1));
        if (!seen.has(folder)) waiting.push(folder);
        seen.add(folder);
      }
    }
  }
  return { module: group.module, directory, main, sources, listens: sources.flatMap(({ listens }) => listens) };
}

/** Files for other systems are not built into an image for Linux. */
function isBuilt({ file, buildConstraint = '' }: GoSource): boolean {
  if (/_(?:windows|darwin|freebsd|openbsd|netbsd|plan9|js|wasip1|solaris|aix|android|ios)(?:_\w+)?\.go$/.test(baseName(file))) return false;
  return !/^(?:ignore|tools|windows|darwin|!linux|js|wasm)$/.test(buildConstraint.trim());
}

/** True where the program or one of its packages imports `path` or something below it. */
export function importOf(program: Program, path: string): Located<string> | undefined {
  for (const { imports } of program.sources) {
    const found = imports.find(({ value }) => value === path || value.startsWith(`${path}/`));
    if (found) return found;
  }
  return undefined;
}

/** The port that a program certainly listens on: all its listeners have known ports, or there is just one of them. */
export interface ListenPort {
  readonly port: number;
  readonly host: string | undefined;
  readonly listen: Listen;
  /** Decides the port where it is set; `port` is then the default. */
  readonly environment: string | undefined;
  readonly flag: string | undefined;
}

/**
 * The ports that a program opens with the environment it gets; undefined where one of them is not known, for then the
 * program may listen anywhere. `unknown` names variables that are set to values we cannot see; `*` stands for any.
 */
export function listenPorts(program: Program, values?: ReadonlyMap<string, string>, unknown?: ReadonlySet<string>): readonly ListenPort[] | undefined {
  const ports: ListenPort[] = [];
  for (const listen of program.listens) {
    const address = listen.address && readAddress(listen.address, values);
    if (address?.port === undefined) return undefined;
    const { environment } = address;
    if (environment !== undefined && (unknown?.has(environment) || (unknown?.has('*') && !values?.has(environment)))) return undefined;
    ports.push({ port: address.port, host: address.host, listen, environment, flag: address.flag });
  }
  return ports;
}
