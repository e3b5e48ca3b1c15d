import { allRules } from '../engine/catalogue';
import { newSettings, setKubernetes } from '../engine/write-settings';
import { KNOWN_VERSIONS, showRange } from '../model/kubernetes-range';
import type { Edit } from '../text/edit';
import { render } from '../text/message';
import { translator } from '../workspace/pages';
import type { KubernetesVersions, RuleSummary, SetKubernetes, Status } from './requests';
import type { Session } from './session';
import { pathOf } from './uri';

/** What the status item shows of a document. The client turns it into words. */
export function statusOf(session: Session, uri: string): Status {
  const file = pathOf(uri);
  const { analysis, workspace } = session;
  const settings = analysis.settingsOf(file);
  const lines = session.converterFor(file).lines(file);
  const translate = translator(session.languageFor(file));
  const documents = analysis
    .documentsOf(file)
    .filter(({ classification }) => classification.kind !== 'empty')
    .map(({ classification, source, root }) => ({
      kind: classification.kind,
      // Shown as plain text, without marks around names.
      reason: render(classification.reason, translate).replaceAll('`', ''),
      line: lines.position(root?.at.start ?? source.origin.offset).line,
    }));
  const kind = analysis.kindOf(file);
  const problem = workspace.configurationProblem(file);
  return {
    kubernetes: showRange(settings.kubernetes),
    profile: settings.profile,
    documents: documents.length === 0 && kind !== undefined && kind !== 'yaml' ? [{ kind, reason: '', line: 0 }] : documents,
    reading: session.isStarting || workspace.isReading,
    ignored: workspace.isIgnored(file),
    configuration: analysis.configurationOf(file),
    configurationProblem: problem && render(problem, translate).replaceAll('`', ''),
  };
}

export function kubernetesVersions(session: Session, uri: string): KubernetesVersions {
  const known = Array.from({ length: KNOWN_VERSIONS.to - KNOWN_VERSIONS.from + 1 }, (_, index) => KNOWN_VERSIONS.from + index);
  return { known, ...session.analysis.settingsOf(pathOf(uri)).kubernetes };
}

/** The edits that state the versions in the configuration file that holds for a document; undefined where none does. */
export function kubernetesEdits(session: Session, { uri, from, to }: SetKubernetes): Edit[] | undefined {
  const file = session.analysis.configurationOf(pathOf(uri));
  const text = file === undefined ? undefined : session.workspace.textOf(file);
  return file === undefined || text === undefined ? undefined : setKubernetes(file, text, { from, to });
}

/** The text of a new configuration file. */
export function configurationText(session: Session): string {
  return newSettings(session.analysis.settingsOf(''), translator(session.languageFor()));
}

export function ruleSummaries(session: Session): RuleSummary[] {
  const translate = translator(session.languageFor());
  return allRules.map(({ id, summary }) => ({ id, summary: translate?.(summary) ?? summary }));
}
