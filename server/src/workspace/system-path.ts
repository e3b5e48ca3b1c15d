import { sep } from 'node:path';

/** A path of this machine with `/` between folders, as everything below `workspace/` has it. */
export function fromSystemPath(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

/** The same, as this machine writes it. */
export function toSystemPath(path: string): string {
  return sep === '/' ? path : path.replaceAll('/', sep);
}
