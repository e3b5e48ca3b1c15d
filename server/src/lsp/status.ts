import { showRange } from '../model/kubernetes-range';
import type { Session } from './session';
import { pathOf } from './uri';

/** What the status item shows of a document. The client turns it into words. */
export interface Status {
  /** The Kubernetes versions that it is checked for. */
  readonly kubernetes: string;
  readonly profile: string;
  /** What each YAML document in it was taken for, and why; one entry with the file's kind for other files. */
  readonly documents: readonly { readonly kind: string; readonly reason: string; readonly line: number }[];
  readonly reading: boolean;
  /** The configuration file that holds for it. */
  readonly configuration: string | undefined;
}

export function statusOf(session: Session, uri: string): Status {
  const file = pathOf(uri);
  const { analysis, workspace } = session;
  const settings = analysis.settingsOf(file);
  const lines = session.converterFor(file).lines(file);
  const documents = analysis
    .documentsOf(file)
    .filter(({ classification }) => classification.kind !== 'empty')
    .map(({ classification, source }) => ({ kind: classification.kind, reason: classification.reason, line: lines.position(source.origin.offset).line }));
  const kind = analysis.kindOf(file);
  return {
    kubernetes: showRange(settings.kubernetes),
    profile: settings.profile,
    documents: documents.length === 0 && kind !== undefined && kind !== 'yaml' ? [{ kind, reason: '', line: 0 }] : documents,
    reading: workspace.isReading,
    configuration: analysis.configurationOf(file),
  };
}
