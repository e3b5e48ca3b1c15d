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
  readonly allowed: readonly AllowedValue[] | undefined;
}

export interface AllowedValue {
  readonly value: string;
  /** The first minor that accepts it; 0 where it is as old as the list. */
  readonly since: number;
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
  readonly definitions: readonly Readonly<Record<string, string>>[];
  readonly kinds: readonly (readonly [
    group: string,
    version: string,
    kind: string,
    plural: string,
    namespaced: number,
    definition: number,
    since: number,
    last: number,
  ])[];
  readonly lists: readonly string[];
  readonly enums: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

let loaded: Pack | undefined;

/** The facts, read when they are first needed: what holds no Kubernetes object does not wait for them. */
function pack(): Pack {
  loaded ??= require('../../../schemas/kubernetes.json') as Pack;
  return loaded;
}

export function definitionCount(): number {
  return pack().definitions.length;
}

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
  const name = pack().names[index] ?? '';
  const fields = new Map<string, FieldFacts>();
  for (const [field, encoded] of Object.entries(pack().definitions[index] ?? {})) fields.set(field, decodeField(index, field, encoded));
  const decoded = { index, name, fields };
  definitions[index] = decoded;
  return decoded;
}

function decodeField(index: number, name: string, encoded: string): FieldFacts {
  const segments = encoded.split('|').map(decodeSegment);
  const list = pack().enums[index]?.[name];
  return {
    name,
    segments,
    since: Math.min(...segments.map(({ from }) => from)),
    last: Math.max(...segments.map(({ to }) => to)),
    allowed: list === undefined ? undefined : pack().lists[list]?.split('|').map(decodeValue),
  };
}

function decodeValue(encoded: string): AllowedValue {
  const [value = '', since] = encoded.split('@');
  return { value, since: since === undefined ? 0 : Number(since) };
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

let byName: Map<string, number> | undefined;

/** The definition with a short name, such as `core.v1.PodSpec`. */
export function definitionNamed(name: string): Definition | undefined {
  byName ??= new Map(pack().names.map((one, index) => [one, index]));
  const index = byName.get(name);
  return index === undefined ? undefined : definition(index);
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

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf({ group, version }: { readonly group: string; readonly version: string }): string {
  return group === '' ? version : `${group}/${version}`;
}

/** Every kind, in the order of the pack. */
export function allKinds(): readonly KindFacts[] {
  kinds ??= indexKinds();
  return [...kinds.values()].flat();
}

function indexKinds(): Map<string, KindFacts[]> {
  const index = new Map<string, KindFacts[]>();
  for (const [group, version, kind, plural, namespaced, own, since, last] of pack().kinds) {
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
