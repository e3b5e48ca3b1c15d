import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The root of the checkout. Tests run from there (`npm test`). */
export const root = process.cwd();

/** Files below a folder of the checkout, as paths with `/` relative to that folder, in order. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(root, folder), join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'))
    .sort();
}

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n');
}

/** Walks everything an object reaches and freezes it, so that a rule that changes the model fails. */
export function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value)) return;
  Object.freeze(value);
  if (value instanceof Map) for (const [key, inner] of value) for (const one of [key, inner]) deepFreeze(one);
  for (const inner of Object.values(value)) deepFreeze(inner);
}
