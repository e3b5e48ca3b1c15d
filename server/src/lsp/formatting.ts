import type { DocumentFormattingParams, TextEdit } from 'vscode-languageserver';
import { formatDockerfile } from '../engine/docker-format';
import type { Session } from './session';
import { pathOf } from './uri';

/** Only Dockerfiles are formatted: YAML has formatters of its own, and ours would ask editors to choose between them. */
export const FORMATTED = [{ language: 'dockerfile' }];

export function formatting(session: Session, { textDocument, options }: DocumentFormattingParams): TextEdit[] | null {
  const file = pathOf(textDocument.uri);
  const dockerfile = session.analysis.dockerfileOf(file);
  if (!dockerfile) return null;
  const converter = session.converterFor(file);
  const indent = options.insertSpaces ? ' '.repeat(options.tabSize) : '\t';
  return formatDockerfile(dockerfile, indent).map(({ at, text }) => ({ range: converter.range(at), newText: text }));
}
