import type { DocumentKind } from '../classify';
import type { SourceDocument } from '../document';
import { makesConfig } from '../made-at-run-time';
import { choosesKoBase } from './ko-images';
import { pipelineStatements } from './pipelines';

/** Documents that say how images are built, or make objects that no file holds. */
export const BUILD_KINDS: ReadonlySet<DocumentKind> = new Set<DocumentKind>(['skaffold', 'compose']);

/** True where a ConfigMap may say something else than before, or something may make one of its name. */
export function holdsData(documents: readonly SourceDocument[]): boolean {
  return documents.some(({ objects }) => objects.some(({ kind }) => kind.value === 'ConfigMap' || makesConfig(kind.value)));
}

export function statesBuilds(documents: readonly SourceDocument[]): boolean {
  return documents.some((document) => {
    const { kind } = document.classification;
    if (BUILD_KINDS.has(kind)) return true;
    if (kind !== 'configuration') return false;
    return /\.ko\.ya?ml$/.test(document.file) || choosesKoBase(document.source.text) || pipelineStatements(document).length > 0;
  });
}
