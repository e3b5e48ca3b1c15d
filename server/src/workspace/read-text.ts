import { readFileSync, statSync } from 'node:fs';

/** Larger files are not read: nobody deploys from them. */
export const MAX_FILE = 64 * 1024 * 1024;

/** A file's text, or why there is none. */
export type ReadText =
  | { readonly kind: 'text'; readonly text: string; readonly byteOrderMark: boolean }
  | { readonly kind: 'binary' | 'too-large' | 'missing' | 'denied' | 'not-a-file' | 'failed'; readonly detail: string };

export function readText(path: string): ReadText {
  try {
    const stat = statSync(path);
    // Pipes and devices would block or never end.
    if (!stat.isFile()) return { kind: 'not-a-file', detail: '' };
    if (stat.size > MAX_FILE) return { kind: 'too-large', detail: '' };
    return decode(readFileSync(path));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing', detail: '' };
    if (code === 'EACCES' || code === 'EPERM') return { kind: 'denied', detail: '' };
    return { kind: 'failed', detail: message };
  }
}

/** Bytes as UTF-8 text. A NUL near the start means that they are no text. */
export function decode(bytes: Buffer): ReadText {
  if (bytes.subarray(0, 8000).includes(0)) return { kind: 'binary', detail: '' };
  const text = bytes.toString('utf8');
  return text.startsWith('\ufeff') ? { kind: 'text', text: text.slice(1), byteOrderMark: true } : { kind: 'text', text, byteOrderMark: false };
}
