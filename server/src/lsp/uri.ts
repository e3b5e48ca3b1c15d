import { URI } from 'vscode-uri';
import { fromSystemPath, toSystemPath } from '../workspace/system-path';

/** The path that stands for a document below `lsp/`: a file's path, or the whole URI of a document that is no file. */
export function pathOf(uri: string): string {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? fromSystemPath(parsed.fsPath) : uri;
}

export function uriOf(path: string): string {
  // One letter before the colon is a drive.
  return /^[a-z][a-z\d+.-]+:/i.test(path) ? path : URI.file(toSystemPath(path)).toString();
}
