import { type KindFacts, Pack, type PackDefinition, type PackFile } from './pack-file';

export type { KindFacts, PackDefinition } from './pack-file';

let loaded: Pack | undefined;

/** Kubernetes' own definitions, read when they are first needed: what holds no Kubernetes object does not wait for them. */
export function corePack(): Pack {
  loaded ??= new Pack(require('../../../schemas/kubernetes.json') as PackFile);
  return loaded;
}

export function definitionCount(): number {
  return corePack().size;
}

/** The definition with an index; decoded when it is first asked for. */
export function definition(index: number): PackDefinition {
  return corePack().definition(index);
}

/** The definition with a short name, such as `core.v1.PodSpec`. */
export function definitionNamed(name: string): PackDefinition | undefined {
  return corePack().named(name);
}

/** The kinds with a name, of all groups and versions. */
export function kindsNamed(kind: string): readonly KindFacts[] {
  return corePack().kindsNamed(kind);
}

/** A kind as it is served; undefined where no minor known serves it. */
export function kindFacts(group: string, version: string, kind: string): KindFacts | undefined {
  return kindsNamed(kind).find((facts) => facts.group === group && facts.version === version);
}

/** The definition of an object of one of Kubernetes' own kinds; undefined where no minor known serves it. */
export function definitionOf(object: {
  readonly group: string;
  readonly version: string;
  readonly kind: { readonly value: string };
}): PackDefinition | undefined {
  const facts = kindFacts(object.group, object.version, object.kind.value);
  return facts && definition(facts.definition);
}

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf({ group, version }: { readonly group: string; readonly version: string }): string {
  return group === '' ? version : `${group}/${version}`;
}

/** Every kind, in the order of the pack. */
export function allKinds(): readonly KindFacts[] {
  return corePack().kinds;
}

let groups: Set<string> | undefined;

/** True for the API groups of Kubernetes itself; other groups are custom resources. */
export function isCoreGroup(group: string): boolean {
  groups ??= new Set(allKinds().map((facts) => facts.group));
  return groups.has(group);
}
