import { toMermaid } from '../engine/map/mermaid';
import { toSvg } from '../engine/map/svg';
import { mapWorkspace } from '../engine/map/workspace-map';
import { type Rehearsal, rehearse, STAGE_NAMES } from '../engine/rehearsal';
import type { Session } from './session';
import { uriOf } from './uri';

/** The map as the client's view shows it. */
export interface MapView {
  readonly svg: string;
  readonly mermaid: string;
  /** Namespaces and folders that the view can be narrowed to. */
  readonly groups: readonly string[];
  /** Where each node of the picture leads to, by its id. */
  readonly places: Readonly<Record<string, { readonly uri: string; readonly line: number }>>;
}

export function mapView(session: Session, { group }: { group?: string }): MapView {
  const { analysis, workspace } = session;
  const whole = mapWorkspace(analysis, workspace.folders[0] ?? '');
  const groups = [...new Set(whole.nodes.map((node) => node.group))].sort();
  const wanted = new Set(whole.nodes.filter((node) => group === undefined || node.group === group).map(({ id }) => id));
  // What a group leads to, or is led to from, belongs into the picture too.
  const edges = whole.edges.filter(({ from, to }) => wanted.has(from) || wanted.has(to));
  const shown = new Set([...wanted, ...edges.flatMap(({ from, to }) => [from, to])]);
  const map = { nodes: whole.nodes.filter(({ id }) => shown.has(id)), edges };
  const places = map.nodes.flatMap(({ id, at }) =>
    at ? [[id, { uri: uriOf(at.file), line: session.converterFor(at.file).range(at).start.line }] as const] : [],
  );
  return { svg: toSvg(map, ({ at }) => (at ? '#' : undefined)), mermaid: toMermaid(map), groups, places: Object.fromEntries(places) };
}

/** A rehearsal as the client's view shows it. */
export interface RehearsalView {
  readonly kind: string;
  readonly name: string;
  readonly uri: string;
  readonly line: number;
  readonly breaksAt: string | undefined;
  readonly stages: readonly {
    readonly stage: string;
    readonly verdict: 'passes' | 'risky' | 'breaks';
    readonly findings: readonly { readonly rule: string; readonly message: string; readonly uri: string; readonly line: number; readonly character: number }[];
  }[];
}

export function rehearsalView(session: Session, { name }: { name?: string }): RehearsalView[] {
  return rehearse(session.analysis, name).map((rehearsal) => toView(rehearsal, session));
}

function toView({ workload, stages, breaksAt }: Rehearsal, session: Session): RehearsalView {
  const converter = session.converterFor(workload.file);
  return {
    kind: workload.kind.value,
    name: workload.name?.value ?? '',
    uri: uriOf(workload.file),
    line: converter.range(workload.at).start.line,
    breaksAt: breaksAt && converter.say(STAGE_NAMES[breaksAt]),
    stages: stages.map(({ stage, verdict, reports }) => ({
      stage: converter.say(STAGE_NAMES[stage]),
      verdict,
      findings: reports.map(({ rule, at, message: said }) => {
        const { start } = session.converterFor(at.file).range(at);
        return { rule: rule.id, message: converter.say(said), uri: uriOf(at.file), ...start };
      }),
    })),
  };
}
