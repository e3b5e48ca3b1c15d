import type { Facts, FieldFacts, KindFacts } from './facts';
import type { DatedValues } from './value-lists';

/** A kind: whether it lies in namespaces (0 or 1), the index of its definition, and its first and last minor. */
export type KindRow = readonly [
  group: string,
  version: string,
  kind: string,
  plural: string,
  namespaced: number,
  definition: number,
  since: number,
  last: number,
];

/** What `kubernetes.json` holds. `schemas/README.md` explains the encoding. */
export interface Pack {
  readonly min: number;
  readonly max: number;
  readonly names: readonly string[];
  readonly definitions: readonly Readonly<Record<string, string>>[];
  readonly kinds: readonly KindRow[];
  readonly lists: readonly string[];
  readonly enums: Readonly<Record<number, Readonly<Record<string, number>>>>;
}

/** Joins the facts of all minors: what is the same everywhere is written once, the rest with its minors. */
export function buildPack(minors: ReadonlyMap<number, Facts>, values: ReadonlyMap<string, DatedValues>): Pack {
  const all = [...minors.keys()];
  const names = [...new Set([...minors.values()].flatMap(({ definitions }) => [...definitions.keys()]))].sort();
  const indexes = new Map(names.map((name, index) => [name, index]));
  const lists = new Lists();
  return {
    min: Math.min(...all),
    max: Math.max(...all),
    names,
    definitions: names.map((name) => encodeDefinition(name, minors, indexes)),
    kinds: encodeKinds(minors, indexes),
    enums: byField(values, indexes, minors, (list) => lists.indexOf(list)),
    lists: lists.texts,
  };
}

function encodeDefinition(name: string, minors: ReadonlyMap<number, Facts>, indexes: ReadonlyMap<string, number>): Record<string, string> {
  const present = [...minors.keys()].filter((minor) => minors.get(minor)?.definitions.has(name));
  const fields = new Set(present.flatMap((minor) => [...(minors.get(minor)?.definitions.get(name)?.fields.keys() ?? [])]));
  const encoded: Record<string, string> = {};
  for (const field of [...fields].sort()) {
    const segments: { readonly text: string; readonly from: number; to: number }[] = [];
    for (const [index, minor] of present.entries()) {
      const facts = minors.get(minor)?.definitions.get(name)?.fields.get(field);
      if (!facts) continue;
      const text = encodeField(facts, indexes);
      const last = segments.at(-1);
      if (last?.text === text && last.to === present[index - 1]) last.to = minor;
      else segments.push({ text, from: minor, to: minor });
    }
    encoded[field] = segments.map(({ text, from, to }) => `${text}${from === present[0] ? '' : `+${from}`}${to === present.at(-1) ? '' : `-${to}`}`).join('|');
  }
  return encoded;
}

function encodeField({ type, required }: FieldFacts, indexes: ReadonlyMap<string, number>): string {
  const code = type.replace(/@(.+)$/, (_, name: string) => (indexes.has(name) ? `@${indexes.get(name)}` : '*')).replace(/\?.*$/, '*');
  return (required ? '!' : '') + code;
}

function encodeKinds(minors: ReadonlyMap<number, Facts>, indexes: ReadonlyMap<string, number>): Pack['kinds'] {
  const found = new Map<string, { kind: KindFacts; readonly since: number; last: number }>();
  for (const [minor, { kinds }] of minors) {
    for (const kind of kinds) {
      const key = `${kind.group}/${kind.version}/${kind.kind}`;
      const known = found.get(key);
      if (known && known.last !== minor - 1)
        throw new Error(`${key} is not served at ${known.last + 1}, but before and after: one pair of minors cannot say that`);
      found.set(key, { kind, since: known?.since ?? minor, last: minor });
    }
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { kind, since, last }]) => [
      kind.group,
      kind.version,
      kind.kind,
      kind.plural,
      kind.namespaced ? 1 : 0,
      indexes.get(kind.definition) ?? -1,
      since,
      last,
    ]);
}

/** `core.v1.Pod#spec` -> value, regrouped by the index of the definition. */
function byField<V>(
  facts: ReadonlyMap<string, V>,
  indexes: ReadonlyMap<string, number>,
  minors: ReadonlyMap<number, Facts>,
  encode: (value: V) => number,
): Record<number, Record<string, number>> {
  const grouped: Record<number, Record<string, number>> = {};
  for (const [key, value] of [...facts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [name = '', field = ''] = key.split('#');
    const index = indexes.get(name);
    if (index === undefined || ![...minors.values()].some(({ definitions }) => definitions.get(name)?.fields.has(field))) continue;
    grouped[index] ??= {};
    (grouped[index] as Record<string, number>)[field] = encode(value);
  }
  return grouped;
}

/** Lists of values, each written once: `Local|Cluster`, `Exists|Gt@35`. */
class Lists {
  readonly texts: string[] = [];

  indexOf(values: DatedValues): number {
    const text = values.map(({ value, since }) => (since === undefined ? value : `${value}@${since}`)).join('|');
    if (!this.texts.includes(text)) this.texts.push(text);
    return this.texts.indexOf(text);
  }
}
