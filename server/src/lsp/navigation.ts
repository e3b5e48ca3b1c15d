import {
  type DefinitionParams,
  type DocumentHighlight,
  type DocumentHighlightParams,
  type Location,
  type LocationLink,
  type PrepareRenameParams,
  type Range,
  type ReferenceParams,
  type RenameParams,
  ResponseError,
  type TextDocumentPositionParams,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { symbolAt } from '../engine/navigation/navigate';
import type { NamedSymbol } from '../engine/navigation/symbol';
import type { Span } from '../text/span';
import type { Session } from './session';
import type { Converter } from './to-lsp';
import { pathOf, uriOf } from './uri';

/** Where the name at a place is defined. */
export function definition(session: Session, params: DefinitionParams): Location[] | LocationLink[] {
  const { symbol, converter } = ask(session, params);
  if (!symbol) return [];
  const canLink = session.capabilities.textDocument?.definition?.linkSupport === true;
  const targets = symbol.definitions.filter((at) => !same(at, symbol.at));
  // On the definition itself, editors show the references instead when they are given the place itself.
  const shown = targets.length > 0 ? targets : symbol.definitions;
  if (!canLink) return shown.map((at) => locationOf(at, converter));
  const originSelectionRange = converter.range(symbol.at);
  return shown.map((at) => {
    const range = converter.range(at);
    return { originSelectionRange, targetUri: uriOf(at.file), targetRange: range, targetSelectionRange: range };
  });
}

/** Everywhere the name at a place is meant. */
export function references(session: Session, params: ReferenceParams): Location[] {
  const { symbol, converter } = ask(session, params);
  if (!symbol) return [];
  return [...(params.context.includeDeclaration ? symbol.definitions : []), ...symbol.references].map((at) => locationOf(at, converter));
}

/** The same name in the same file. */
export function highlights(session: Session, params: DocumentHighlightParams): DocumentHighlight[] {
  const { symbol, converter, file } = ask(session, params);
  return [...(symbol?.definitions ?? []), ...(symbol?.references ?? [])].filter((at) => at.file === file).map((at) => ({ range: converter.range(at) }));
}

/** What a rename at a place would change; null where nothing there can be renamed. */
export function prepareRename(session: Session, params: PrepareRenameParams): { range: Range; placeholder: string } | null {
  const { symbol, converter } = ask(session, params);
  return symbol?.rename ? { range: converter.range(symbol.at), placeholder: symbol.name } : null;
}

/** Gives all ends of a name another one, as one change that can be looked at and undone. */
export function rename(session: Session, params: RenameParams): WorkspaceEdit | null {
  const { symbol, converter } = ask(session, params);
  const edits = symbol?.rename?.(params.newName);
  if (!edits) return null;
  // RequestFailed: the client shows the sentence to the user.
  if ('template' in edits) throw new ResponseError(-32803, converter.say(edits));
  return converter.workspaceEdit(edits);
}

function ask(
  session: Session,
  { textDocument, position }: TextDocumentPositionParams,
): { symbol: NamedSymbol | undefined; converter: Converter; file: string } {
  const file = pathOf(textDocument.uri);
  const converter = session.converterFor(file);
  const symbol = symbolAt(session.analysis, file, converter.lines(file).offset(position.line, position.character));
  return { symbol, converter, file };
}

function locationOf(at: Span, converter: Converter): Location {
  return { uri: uriOf(at.file), range: converter.range(at) };
}

function same(a: Span, b: Span): boolean {
  return a.file === b.file && a.start === b.start;
}
