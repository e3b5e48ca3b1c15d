import type { GoModule } from '../go/module';
import {
  type Connection,
  type EnvironmentRead,
  type FileUse,
  type FlagDefinition,
  type GoSource,
  type Listen,
  MANAGER,
  type Mark,
  type Route,
} from '../go/source';
import { readAddress, type Text, type Values, valueOf } from '../go/text';
import { baseName, folderOf, resolvePath } from '../text/path';
import type { Located, Span } from '../text/span';
import { withPrefixes } from './environment-reads';
import { isPackageOf } from './known-modules';
import { programNames, resolveText } from './resolve-text';

/** A Go program: the main package of a module and the packages of the workspace that it imports. */
export interface Program {
  readonly module: GoModule;
  /** The folder of its main package. */
  readonly directory: string;
  readonly main: GoSource;
  /** The files that are built into it, tests left out. */
  readonly sources: readonly GoSource[];
  readonly listens: readonly Listen[];
  readonly environment: readonly EnvironmentRead[];
  readonly flags: readonly FlagDefinition[];
  readonly routes: readonly Route[];
  readonly files: readonly FileUse[];
  readonly connections: readonly Connection[];
  readonly timeZones: readonly Located<string>[];
  readonly shutdownTimeouts: readonly Located<number>[];
}

/** A module and its packages, by folder. */
export interface GoPackages {
  readonly module: GoModule;
  readonly folder: string;
  readonly packages: ReadonlyMap<string, readonly GoSource[]>;
  /** Other modules of the workspace whose packages this one builds from their folders. */
  readonly neighbours: () => readonly GoPackages[];
}

/** Sorts files into the module that owns them: the nearest go.mod above. */
export function groupPackages(modules: readonly GoModule[], sources: readonly GoSource[]): GoPackages[] {
  const groups: (Omit<GoPackages, 'packages'> & { readonly packages: Map<string, GoSource[]> })[] = modules.map((module) => ({
    module,
    folder: folderOf(module.file),
    packages: new Map<string, GoSource[]>(),
    neighbours: () => neighboursOf(module, groups),
  }));
  const byFolder = new Map(groups.map((group) => [group.folder, group]));
  for (const source of sources) {
    if (source.isTest || !isBuilt(source)) continue;
    const directory = folderOf(source.file);
    const owner = ownerOf(directory, byFolder);
    const list = owner?.packages.get(directory);
    if (list) list.push(source);
    else owner?.packages.set(directory, [source]);
  }
  return groups;
}

function ownerOf<T>(directory: string, byFolder: ReadonlyMap<string, T>): T | undefined {
  for (let folder = directory; ; folder = folderOf(folder)) {
    const found = byFolder.get(folder);
    if (found || folder === '' || folder === '/') return found;
  }
}

/** Modules that a `replace` directive names by their folder, and those that a go.work takes in together. */
function neighboursOf({ file, replaced, workspace }: GoModule, groups: readonly GoPackages[]): GoPackages[] {
  const folder = folderOf(file);
  const local = new Set([...replaced.values()].filter((target) => /^\.{1,2}(?:\/|$)/.test(target)).map((target) => resolvePath(folder, target)));
  return groups.filter((group) => group.module.file !== file && (local.has(group.folder) || (workspace !== undefined && group.module.workspace === workspace)));
}

/** The programs of a module, in the order of their folders. */
export function programsOf(group: GoPackages): readonly Program[] {
  const known = KNOWN.get(group) ?? findPrograms(group);
  KNOWN.set(group, known);
  return known;
}

const KNOWN = new WeakMap<GoPackages, readonly Program[]>();

function findPrograms(group: GoPackages): Program[] {
  const programs: Program[] = [];
  for (const directory of [...group.packages.keys()].sort()) {
    const main = group.packages.get(directory)?.find(({ hasMain }) => hasMain !== undefined);
    if (main) programs.push(buildProgram(group, directory, main));
  }
  return programs;
}

