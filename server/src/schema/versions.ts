import { type GroupVersionKind, lifecycleOf } from './lifecycle';
import { allKinds, type KindFacts, kindsNamed } from './pack';

export interface MinorRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The versions of a kind that can stand for another one, best first: those that every minor of the range serves, then
 * stable ones before betas, then newer ones. A kind that moved to another group is followed there.
 */
export function versionsFor({ group, kind, version }: GroupVersionKind, range: MinorRange): readonly KindFacts[] {
  const replacement = lifecycleOf(group, version, kind)?.replacement;
  const groups = new Set([group, replacement?.group]);
  const named = kindsNamed(replacement?.kind ?? kind).filter((facts) => groups.has(facts.group) && (facts.group !== group || facts.version !== version));
  return named.toSorted((a, b) => Number(isServed(b, range)) - Number(isServed(a, range)) || rankOf(b.version) - rankOf(a.version));
}

/** Whether every minor of a range serves a kind. */
export function isServed({ since, last }: { readonly since: number; readonly last: number }, { from, to }: MinorRange): boolean {
  return since <= from && last >= to;
}

/** `v2` before `v1` before `v2beta2` before `v1beta1` before `v1alpha1`: the order of the API server. */
function rankOf(version: string): number {
  const [, major = '0', stage, minor = '0'] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? [];
  const stability = stage === undefined ? 2 : stage === 'beta' ? 1 : 0;
  return stability * 1e6 + Number(major) * 1e3 + Number(minor);
}

/** The best version of every kind with this name, whatever its group. */
export function homesOfKind(kind: string, range: MinorRange): readonly KindFacts[] {
  const best = new Map<string, KindFacts>();
  const ordered = kindsNamed(kind).toSorted((a, b) => Number(isServed(b, range)) - Number(isServed(a, range)) || rankOf(b.version) - rankOf(a.version));
  for (const facts of ordered) if (!best.has(facts.group)) best.set(facts.group, facts);
  // The old groups of what moved are no homes.
  return [...best.values()].filter((facts) => facts.last >= range.from || best.size === 1);
}

/** The kinds of a group and version. */
export function kindsIn(group: string, version: string): readonly KindFacts[] {
  return allKinds().filter((facts) => facts.group === group && facts.version === version);
}
