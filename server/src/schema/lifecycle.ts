import rows from '../../../schemas/lifecycle.json';
import { type KindFacts, kindFacts } from './pack';

/** What becomes of a version of a kind, as minors of Kubernetes 1.x. Sources: see `schemas/README.md`. */
export interface Lifecycle {
  readonly deprecated: number | undefined;
  /** The first minor that does not serve it. Beyond the newest minor known, this is announced and no fact yet. */
  readonly removed: number | undefined;
  /** What to write instead; undefined where there is nothing. */
  readonly replacement: GroupVersionKind | undefined;
}

export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

type Row = readonly [group: string, version: string, kind: string, deprecated: number, removed: number, replacement: string, sources: string];

let index: Map<string, Lifecycle> | undefined;

/** Undefined for what stays. */
export function lifecycleOf(group: string, version: string, kind: string): Lifecycle | undefined {
  index ??= new Map((rows as readonly Row[]).map((row) => [`${row[0]}/${row[1]}/${row[2]}`, fromRow(row)]));
  return index.get(`${group}/${version}/${kind}`);
}

/** The first and last minor that serves a kind; 0 where it is older than the facts, undefined where none ever did. */
export function servedMinors(group: string, version: string, kind: string): Pick<KindFacts, 'since' | 'last'> | undefined {
  const facts = kindFacts(group, version, kind);
  const removed = lifecycleOf(group, version, kind)?.removed;
  return facts ?? (removed === undefined ? undefined : { since: 0, last: removed - 1 });
}

function fromRow([, , , deprecated, removed, replacement]: Row): Lifecycle {
  const [group = '', version = '', kind = ''] = replacement.split('/');
  return {
    deprecated: deprecated === 0 ? undefined : deprecated,
    removed: removed === 0 ? undefined : removed,
    replacement: replacement === '' ? undefined : { group, version, kind },
  };
}
