import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { fileKind } from '../engine/file-kind';
import { isBelow } from '../text/path';
import { CONFIGURATION_NAMES } from './find-configuration';
import { fromSystemPath, toSystemPath } from './system-path';

/** Folders that hold nothing of the project's own. */
const SKIPPED = new Set(['.git', '.hg', '.svn', 'node_modules', '.terraform', '.venv', '__pycache__', '.idea', '.vscode-test']);

/** Deeper folders are not looked into: a link that leads round in a circle would never end. */
const MAX_DEPTH = 40;

export interface Discovered {
  /** Paths with `/`, in order. */
  readonly files: readonly string[];
  /** Folders that could not be listed. */
  readonly denied: readonly string[];
  /** Folders with the name of a configuration. */
  readonly odd: readonly string[];
  /**
   * True for a path that may well exist although it is not among the files: it lies outside the folder, in a part that
   * was not looked into, or an ignore file hides it.
   */
  leavesOut(path: string): boolean;
}

/**
 * The files below a folder that Seaworthy reads. What `.gitignore` files exclude is left out, and so are links that
 * lead out of the folder.
 */
export function discover(folder: string): Discovered {
  const files: string[] = [];
  const denied: string[] = [];
  const odd: string[] = [];
  const filters: Filter[] = [];
  /** Folders that were met and not entered. */
  const closed: string[] = [];
  const root = realPath(folder) ?? folder;
  const visit = (path: string, outer: readonly Filter[], depth: number) => {
    let entries: string[];
    try {
      entries = readdirSync(path).sort();
    } catch {
      denied.push(fromSystemPath(path));
      return;
    }
    const filter = entries.includes('.gitignore') ? readFilter(path) : undefined;
    if (filter) filters.push(filter);
    const own = filter ? [...outer, filter] : outer;
    if (isVendored(path)) {
      closed.push(fromSystemPath(path));
      const list = join(path, VENDOR_LIST);
      if (kindOf(list, root) === 'file' && !isIgnored(list, false, own)) files.push(fromSystemPath(list));
      return;
    }
    for (const name of entries) {
      const inner = join(path, name);
      const kind = kindOf(inner, root);
      if (kind === 'folder' && CONFIGURATION_NAMES.includes(name)) odd.push(fromSystemPath(inner));
      if (kind === 'folder' && !SKIPPED.has(name) && depth < MAX_DEPTH && !isIgnored(inner, true, own)) visit(inner, own, depth + 1);
      else if (kind !== 'file') closed.push(fromSystemPath(inner));
      if (kind === 'file' && isWanted(name) && !isIgnored(inner, false, own)) files.push(fromSystemPath(inner));
    }
  };
  visit(folder, [], 0);
  const found = new Set(files);
  const top = fromSystemPath(folder);
  const leavesOut = (path: string) =>
    // Found and not read, because it is too large or no text; what was deleted since is gone.
    (found.has(path) && existsSync(toSystemPath(path))) ||
    !isBelow(top, path) ||
    [...denied, ...closed].some((one) => isBelow(one, path)) ||
    filters.some((filter) => isBelow(fromSystemPath(filter.folder), path) && isIgnored(toSystemPath(path), false, [filter]));
  return { files, denied, odd, leavesOut };
}

/** True where `discover` would list a file; both are paths of this machine. */
export function isDiscoverable(folder: string, file: string): boolean {
  const way = relative(folder, file).split(sep);
  const name = way.pop() as string;
  const isList = name === VENDOR_LIST && way.at(-1) === 'vendor';
  if (way[0] === '..' || way.length > MAX_DEPTH || !(isList || isWanted(name))) return false;
  const filters: Filter[] = [];
  let path = folder;
  for (const step of way) {
    if (existsSync(join(path, '.gitignore'))) filters.push(readFilter(path));
    path = join(path, step);
    if (SKIPPED.has(step) || (isVendored(path) && !(isList && path === dirname(file))) || isIgnored(path, true, filters)) return false;
  }
  if (existsSync(join(path, '.gitignore'))) filters.push(readFilter(path));
  const root = realPath(folder);
  return root !== undefined && !isIgnored(file, false, filters) && kindOf(file, root) === 'file';
}

/** Where a folder really lies; undefined for one that is not there. */
function realPath(folder: string): string | undefined {
  try {
    return realpathSync(folder);
  } catch {
    return undefined;
  }
}

/** Vendored Go modules are other people's code; `go mod vendor` leaves this list in them. */
function isVendored(folder: string): boolean {
  return /[\\/]vendor$/.test(folder) && existsSync(join(folder, VENDOR_LIST));
}

const VENDOR_LIST = 'modules.txt';

function isWanted(name: string): boolean {
  return fileKind(name) !== 'other';
}

interface Filter {
  readonly folder: string;
  readonly rules: Ignore;
}

function readFilter(folder: string): Filter {
  const rules = ignore();
  const file = join(folder, '.gitignore');
  if (existsSync(file) && statSync(file).isFile()) rules.add(readFileSync(file, 'utf8'));
  return { folder, rules };
}

function isIgnored(path: string, isFolder: boolean, filters: readonly Filter[]): boolean {
  return filters.some(({ folder, rules }) => {
    const relative = fromSystemPath(path.slice(folder.length)).replace(/^\//, '');
    return relative !== '' && rules.ignores(isFolder ? `${relative}/` : relative);
  });
}

/** What a path is; a link counts as what it leads to, where that lies below the root. */
function kindOf(path: string, root: string): 'file' | 'folder' | 'other' {
  try {
    const stat = lstatSync(path);
    if (stat.isFile()) return 'file';
    if (stat.isDirectory()) return 'folder';
    if (!stat.isSymbolicLink()) return 'other';
    const target = realpathSync(path);
    if (target !== root && !target.startsWith(root.endsWith('/') ? root : join(root, '/'))) return 'other';
    // A link to a folder inside is met there anyway.
    return statSync(target).isFile() ? 'file' : 'other';
  } catch {
    // A link that leads nowhere, or a file that went away meanwhile.
    return 'other';
  }
}
