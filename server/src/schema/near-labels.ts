import { suggest } from './suggest';

/** How the labels of a pod compare with what a selector asks for. */
export interface LabelComparison {
  readonly equal: number;
  /** Keys whose value looks like a slip of what is asked for. */
  readonly similar: readonly string[];
  /** Keys with quite another value, and keys that the pod has not. */
  readonly other: readonly string[];
}

export function compareLabels(
  asked: ReadonlyMap<string, { readonly value: string }>,
  labels: ReadonlyMap<string, { readonly value: string }>,
): LabelComparison {
  let equal = 0;
  const similar: string[] = [];
  const other: string[] = [];
  for (const [key, { value }] of asked) {
    const found = labels.get(key)?.value;
    if (found === value) equal++;
    else if (found !== undefined && !differInDigits(value, found) && suggest(value, [found]).length > 0) similar.push(key);
    else other.push(key);
  }
  return { equal, similar, other };
}

/** `v1` and `v2`, or `shard-0` and `shard-1`, are neighbours and no slips. */
function differInDigits(left: string, right: string): boolean {
  return left.replace(/\d+/g, '') === right.replace(/\d+/g, '');
}
