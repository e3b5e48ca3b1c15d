import { type DocumentSymbol, type DocumentSymbolParams, SymbolKind, type WorkspaceSymbol, type WorkspaceSymbolParams } from 'vscode-languageserver';
import { findObjects, type OutlineEntry, outlineOf } from '../engine/navigation/outline';
import type { Session } from './session';
import type { Converter } from './to-lsp';
import { pathOf, uriOf } from './uri';

/** More answers than this help nobody find anything. */
const MOST = 500;

const KINDS: Readonly<Record<OutlineEntry['kind'], SymbolKind>> = {
  object: SymbolKind.Class,
  container: SymbolKind.Module,
  port: SymbolKind.Interface,
  key: SymbolKind.Key,
  document: SymbolKind.File,
  stage: SymbolKind.Namespace,
  instruction: SymbolKind.Property,
};

/** The outline of a file. */
export function documentSymbols(session: Session, { textDocument }: DocumentSymbolParams): DocumentSymbol[] {
  const file = pathOf(textDocument.uri);
  const converter = session.converterFor(file);
  return outlineOf(session.analysis, file).map((entry) => toSymbol(entry, converter));
}

/** Objects of the whole workspace as `Kind/name`. */
export function workspaceSymbols(session: Session, { query }: WorkspaceSymbolParams): WorkspaceSymbol[] {
  return findObjects(session.analysis, query, MOST).map((object) => ({
    name: `${object.kind.value}/${object.name?.value ?? ''}`,
    kind: SymbolKind.Class,
    containerName: object.namespace?.value ?? '',
    location: { uri: uriOf(object.file), range: session.converterFor(object.file).range(object.at) },
  }));
}

function toSymbol({ name, detail, kind, at, head, children }: OutlineEntry, converter: Converter): DocumentSymbol {
  const range = converter.range(at);
  // The protocol wants the head inside the whole.
  const selectionRange = at.start <= head.start && head.end <= at.end ? converter.range(head) : { start: range.start, end: range.start };
  return { name: name === '' ? '?' : name, detail, kind: KINDS[kind], range, selectionRange, children: children.map((child) => toSymbol(child, converter)) };
}
