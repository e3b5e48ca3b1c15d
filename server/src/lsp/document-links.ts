import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver';
import { fileLinks } from '../engine/navigation/links';
import type { Session } from './session';
import { pathOf, uriOf } from './uri';

/** Paths in a kustomization that lead to files of the workspace. */
export function documentLinks(session: Session, { textDocument }: DocumentLinkParams): DocumentLink[] {
  const file = pathOf(textDocument.uri);
  const converter = session.converterFor(file);
  return fileLinks(session.analysis, file).map(({ at, file: target }) => ({ range: converter.range(at), target: uriOf(target) }));
}
