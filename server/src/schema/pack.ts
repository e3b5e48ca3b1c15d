import packed from '../../../schemas/kubernetes.json';

/** A definition of the Kubernetes API: its fields over all minors known. */
export interface Definition {
  readonly index: number;
  /** Short name, such as `core.v1.PodSpec`. */
  readonly name: string;
  readonly fields: ReadonlyMap<string, FieldFacts>;
}

export interface FieldFacts {
  readonly name: string;
  /** What the field is, minor by minor: almost always one segment. */
  readonly segments: readonly Segment[];
  /** First and last minor that has it, within the facts that are known. */
  readonly since: number;
  readonly last: number;
  /** The values the server accepts, where they are a closed list. */
  readonly allowed: readonly string[] | undefined;
}

/** The type of a field between two minors, both included. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly required: boolean;
  /** From the outside in: `[` a list of, `{` a map of. */
  readonly wraps: string;
  readonly leaf: Leaf;
  /** Of leaf `object`: the index of its definition. */
  readonly definition: number;
}

export type Leaf = 'object' | 'any' | 'string' | 'boolean' | 'integer' | 'number' | 'quantity' | 'int-or-string' | 'time' | 'bytes';

export interface KindFacts {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly definition: number;
  readonly since: number;
  readonly last: number;
}

/** The encoding is described in `schemas/README.md`. */
interface Pack {
  readonly min: number;
  readonly max: number;
  readonly names: readonly string[];
  readonly defs: readonly Readonly<Record<string, string>>[];
  readonly gvk: readonly (readonly [
    group: string,
    version: string,
    kind: string,
    plural: string,
    namespaced: number,
    definition: number,
    since: number,
    last: number,
  ])[];
  readonly ev: readonly string[];
  readonly enums: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const PACK = packed as Pack;

export const DEFINITION_COUNT = PACK.defs.length;

/** Lists in the sources that the server does not close. */
const OPEN_LISTS = new Set([
  'core.v1.PodReadinessGate#conditionType',
  'core.v1.LimitRangeItem#type',
  'core.v1.PersistentVolumeClaimStatus#allocatedResourceStatuses',
]);

const LEAVES: Readonly<Record<string, Leaf>> = {
  '*': 'any',
  s: 'string',
  b: 'boolean',
  i: 'integer',
  I: 'integer',
  n: 'number',
  q: 'quantity',
  x: 'int-or-string',
  t: 'time',
  y: 'bytes',
};

const definitions: (Definition | undefined)[] = [];

/** The definition with an index; decoded when it is first asked for. */
export function definition(index: number): Definition {
  const known = definitions[index];
  if (known) return known;
  const name = PACK.names[index] ?? '';
  const fields = new Map<string, FieldFacts>();
  for (const [field, encoded] of Object.entries(PACK.defs[index] ?? {})) fields.set(field, decodeField(index, name, field, encoded));
  const decoded = { index, name, fields };
  definitions[index] = decoded;
  return decoded;
}

function decodeField(index: number, definitionName: string, name: string, encoded: string): FieldFacts {
  const segments = encoded.split('|').map(decodeSegment);
  const list = OPEN_LISTS.has(`${definitionName}#${name}`) ? undefined : PACK.enums[index]?.[name];
  return {
    name,
    segments,
    since: Math.min(...segments.map(({ from }) => from)),
    last: Math.max(...segments.map(({ to }) => to)),
    allowed: list === undefined ? undefined : PACK.ev[list]?.split('|'),
  };
}

function decodeSegment(encoded: string): Segment {
  const match = /^(!?)([[{]*)(@(\d+)|.)(?:\+(\d+))?(?:-(\d+))?$/.exec(encoded);
  if (!match) throw new Error(`The pack holds a segment that cannot be decoded: ${encoded}`);
  const [, required, wraps = '', leaf = '*', reference, from, to] = match;
  return {
    from: from === undefined ? 0 : Number(from),
    to: to === undefined ? Number.MAX_SAFE_INTEGER : Number(to),
    required: required === '!',
    wraps,
    leaf: reference === undefined ? (LEAVES[leaf] ?? 'any') : 'object',
    definition: reference === undefined ? -1 : Number(reference),
  };
}

let kinds: Map<string, KindFacts[]> | undefined;

/** The kinds with a name, of all groups and versions. */
export function kindsNamed(kind: string): readonly KindFacts[] {
  kinds ??= indexKinds();
  return kinds.get(kind) ?? [];
}

/** A kind as it is served; undefined where no minor known serves it. */
export function kindFacts(group: string, version: string, kind: string): KindFacts | undefined {
  return kindsNamed(kind).find((facts) => facts.group === group && facts.version === version);
}

/** Every kind, in the order of the pack. */
export function allKinds(): readonly KindFacts[] {
  kinds ??= indexKinds();
  return [...kinds.values()].flat();
}

function indexKinds(): Map<string, KindFacts[]> {
  const index = new Map<string, KindFacts[]>();
  for (const [group, version, kind, plural, namespaced, own, since, last] of PACK.gvk) {
    const facts = { group, version, kind, plural, namespaced: namespaced === 1, definition: own, since, last };
    const list = index.get(kind);
    if (list) list.push(facts);
    else index.set(kind, [facts]);
  }
  return index;
}

let groups: Set<string> | undefined;

/** True for the API groups of Kubernetes itself; other groups are custom resources. */
export function isCoreGroup(group: string): boolean {
  groups ??= new Set(allKinds().map((facts) => facts.group));
  return groups.has(group);
}
