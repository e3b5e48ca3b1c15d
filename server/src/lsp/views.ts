import type { CancellationToken } from 'vscode-languageserver';
import { toMermaid } from '../engine/map/mermaid';
import { toSvg } from '../engine/map/svg';
import { groupOf, mapWorkspace, narrow } from '../engine/map/workspace-map';
import { type Rehearsal, rehearse, STAGE_NAMES, UNREACHED, verdictOf } from '../engine/rehearsal';
import type { Report } from '../engine/report';
import { render } from '../text/message';
import type { Span } from '../text/span';
import { translator } from '../workspace/pages';
import type { MapView, OfMap, OfWorkload, Place, RehearsalView } from './requests';
import type { Session } from './session';
import { uriOf } from './uri';

/**
 * Checks every file, and lets whatever else is asked come in between: of a large workspace that takes seconds, which
 * nobody who types should notice. Undefined where the client gave up waiting.
 */
async function checkEverything(session: Session, token: CancellationToken): Promise<ReportsOf | undefined> {
  const reports = new Map<string, readonly Report[]>();
  for (const file of session.analysis.files) {
    if (token.isCancellationRequested) return undefined;
    reports.set(file, session.reportsOf(file));
    await new Promise<void>((done) => setImmediate(done));
  }
  return (file) => reports.get(file) ?? [];
}

type ReportsOf = (file: string) => readonly Report[];

/** The workspace drawn, narrowed to a group where one is asked for. */
export async function mapView(session: Session, { by, group }: OfMap, token: CancellationToken): Promise<MapView | null> {
  const reportsOf = await checkEverything(session, token);
  if (!reportsOf) return null;
  const whole = mapWorkspace(session.analysis.project, session.workspace.folders[0] ?? '', reportsOf);
  const groups = [...new Set(whole.nodes.map((node) => groupOf(node, by)))].sort();
  // A group that is gone, because somebody edits, leaves no empty picture.
  const map = group === undefined || !groups.includes(group) ? whole : narrow(whole, (node) => groupOf(node, by) === group);
  const places = map.nodes.flatMap(({ id, at }) => (at ? [[id, placeOf(at, session)] as const] : []));
  return {
    svg: toSvg(
      map,
      by,
      ({ at }) => (at ? '#' : undefined),
      (said) => render(said, translator(session.languageFor())),
    ),
    mermaid: toMermaid(map, by),
    groups,
    places: Object.fromEntries(places),
    objects: map.nodes.length,
    errors: sum(map.nodes.map(({ errors }) => errors)),
    warnings: sum(map.nodes.map(({ warnings }) => warnings)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** Every workload's deployment, stage by stage, or that of the named ones. */
export async function rehearsalView(session: Session, { name }: OfWorkload, token: CancellationToken): Promise<RehearsalView[] | null> {
  const reportsOf = await checkEverything(session, token);
  return reportsOf ? rehearse(session.analysis.project, reportsOf, name).map((rehearsal) => toView(rehearsal, session)) : null;
}

function toView({ workload, stages, breaksAt }: Rehearsal, session: Session): RehearsalView {
  const converter = session.converterFor(workload.file);
  return {
    kind: workload.kind.value,
    name: workload.name?.value ?? '',
    ...placeOf(workload.at, session),
    breaks: breaksAt !== undefined,
    verdict: converter.say(verdictOf(breaksAt)),
    stages: stages.map(({ stage, verdict, reports }) => ({
      stage: converter.say(STAGE_NAMES[stage]),
      verdict,
      remark: verdict === 'unreached' ? converter.say(UNREACHED) : undefined,
      findings: reports.map(({ rule, severity, at, message: said }) => ({
        rule: rule.id,
        severity: severity === 'error' ? 'error' : 'warning',
        message: converter.say(said),
        ...placeOf(at, session),
      })),
    })),
  };
}

function placeOf(at: Span, session: Session): Place {
  return { uri: uriOf(at.file), ...session.converterFor(at.file).range(at).start };
}
