import type { Model } from './client-node';
import { definitionOf } from './client-node-facts';
import { type DefinitionFacts, type Facts, type FieldFacts, type KindFacts, kindOf, leafOf, type TypeCode } from './facts';
import { splitModelName } from './names';

/** A minor for which no client-node was released: what its neighbours and another package say. */
export interface Gap {
  readonly minor: number;
  readonly before: Facts;
  readonly after: Facts;
  /** All minors before `before`. */
  readonly older: readonly Facts[];
  readonly witness: Facts;
  /** The witness keeps what is gone and lacks Lists (pulumi), instead of lacking status (cdk8s). */
  readonly witnessKeepsRemoved: boolean;
  /** Models that the next client-node forgot to delete, each with the last minor that had it. */
  readonly leftOver: ReadonlyMap<string, Model & { readonly minor: number }>;
  /** Fields of status that came with the minor behind the gap: `core.v1.PodStatus#resize`. No package says so. */
  readonly later: ReadonlySet<string>;
}

/** Reconstructs the facts of a minor between two others. */
export function fillGap(gap: Gap): Facts {
  const definitions = new Map<string, DefinitionFacts>();
  const { before, after, witness } = gap;
  const names = new Set([...before.definitions.keys(), ...after.definitions.keys(), ...witness.definitions.keys()]);
  for (const name of names) {
    if (!existed(name, gap)) continue;
    definitions.set(name, mergeDefinition(name, gap));
  }
  if (gap.witnessKeepsRemoved) addTransient(definitions, gap);
  const kinds = mergeKinds(definitions, gap);
  for (const { definition } of kinds) for (const name of [definition, `${definition}List`]) addTypeMeta(definitions.get(name));
  prune(definitions, kinds, gap);
  return { definitions, kinds, enums: new Map() };
}

/** True where a definition was there at the minor of the gap. */
function existed(name: string, gap: Gap): boolean {
  const { before, after, witness, witnessKeepsRemoved } = gap;
  const old = before.definitions.get(name);
  const young = after.definitions.get(name);
  const stated = witness.definitions.has(name);
  if (witnessKeepsRemoved && !old && !young) return false;
  if (witnessKeepsRemoved && old && !young && (leftOverOf(name, gap)?.minor ?? gap.minor) < gap.minor) return false;
  if ((old && young) || stated) return true;
  // Only one neighbour has it, and the witness does not: decisive, unless the witness never has types of this sort.
  const isList = name.endsWith('List');
  const covered = witnessKeepsRemoved ? !isList : !/(?:Status|Condition|List)$/.test(name);
  if (covered && !isOnlyInStatus(name, old ? before : after)) return false;
  const base = name.replace(/(?:Status|List|Condition)$/, '');
  const hasOwner = witness.definitions.has(base) || witness.definitions.has(`${base}Spec`);
  return hasOwner || !(isList || (covered && !/Status|Condition/.test(name)));
}

function leftOverOf(name: string, { leftOver }: Gap): (Model & { readonly minor: number }) | undefined {
  const [, version, kind] = name.split('.');
  for (const [model, left] of leftOver) {
    const split = splitModelName(model);
    if (split?.version === version && split?.kind === kind) return left;
  }
  return undefined;
}

function isOnlyInStatus(name: string, { definitions }: Facts): boolean {
  let used = false;
  for (const [user, { fields }] of definitions) {
    for (const [field, { type }] of fields) {
      if (leafOf(type) !== `@${name}`) continue;
      used = true;
      if (field !== 'status' && !/(?:Status|Condition)$/.test(user)) return false;
    }
  }
  return used;
}

function mergeDefinition(name: string, gap: Gap): DefinitionFacts {
  const old = gap.before.definitions.get(name);
  const young = gap.after.definitions.get(name);
  const stated = gap.witness.definitions.get(name);
  const fields = new Map<string, FieldFacts>();
  for (const field of new Set([...(old?.fields.keys() ?? []), ...(young?.fields.keys() ?? []), ...(stated?.fields.keys() ?? [])])) {
    const merged = mergeField(name, field, gap);
    if (merged) fields.set(field, merged);
  }
  return { description: (young ?? old ?? stated)?.description ?? '', fields };
}

function mergeField(name: string, field: string, gap: Gap): FieldFacts | undefined {
  const [old, young, stated] = [gap.before, gap.after, gap.witness].map((facts) => facts.definitions.get(name));
  const x = old?.fields.get(field);
  const y = young?.fields.get(field);
  const z = stated?.fields.get(field);
  if (x && y) {
    const isDecided = z !== undefined && !z.type.includes('?');
    return {
      type: isDecided && z.type !== y.type ? x.type : y.type,
      required: x.required === y.required ? x.required : (z ?? x).required,
      description: y.description || x.description,
    };
  }
  const one = x ?? y;
  if (one) {
    // cdk8s states neither status nor what every object has.
    const unspoken = !stated || (!(old && young) && ['status', 'apiVersion', 'kind'].includes(field));
    if (gap.later.has(`${name}#${field}`) || (!z && !unspoken)) return undefined;
    return z ? { ...one, required: z.required } : one;
  }
  const longGone = gap.witnessKeepsRemoved && gap.older.some(({ definitions }) => definitions.get(name)?.fields.has(field));
  return longGone || /^x-kubernetes/.test(field) ? undefined : z;
}