function buildProgram(group: GoPackages, directory: string, main: GoSource): Program {
  const groups = [group, ...group.neighbours()];
  const sources: GoSource[] = [];
  const seen = new Set<string>([directory]);
  const waiting = [directory];
  const pathOf = new Map<string, string | undefined>([[directory, importPath(group, directory)]]);
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const files = groups.map(({ packages }) => packages.get(next as string)).find((found) => found !== undefined) ?? [];
    for (const source of files) {
      sources.push(source);
      for (const { value } of source.imports) {
        const folder = folderOfImport(value, groups);
        if (folder === undefined || seen.has(folder)) continue;
        seen.add(folder);
        pathOf.set(folder, value);
        waiting.push(folder);
      }
    }
  }
  const ownPath = (source: GoSource) => pathOf.get(folderOf(source.file));
  const reads = withPrefixes(sources);
  const names = programNames(sources, ownPath, reads);
  return {
    module: group.module,
    directory,
    main,
    sources,
    listens: sources.flatMap((source) => source.listens.map((listen) => ({ ...listen, address: resolveText(listen.address, ownPath(source), names) }))),
    environment: sources.flatMap((source) => reads.get(source) ?? []),
    flags: sources.flatMap(({ flags }) => flags),
    routes: sources.flatMap(({ routes }) => routes),
    files: sources.flatMap((source) =>
      source.files.flatMap((use) => {
        const resolve = (text: Text | undefined) => resolveText(text, ownPath(source), names);
        const alternatives = use.alternatives?.map(resolve);
        // One place that is not known may hold it.
        if (alternatives?.includes(undefined)) return [];
        return { ...use, path: resolve(use.path), ...(alternatives && { alternatives: alternatives as Text[] }) };
      }),
    ),
    connections: sources.flatMap((source) =>
      source.connections.flatMap((one) => {
        const address = resolveText(one.address, ownPath(source), names);
        return address ? { ...one, address } : [];
      }),
    ),
    timeZones: sources.flatMap(({ timeZones }) => timeZones),
    shutdownTimeouts: sources.flatMap(({ shutdownTimeouts }) => shutdownTimeouts),
  };
}

function importPath({ module, folder }: GoPackages, directory: string): string | undefined {
  const path = module.path?.value;
  if (path === undefined) return undefined;
  return directory === folder ? path : `${path}/${folder === '' ? directory : directory.slice(folder.length + 1)}`;
}

function folderOfImport(imported: string, groups: readonly GoPackages[]): string | undefined {
  for (const { module, folder } of groups) {
    const path = module.path?.value;
    if (path !== undefined && isPackageOf(path, imported)) return resolvePath(folder, imported.slice(path.length + 1) || '.');
  }
  return undefined;
}

/** Files for other systems are not built into an image for Linux. */
function isBuilt({ file, buildConstraint = '' }: GoSource): boolean {
  if (/_(?:windows|darwin|freebsd|openbsd|netbsd|plan9|js|wasip1|solaris|aix|android|ios|dragonfly|illumos)(?:_\w+)?\.go$/.test(baseName(file))) return false;
  return !/^(?:ignore|tools?|windows|darwin|!linux|js|wasm|mage|e2e|integration|never|wireinject)\b(?!\s*\|\|)/.test(buildConstraint.trim());
}

/** The first import of `path` or of something below it, in the program's own files. */
export function importOf(program: Program, path: string): Located<string> | undefined {
  for (const { imports } of program.sources) {
    const found = imports.find(({ value }) => isPackageOf(path, value));
    if (found) return found;
  }
  return undefined;
}

/** The first place where the program does something. */
export function markOf(program: Program, mark: Mark): Span | undefined {
  for (const { marks } of program.sources) {
    const found = marks.get(mark);
    if (found) return found;
  }
  return undefined;
}

/** A port that a program opens. */
export interface ListenPort {
  readonly port: number;
  readonly host: string | undefined;
  readonly listen: Listen;
  /** Decides the port where it is set; `port` is then the default, or what it is set to. */
  readonly environment: string | undefined;
  readonly flag: string | undefined;
}

/**
 * The ports that a program opens with the environment and flags it gets; undefined where one of them is not known, for
 * then the program may listen anywhere. `unknown` names variables that are set to values we cannot see; `*` stands for any.
 */
export function listenPorts(program: Program, values: Values = {}, unknown?: ReadonlySet<string>): readonly ListenPort[] | undefined {
  const ports: ListenPort[] = [];
  const isElsewhere = markOf(program, 'listens-unseen') && !program.listens.some(({ framework }) => framework === 'net/http');
  if (isElsewhere) return undefined;
  for (const listen of program.listens) {
    if (listen.framework === MANAGER && listen.address && /^0?$/.test(valueOf(listen.address, values) ?? '?')) continue;
    const address = listen.address && readAddress(listen.address, values);
    if (address?.port === undefined) return undefined;
    const { environment } = address;
    const hidden = listen.address?.some((part) => part.kind === 'environment' && part.other !== undefined && unknown?.has(part.other));
    if (hidden) return undefined;
    if (environment !== undefined && (unknown?.has(environment) || (unknown?.has('*') && !values.environment?.has(environment)))) return undefined;
    ports.push({ port: address.port, host: address.host, listen, environment, flag: address.flag });
  }
  return ports;
}

export { isLoopback, valueOf } from '../go/text';
export type { FileUse, Listen };
