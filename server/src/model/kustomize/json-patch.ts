import { Entry, type Mapping, type Node, PLAIN, Scalar, Sequence } from '../../yaml/node';
import type { Value } from '../../yaml/value';
import { copyOf, homeOf, type Placed, placed } from './merge';

/**
 * Applies the operations of a JSON 6902 patch. Undefined where one of them does not fit, which makes kustomize stop;
 * then nobody can say what the result would be.
 */
export function jsonPatch(base: Placed, operations: readonly Value[]): Placed | undefined {
  let node: Node | undefined = placed(base.node, base.home);
  for (const operation of operations) {
    const path = stepsOf(operation.string('path')?.value);
    const value = operation.get('value');
    const given = value && placed(value.node, value.document);
    if (!path || !node) return undefined;
    switch (operation.string('op')?.value) {
      case 'add':
      case 'replace':
        if (!given) return undefined;
        node = change(node, path, base, () => given, operation.string('op')?.value === 'add');
        break;
      case 'remove':
        node = change(node, path, base, () => undefined, false);
        break;
      case 'copy':
      case 'move': {
        const from = stepsOf(operation.string('from')?.value);
        const moved = from && nodeAt(node, from);
        if (!from || !moved) return undefined;
        const taken: Node | undefined = operation.string('op')?.value === 'move' ? change(node, from, base, () => undefined, false) : node;
        node = taken && change(taken, path, base, () => placed(moved, base.home), true);
        break;
      }
      case 'test':
        break;
      default:
        return undefined;
    }
  }
  return node && { node, home: base.home };
}

/** A copy in which the value at a way is another one; undefined where there is no such place. */
export function withValueAt({ node, home }: Placed, way: readonly string[], value: Node): Placed | undefined {
  const changed = change(placed(node, home), way, { node, home }, () => value, true);
  return changed && { node: changed, home };
}

function nodeAt(node: Node | undefined, path: readonly string[]): Node | undefined {
  let found = node;
  for (const step of path) {
    if (found?.kind === 'map') found = found.entries.find((entry) => entry.name === step)?.value;
    else if (found?.kind === 'list') found = found.items[indexOf(found, step)];
    else return undefined;
  }
  return found;
}

/** Counted from the end where it is negative, as the library of kustomize does (github.com/evanphx/json-patch). */
function indexOf({ items }: Sequence, step: string): number {
  const index = step === '-' ? items.length : /^-?\d+$/.test(step) ? Number(step) : Number.NaN;
  return index < 0 ? index + items.length : index;
}

function stepsOf(pointer: string | undefined): string[] | undefined {
  if (pointer === undefined || (pointer !== '' && !pointer.startsWith('/'))) return undefined;
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A copy of `node` in which the value at `path` is what `make` gives (undefined takes it away). */
function change(node: Node, path: readonly string[], base: Placed, make: () => Node | undefined, isAdd: boolean): Node | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return make();
  if (node.kind === 'map') return changeMap(node, step, rest, base, make, isAdd);
  if (node.kind === 'list') return changeList(node, step, rest, base, make, isAdd);
  return undefined;
}

function changeMap(node: Mapping, step: string, rest: readonly string[], base: Placed, make: () => Node | undefined, isAdd: boolean): Node | undefined {
  const known = node.entries.find((entry) => entry.name === step);
  if (!known && (rest.length > 0 || !isAdd)) return undefined;
  const value = rest.length === 0 ? make() : change(known?.value as Node, rest, base, make, isAdd);
  if (value === undefined && rest.length > 0) return undefined;
  const copy = copyOf(node, base.home);
  const others = node.entries.filter((entry) => entry !== known);
  const key = known?.key ?? (value && keyFor(value, base));
  if (value === undefined || !key) copy.entries = others;
  else copy.entries = known ? node.entries.map((entry) => (entry === known ? new Entry(key, step, value) : entry)) : [...others, new Entry(key, step, value)];
  return copy;
}

function changeList(node: Sequence, step: string, rest: readonly string[], base: Placed, make: () => Node | undefined, isAdd: boolean): Node | undefined {
  const copy = new Sequence(node.start);
  copy.end = node.end;
  copy.flow = node.flow;
  copy.home = node.home ?? base.home;
  const index = indexOf(node, step);
  if (!Number.isInteger(index) || index < 0 || index > node.items.length) return undefined;
  const items = [...node.items];
  if (rest.length > 0) {
    const inner = items[index] && change(items[index], rest, base, make, isAdd);
    if (!inner) return undefined;
    items[index] = inner;
  } else {
    const value = make();
    if (isAdd && value) items.splice(index, 0, value);
    else if (index >= items.length) return undefined;
    else if (value) items[index] = value;
    else items.splice(index, 1);
  }
  copy.items = items;
  return copy;
}

/** A key that no document spells: its place is that of the value which the patch adds. */
function keyFor(value: Node, base: Placed): Scalar {
  const home = homeOf(value, base.home);
  return new Scalar(home, value.start, value.end, PLAIN);
}
