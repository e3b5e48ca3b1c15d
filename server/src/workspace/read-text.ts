import { readFileSync, statSync } from 'node:fs';

/** Larger files are not read: nobody deploys from them. */
export const MAX_FILE = 64 * 1024 * 1024;

/** A file's text, or why there is none. */
export type ReadText =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly byteOrderMark: boolean;
      /** The first line, from 1, with bytes that are no UTF-8: the text has U+FFFD in their place. */
      readonly notUtf8?: number | undefined;
    }
  | { readonly kind: 'binary' | 'utf-16' | 'too-large' | 'missing' | 'denied' | 'not-a-file' | 'failed'; readonly detail: string };

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

/** Bytes as UTF-8 text. A NUL means that they are no text: nobody who reads YAML or Dockerfiles takes one. */
export function decode(bytes: Buffer): ReadText {
  if (isUtf16(bytes)) return { kind: 'utf-16', detail: '' };
  if (bytes.includes(0)) return { kind: 'binary', detail: '' };
  const text = bytes.toString('utf8');
  const notUtf8 = text.includes('\ufffd') && !isUtf8(bytes) ? firstBadLine(bytes) : undefined;
  return text.startsWith('\ufeff')
    ? { kind: 'text', text: text.slice(1), byteOrderMark: true, notUtf8 }
    : { kind: 'text', text, byteOrderMark: false, notUtf8 };
}

/** What a redirection of Windows PowerShell writes: the mark in front is no UTF-8 in either order of bytes. */
function isUtf16(bytes: Buffer): boolean {
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0;
  return mark === 0xfffe || mark === 0xfeff;
}

/** What is written back as it was read lost nothing. */
function isUtf8(bytes: Buffer): boolean {
  return Buffer.from(bytes.toString('utf8')).equals(bytes);
}

/** A line break is a byte of its own in UTF-8, so each line is UTF-8 or not by itself. */
function firstBadLine(bytes: Buffer): number {
  for (let line = 1, start = 0; ; line++) {
    const end = bytes.indexOf(10, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}
