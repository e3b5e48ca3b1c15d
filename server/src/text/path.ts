// File names below `workspace/` are absolute or relative, always with `/` between folders, whatever the machine.

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder of a path; `''` for a file that lies in no folder, `/` for one at the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash > 0 ? path.slice(0, slash) : slash === 0 ? '/' : '';
}

/** `path` as seen from `folder`, with `.` and `..` taken out. A path that starts with `/` stays itself. */
export function resolvePath(folder: string, path: string): string {
  const rooted = path.startsWith('/') || /^[A-Za-z]:\//.test(path) || folder === '';
  const parts: string[] = [];
  for (const part of (rooted ? path : `${folder}/${path}`).split('/')) {
    if (part === '.' || (part === '' && parts.length > 0)) continue;
    const last = parts.at(-1);
    if (part !== '..' || last === undefined || last === '..') parts.push(part);
    // Above the root there is nothing but the root.
    else if (parts.length > 1 || (last !== '' && !/^[A-Za-z]:$/.test(last))) parts.pop();
  }
  return parts.length === 1 && parts[0] === '' ? '/' : parts.join('/');
}

/** True where `path` is `folder` or lies below it. The folder `''` holds every relative path. */
export function isBelow(folder: string, path: string): boolean {
  if (folder === '') return !path.startsWith('/');
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** How many folders lead to a path: files that lie close to each other share more of them. */
export function sharedFolders(left: string, right: string): number {
  const a = folderOf(left);
  const b = folderOf(right);
  let shared = 0;
  // Asked for pair after pair: to split both into their folders costs five times as much.
  for (let at = 0; ; at++) {
    const isOver = at === a.length || a[at] === '/';
    const isOtherOver = at === b.length || b[at] === '/';
    if (isOver && isOtherOver) shared++;
    if (at === a.length || at === b.length || a[at] !== b[at]) return shared;
  }
}

/** `path` relative to `folder`, with `..` where it lies outside. */
export function relativePath(folder: string, path: string): string {
  const from = folder === '' ? [] : folder.replace(/\/$/, '').split('/');
  const to = path.split('/');
  // There is no way from one drive to another.
  if (/^[A-Za-z]:$/.test(to[0] ?? '') && from[0] !== to[0]) return path;
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}
