import rows from '../../../schemas/lifecycle.json';

/** When a kind came and goes, as minors of Kubernetes 1.x. Sources: see `schemas/README.md`. */
export interface Lifecycle {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** 0 where it is older than what is known. */
  readonly introduced: number;
  readonly deprecated: number | undefined;
  /** The first minor that no longer serves it. */
  readonly removed: number | undefined;
  /** `group/version/Kind` to write instead; undefined where there is none. */
  readonly replacement: string | undefined;
  /** The removal is announced and lies beyond the newest minor known. */
  readonly planned: boolean;
}

type Row = readonly [
  group: string,
  version: string,
  kind: string,
  introduced: number,
  deprecated: number,
  removed: number,
  replacement: string,
  planned: number,
];

let index: Map<string, Lifecycle> | undefined;

export function lifecycleOf(group: string, version: string, kind: string): Lifecycle | undefined {
  index ??= new Map((rows as readonly Row[]).map((row) => [`${row[0]}/${row[1]}/${row[2]}`, fromRow(row)]));
  return index.get(`${group}/${version}/${kind}`);
}

function fromRow([group, version, kind, introduced, deprecated, removed, replacement, planned]: Row): Lifecycle {
  return {
    group,
    version,
    kind,
    introduced,
    deprecated: deprecated === 0 ? undefined : deprecated,
    removed: removed === 0 ? undefined : removed,
    replacement: replacement === '' ? undefined : replacement,
    planned: planned === 1,
  };
}
