import type { DocumentKind } from '../classify';
import type { SourceDocument } from '../document';
import { pipelineStatements } from './pipelines';

/** Documents that say how images are built, or make objects that no file holds. */
export const BUILD_KINDS: ReadonlySet<DocumentKind> = new Set<DocumentKind>(['skaffold', 'compose']);

export function holdsData(documents: readonly SourceDocument[]): boolean {
  return documents.some(({ objects }) => objects.some(({ kind }) => kind.value === 'ConfigMap'));
}

export function statesBuilds(documents: readonly SourceDocument[]): boolean {
  return documents.some((document) => {
    const { kind } = document.classification;
    return BUILD_KINDS.has(kind) || (kind === 'configuration' && (/\.ko\.ya?ml$/.test(document.file) || pipelineStatements(document).length > 0));
  });
}
