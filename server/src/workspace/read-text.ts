import { readFileSync, statSync } from 'node:fs';
import { type Message, message } from '../text/message';

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
  | Unread;

/** Why there is no text. */
export interface Unread {
  readonly kind: 'binary' | 'utf-16' | 'too-large' | 'missing' | 'denied' | 'folder' | 'not-a-file' | 'failed';
  readonly detail: string;
}

export function readText(path: string): ReadText {
  try {
    const stat = statSync(path);
    // Pipes and devices would block or never end.
    if (!stat.isFile()) return { kind: stat.isDirectory() ? 'folder' : 'not-a-file', detail: '' };
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

/** Why a file has no text, in words. */
export function explainUnread(file: string, read: Unread): Message {
  switch (read.kind) {
    case 'binary':
      return message`${file} is not a text file.`;
    case 'utf-16':
      return message`${file} is written in UTF-16 and is not read; it should be saved as UTF-8.`;
    case 'too-large':
      return message`${file} has more than ${MAX_FILE / 1024 / 1024} MiB and is not read.`;
    case 'missing':
      return message`There is no file or folder ${file}.`;
    case 'denied':
      return message`${file} may not be read.`;
    case 'folder':
      return message`${file} is a folder.`;
    case 'not-a-file':
      return message`${file} is no ordinary file.`;
    case 'failed':
      return message`${file} cannot be read: ${read.detail}.`;
  }
}
