import type { Value } from '../../model/object';
import type { Pod } from '../../model/pod';

/** A term of pod affinity or anti-affinity: which pods, and in what kind of place. */
export interface AffinityTerm {
  readonly value: Value;
  readonly kind: 'podAffinity' | 'podAntiAffinity';
  readonly required: boolean;
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

export function affinityTerms({ value }: Pod): AffinityTerm[] {
  return (['podAffinity', 'podAntiAffinity'] as const).flatMap((kind) => {
    const required = value.items('affinity', kind, REQUIRED).map((term) => ({ value: term, kind, required: true }));
    const preferred = value.items('affinity', kind, PREFERRED).flatMap((item) => item.given('podAffinityTerm') ?? []);
    return [...required, ...preferred.map((term) => ({ value: term, kind, required: false }))].filter((term) => term.value.kind === 'map');
  });
}

export function spreadConstraints({ value }: Pod): readonly Value[] {
  return value.items('topologySpreadConstraints').filter(({ kind }) => kind === 'map');
}

/** The terms of node affinity, required ones first. */
export function nodeTerms({ value }: Pod): Value[] {
  const required = value.items('affinity', 'nodeAffinity', REQUIRED, 'nodeSelectorTerms');
  const preferred = value.items('affinity', 'nodeAffinity', PREFERRED).flatMap((item) => item.given('preference') ?? []);
  return [...required, ...preferred];
}

/** The items with a `weight`. */
export function weightedTerms({ value }: Pod): Value[] {
  return ['nodeAffinity', 'podAffinity', 'podAntiAffinity'].flatMap((kind) => value.items('affinity', kind, PREFERRED));
}

export function requiredNodeTerms({ value }: Pod): Value | undefined {
  return value.given('affinity', 'nodeAffinity', REQUIRED);
}