/** Definitions that only this minor had: their models were left over in the next release. */
function addTransient(definitions: Map<string, DefinitionFacts>, gap: Gap): void {
  const found: { readonly name: string; readonly model: Model }[] = [];
  for (const [modelName, model] of gap.leftOver) {
    const split = splitModelName(modelName);
    if (model.minor !== gap.minor || !split) continue;
    const ending = `.${split.version}.${split.kind}`;
    const item = split.kind.endsWith('List') ? [...definitions.keys()].find((name) => name.endsWith(ending.slice(0, -'List'.length))) : undefined;
    const name =
      [...definitions.keys(), ...gap.witness.definitions.keys()].find((one) => one.endsWith(ending)) ?? (item === undefined ? undefined : `${item}List`);
    if (name === undefined) continue;
    found.push({ name, model });
    if (!definitions.has(name)) definitions.set(name, { description: '', fields: new Map() });
  }
  for (const { name, model } of found) {
    const [group] = name.split('.');
    definitions.set(
      name,
      definitionOf(model, (inner) => {
        const split = splitModelName(inner);
        const ending = `.${split?.version}.${split?.kind}`;
        return definitions.has(group + ending)
          ? group + ending
          : [...definitions.keys(), 'meta.v1.Time', 'meta.v1.MicroTime'].find((one) => one.endsWith(ending));
      }),
    );
  }
}

function mergeKinds(definitions: ReadonlyMap<string, DefinitionFacts>, gap: Gap): KindFacts[] {
  const { before, after, witness, witnessKeepsRemoved } = gap;
  const neighbours = [...before.kinds, ...after.kinds];
  const kinds = new Map<string, KindFacts>();
  const hasIt = (list: readonly KindFacts[], kind: KindFacts) => list.some((one) => keyOf(one) === keyOf(kind));
  for (const kind of before.kinds) {
    if (definitions.has(kind.definition) && (hasIt(after.kinds, kind) || witness.definitions.has(kind.definition))) kinds.set(keyOf(kind), kind);
  }
  for (const kind of after.kinds) if (witness.definitions.has(kind.definition) && !kinds.has(keyOf(kind))) kinds.set(keyOf(kind), kind);
  for (const kind of [...witness.kinds, ...(witnessKeepsRemoved ? transientKinds(definitions, gap) : [])]) {
    if (hasIt(neighbours, kind) || NO_OBJECTS.test(kind.kind) || !definitions.get(kind.definition)?.fields.has('metadata')) continue;
    const like = neighbours.find((one) => one.kind === kind.kind && one.group === kind.group);
    kinds.set(keyOf(kind), { ...kind, plural: like?.plural ?? `${kind.kind.toLowerCase()}s`, namespaced: like?.namespaced ?? kind.namespaced });
  }
  return [...kinds.values()];
}

/** Kinds that cdk8s has classes for and that are no objects of their own. */
const NO_OBJECTS = /List$|^(?:Status|Scale|Eviction|TokenRequest)$/;

/** Kinds of which neither neighbour knows: their group is that of other kinds with the same prefix. */
function transientKinds(definitions: ReadonlyMap<string, DefinitionFacts>, { before, after }: Gap): KindFacts[] {
  const groups = new Map([...before.kinds, ...after.kinds].map(({ definition, group }) => [definition.split('.')[0] ?? '', group]));
  return [...definitions].flatMap(([name, { fields }]) => {
    const [prefix = '', version = ''] = name.split('.');
    const group = groups.get(prefix);
    const isNew = !before.definitions.has(name) && !after.definitions.has(name);
    if (!isNew || group === undefined || !fields.has('apiVersion') || !fields.has('metadata')) return [];
    return [{ group, version, kind: kindOf(name), plural: '', namespaced: true, definition: name }];
  });
}

function keyOf({ group, version, kind }: KindFacts): string {
  return `${group}/${version}/${kind}`;
}

function addTypeMeta(definition: DefinitionFacts | undefined): void {
  if (!definition || definition.fields.has('apiVersion')) return;
  for (const field of ['apiVersion', 'kind']) definition.fields.set(field, { type: 's', required: false, description: '' });
}

/** Takes away what no kind of this minor reaches. */
function prune(definitions: Map<string, DefinitionFacts>, kinds: readonly KindFacts[], { before, after }: Gap): void {
  const certain = [...definitions.keys()].filter(
    (name) => /^(?:meta|version|runtime)\./.test(name) || (before.definitions.has(name) && after.definitions.has(name)),
  );
  const found = new Set([...kinds.flatMap(({ definition }) => [definition, `${definition}List`]), ...certain]);
  for (const name of found) {
    for (const { type } of definitions.get(name)?.fields.values() ?? []) {
      const leaf: TypeCode = leafOf(type);
      if (leaf.startsWith('@')) found.add(leaf.slice(1));
    }
  }
  for (const name of definitions.keys()) if (!found.has(name)) definitions.delete(name);
}
