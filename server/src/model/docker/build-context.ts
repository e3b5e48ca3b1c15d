import type { Dockerfile, Instruction } from '../../docker/dockerfile';
import { decidingPattern, type IgnoreFile, type IgnorePattern } from '../../docker/ignore-file';
import { baseName, folderOf } from '../../text/path';
import type { Located } from '../../text/span';

/** The folder whose files a Dockerfile may copy. */
export interface BuildContext {
  readonly folder: string;
  /** `stated` by a Compose or skaffold file; `sources`: what the Dockerfile copies lies there; `beside`: the Dockerfile does, and nothing speaks against it. */
  readonly reason: 'stated' | 'sources' | 'beside';
  /** Something of what the Dockerfile copies by name lies there, so that the others should too. */
  readonly holdsSources: boolean;
  /** The file that says what is left out, and where it would lie if there were one. */
  readonly ignoreFile: string;
  readonly ignore: IgnoreFile | undefined;
  /** What a path of the context is; undefined where nobody may look, or an ignore file of Git hides it. */
  kindOf(path: string): 'file' | 'folder' | 'absent' | undefined;
  /** Names in a folder of the context. */
  namesIn(folder: string): readonly string[];
  /** The pattern by which a path is left out. */
  excluderOf(path: string): IgnorePattern | undefined;
}

/** What must be known of the disk to find a context. */
export interface Disk {
  entriesOf(folder: string): readonly string[] | undefined;
  ignoreAt(file: string): IgnoreFile | undefined;
  /** A path may exist although it is not listed. */
  mayHide(path: string): boolean;
}

/** Files at the root of a project, beside which a Dockerfile with `COPY . .` is built. */
const ROOT_FILES =
  /^(?:go\.mod|package\.json|requirements\.txt|pyproject\.toml|Pipfile|setup\.py|pom\.xml|build\.gradle(?:\.kts)?|Cargo\.toml|Gemfile|composer\.json|mix\.exs|[^/]+\.(?:csproj|sln))$/;

/** The context of a Dockerfile; undefined where several come into question, or none is certain. `stated` are the folders that other files give. */
export function findContext(dockerfile: Dockerfile, stated: readonly string[], slow: Disk): BuildContext | undefined {
  if (stated.length > 1) return undefined;
  const disk = lookingOnce(slow);
  const [given] = stated;
  const sources = [...new Set(contextSources(dockerfile).map(({ value }) => value))].filter((value) => isPlain(value));
  const countIn = (folder: string) => sources.filter((source) => ['file', 'folder'].includes(kindIn(folder, source, disk) ?? '')).length;
  if (given !== undefined) return makeContext(dockerfile, given, 'stated', countIn(given) > 0, disk);
  const beside = folderOf(dockerfile.file);
  const names = disk.entriesOf(beside);
  if (!names) return undefined;
  const counts: { folder: string; found: number }[] = [];
  for (let folder = beside, steps = 0; steps < 6 && disk.entriesOf(folder); steps++) {
    counts.push({ folder, found: countIn(folder) });
    if (folder === folderOf(folder) || folder === '') break;
    folder = folderOf(folder);
  }
  const best = counts.toSorted((a, b) => b.found - a.found)[0];
  // The nearest folder that holds most of what is copied.
  if (best && best.found > 0 && best.found * 2 >= sources.length) return makeContext(dockerfile, best.folder, 'sources', true, disk);
  return sources.length === 0 && names.some((name) => ROOT_FILES.test(name)) ? makeContext(dockerfile, beside, 'beside', false, disk) : undefined;
}

/** Many sources lie in few folders, and each look at the disk costs. */
function lookingOnce(disk: Disk): Disk {
  const seen = new Map<string, readonly string[] | undefined>();
  return {
    ...disk,
    entriesOf: (folder) => {
      if (!seen.has(folder)) seen.set(folder, disk.entriesOf(folder));
      return seen.get(folder);
    },
  };
}

/** What COPY and ADD take from the context, as it is written: no stages, no addresses, no here-documents. */
export function contextSources({ stages }: Dockerfile): Located<string>[] {
  return stages.flatMap(({ instructions }) => instructions.flatMap(sourcesIn));
}

export function sourcesIn({ keyword, flags, json, words }: Instruction): readonly Located<string>[] {
  if ((keyword !== 'COPY' && keyword !== 'ADD') || flags.some(({ name }) => name === 'from')) return [];
  const sources = json ?? words.filter(({ source }) => !/^<<[-"'A-Za-z]/.test(source));
  return sources.slice(0, -1).filter(({ value }) => !/^(?:[a-z][a-z0-9+.-]*:\/\/|git@)/i.test(value));
}

/** A path without variables, patterns or steps upwards, and not the context itself. */
export function isPlain(source: string): boolean {
  return source.length < MAX_PATH && !/[$*?[\]\\]|(?:^|\/)\.\.(?:\/|$)|#/.test(source) && cleanSource(source) !== '';
}

/** `PATH_MAX` of Linux: no file has a longer path. */
const MAX_PATH = 4096;

/** A source as Docker reads it: from the root of the context, whether it begins with a slash or not. */
export function cleanSource(source: string): string {
  const parts: string[] = [];
  for (const part of source.split('/')) {
    // Steps upwards end at the root.
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function makeContext(dockerfile: Dockerfile, folder: string, reason: BuildContext['reason'], holdsSources: boolean, disk: Disk): BuildContext {
  // An ignore file of the Dockerfile's own goes before that of the context.
  const own = `${dockerfile.file}.dockerignore`;
  const ignoreFile = disk.ignoreAt(own) ? own : join(folder, '.dockerignore');
  const ignore = disk.ignoreAt(ignoreFile);
  return {
    folder,
    reason,
    holdsSources,
    ignoreFile,
    ignore,
    kindOf: (path) => {
      const kind = kindIn(folder, path, disk);
      const full = join(folder, cleanSource(path));
      // A pattern for folders hides what lies in one, and so the folder.
      return kind === 'absent' && (disk.mayHide(full) || disk.mayHide(`${full}/x`)) ? undefined : kind;
    },
    namesIn: (path) => disk.entriesOf(join(folder, cleanSource(path))) ?? [],
    excluderOf: (path) => {
      const pattern = ignore && decidingPattern(ignore, cleanSource(path));
      return pattern && !pattern.negated ? pattern : undefined;
    },
  };
}

function kindIn(folder: string, source: string, disk: Disk): 'file' | 'folder' | 'absent' | undefined {
  const path = join(folder, cleanSource(source));
  const entries = disk.entriesOf(folderOf(path));
  // The folder above is missing, or out of sight: its own folder tells which.
  if (!entries)
    return folderOf(path) === folder || folder.length >= folderOf(path).length
      ? undefined
      : kindIn(folder, cleanSource(source).split('/').slice(0, -1).join('/'), disk) === 'absent'
        ? 'absent'
        : undefined;
  const name = baseName(path);
  if (entries.includes(`${name}/`)) return 'folder';
  return entries.includes(name) ? 'file' : 'absent';
}

function join(folder: string, path: string): string {
  return folder === '' ? path : path === '' ? folder : `${folder.replace(/\/$/, '')}/${path}`;
}
