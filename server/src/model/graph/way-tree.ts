import type { Value } from '../../yaml/value';
import { remember } from '../remember';

/** The ways of many rows, laid together so that what they share is walked once. */
interface Branch<R> {
  readonly name: string;
  readonly isList: boolean;
  readonly rows: { readonly row: R; readonly index: number }[];
  readonly branches: Branch<R>[];
}

export interface Found<R> {
  readonly row: R;
  readonly value: Value;
}

/** Makes a function that finds the values at the ways of rows such as `spec.rules[].http`, in the order of the rows. */
export function wayFinder<R extends { readonly way: string }>(): (root: Value, rows: readonly R[]) => Found<R>[] {
  const treeOf = remember(buildTree<R>);
  return (root, rows) => {
    const found: (Found<R> & { readonly index: number })[] = [];
    const walk = (value: Value, { rows: own, branches }: Branch<R>) => {
      for (const { row, index } of own) found.push({ row, value, index });
      for (const branch of branches) {
        const next = value.given(branch.name);
        if (next && branch.isList) for (const item of next.items()) walk(item, branch);
        else if (next) walk(next, branch);
      }
    };
    walk(root, treeOf(rows));
    return found.sort((a, b) => a.index - b.index);
  };
}

function buildTree<R extends { readonly way: string }>(rows: readonly R[]): Branch<R> {
  const root: Branch<R> = { name: '', isList: false, rows: [], branches: [] };
  for (const [index, row] of rows.entries()) {
    let branch = root;
    for (const step of row.way.split('.')) {
      const isList = step.endsWith('[]');
      const name = isList ? step.slice(0, -2) : step;
      const next = branch.branches.find((one) => one.name === name && one.isList === isList) ?? { name, isList, rows: [], branches: [] };
      if (!branch.branches.includes(next)) branch.branches.push(next);
      branch = next;
    }
    branch.rows.push({ row, index });
  }
  return root;
}
