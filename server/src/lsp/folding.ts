import { type FoldingRange, FoldingRangeKind, type FoldingRangeParams } from 'vscode-languageserver';
import { dockerFolds } from '../engine/docker-folding';
import type { Session } from './session';
import { pathOf } from './uri';

/** What can be folded in a Dockerfile; null elsewhere, so that editors fold by indentation as they do without us. */
export function foldingRanges(session: Session, { textDocument }: FoldingRangeParams): FoldingRange[] | null {
  const file = pathOf(textDocument.uri);
  const dockerfile = session.analysis.dockerfileOf(file);
  if (!dockerfile) return null;
  const lines = session.converterFor(file).lines(file);
  return dockerFolds(dockerfile).flatMap(({ kind, start, end }) => {
    const [startLine, endLine] = [lines.position(start).line, lines.position(end).line];
    return endLine > startLine ? [{ startLine, endLine, ...(kind === 'comment' && { kind: FoldingRangeKind.Comment }) }] : [];
  });
}
