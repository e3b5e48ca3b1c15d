/** The Kubernetes versions that files must run on, as minor numbers: `{ from: 29, to: 34 }` is 1.29 to 1.34. */
export interface KubernetesRange {
  readonly from: number;
  readonly to: number;
}

/** The oldest and the newest minor that Seaworthy has facts about. */
export const KNOWN_VERSIONS: KubernetesRange = { from: 18, to: 36 };

/** The newest four minors known: about what is supported upstream at one time. */
export const DEFAULT_RANGE: KubernetesRange = { from: KNOWN_VERSIONS.to - 3, to: KNOWN_VERSIONS.to };

/** Why a range cannot be used. */
export type RangeProblem = 'malformed' | 'reversed' | 'unknown';

/** Reads `1.29 - 1.34`, `1.29-1.34`, `1.29..1.34` or a single version; patch levels and a `v` are passed over. */
export function parseRange(text: string): KubernetesRange | RangeProblem {
  const match = /^\s*v?1\.(\d+)(?:\.\d+)?(?:\s*(?:-|\.\.|to|–)\s*v?1\.(\d+)(?:\.\d+)?)?\s*$/.exec(text);
  if (!match) return 'malformed';
  const from = Number(match[1]);
  const to = match[2] === undefined ? from : Number(match[2]);
  if (from > to) return 'reversed';
  return from < KNOWN_VERSIONS.from || to > KNOWN_VERSIONS.to ? 'unknown' : { from, to };
}

/** `1.29 - 1.34`, or `1.30` for a single version. */
export function showRange({ from, to }: KubernetesRange): string {
  return from === to ? `1.${from}` : `1.${from} - 1.${to}`;
}
