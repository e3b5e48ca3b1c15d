import type { Facts } from './facts';
import type { Gathered } from './gather';

/** What `descriptions.json.br` holds, in the order of the pack's definitions. */
export interface Descriptions {
  /** Every text once. */
  readonly texts: readonly string[];
  /** The text of a definition (-1 where there is none) and those of its fields. */
  readonly definitions: readonly (readonly [own: number, fields: Readonly<Record<string, number>>])[];
  /** By `core.v1.PodSpec#hostUsers`: the feature gate that a text names, and the first and last minor whose text does. */
  readonly gates: Readonly<Record<string, readonly [gate: string, since: number, last: number]>>;
}

/** The newest text of every definition and field, whichever source has it. */
export function gatherDescriptions(names: readonly string[], { minors, cdk8s, models }: Gathered): Descriptions {
  const texts = new Map<string, number>();
  const put = (text: string) => {
    const clean = text.replace(/\s+/g, ' ').trim();
    if (clean === '') return -1;
    const known = texts.get(clean) ?? texts.size;
    texts.set(clean, known);
    return known;
  };
  const newestFirst = (facts: ReadonlyMap<number, Facts>) => [...facts].sort(([a], [b]) => b - a).map(([, one]) => one);
  const sources = [...newestFirst(minors), ...newestFirst(cdk8s), ...newestFirst(models)];
  const find = (text: (facts: Facts) => string | undefined) => put(sources.map(text).find((one) => one !== undefined && one !== '') ?? '');
  const definitions = names.map((name): [number, Record<string, number>] => {
    const fields = new Set([...minors.values()].flatMap(({ definitions: all }) => [...(all.get(name)?.fields.keys() ?? [])]));
    const described: Record<string, number> = {};
    for (const field of [...fields].sort()) {
      // Every object has these two, and every reader knows them.
      const text = field === 'apiVersion' || field === 'kind' ? -1 : find(({ definitions: all }) => all.get(name)?.fields.get(field)?.description);
      if (text >= 0) described[field] = text;
    }
    return [find(({ definitions: all }) => all.get(name)?.description), described];
  });
  return { definitions, texts: [...texts.keys()], gates: gatherGates(minors) };
}

/** A gate is named as `the FooBar feature gate`, `feature gate FooBar`, or `featuregate` in old texts. */
const GATE = /`?\b((?:[A-Z][a-z]+\w*|[A-Z]{2,}\w*[a-z]\w*))`? +feature[- ]?gates?\b|\bfeature[- ]?gates? +(?:named |called )?`?((?:[A-Z][a-z]+){2,}\w*)`?/i;

function gatherGates(minors: ReadonlyMap<number, Facts>): Record<string, [string, number, number]> {
  const gates: Record<string, [string, number, number]> = {};
  for (const [minor, { definitions }] of minors) {
    for (const [name, { fields }] of definitions) {
      for (const [field, { description }] of fields) {
        const match = GATE.exec(description);
        const gate = match?.[1] ?? match?.[2];
        if (gate === undefined || !/^[A-Z]\w+[A-Z]\w*/.test(gate)) continue;
        const known = gates[`${name}#${field}`];
        gates[`${name}#${field}`] = [gate, known?.[1] ?? minor, minor];
      }
    }
  }
  return Object.fromEntries(Object.entries(gates).sort(([a], [b]) => (a < b ? -1 : 1)));
}
