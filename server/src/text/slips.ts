import { distance } from 'fastest-levenshtein';

/** How many letters must be added, taken away, replaced or swapped to make one word of the other. */
export function slipsBetween(left: string, right: string): number {
  return isSwap(left.toLowerCase(), right.toLowerCase()) ? 1 : distance(left.toLowerCase(), right.toLowerCase());
}

/** Two neighbouring letters changed places (`form`, `from`): one slip, though the distance counts two. */
function isSwap(left: string, right: string): boolean {
  if (left.length !== right.length || left === right) return false;
  let at = 0;
  while (left[at] === right[at]) at++;
  return left[at] === right[at + 1] && left[at + 1] === right[at] && left.slice(at + 2) === right.slice(at + 2);
}
