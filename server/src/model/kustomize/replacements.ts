import { type Document, Entry, GivenScalar, Mapping, type Node, PLAIN, Scalar } from '../../yaml/node';
import { Value } from '../../yaml/value';
import { fixedObject } from '../object';
import type { Rendered, Sources } from './evaluate';
import { withValueAt } from './json-patch';
import { type Kustomization, readTarget } from './kustomization';
import { homeOf, type Placed, placed } from './merge';
import { fits } from './targets';

/** Stands for a value that is not known here. Rules do not judge what is to be filled in. */
const UNKNOWN = '${replacement}';
/** Names and namespaces are left as the files write them. */
const LEFT = ['metadata.name', 'metadata.namespace'];
/** A path with `*` may mean very many places. */
const MOST_PLACES = 1000;

/** The items of `replacements`, those of files that it names included: a file holds one or a list of them. */
export function replacementsOf({ root, replacementFiles }: Kustomization, rootsIn: Sources['rootsIn']): Value[] {
  const ofFiles = replacementFiles.flatMap(({ path }) => rootsIn(path)).flatMap((one) => (one.kind === 'list' ? one.items() : [one]));
  return [...root.items('replacements').filter((item) => !item.given('path')), ...ofFiles].filter(({ kind }) => kind === 'map');
}

/** Copies values from object to object as `replacements` asks for (kustomize, api/filters/replacement). */
export function applyReplacements(rendered: readonly Rendered[], kustomization: Kustomization, sources: Sources): readonly Rendered[] {
  return replacementsOf(kustomization, sources.rootsIn).reduce<readonly Rendered[]>((all, item) => applyOne(all, item, kustomization, sources), rendered);
}

function applyOne(rendered: readonly Rendered[], item: Value, kustomization: Kustomization, sources: Sources): readonly Rendered[] {
  const source = item.get('source');
  const given = source && valueOf(source, rendered, kustomization, sources);
  return item.items('targets').reduce<readonly Rendered[]>((all, target) => {
    const select = target.get('select');
    if (!select) return all;
    const rejected = target.items('reject');
    const isMeant = (one: Rendered) => isSelected(select, one, kustomization) && !rejected.some((reject) => isSelected(reject, one, kustomization));
    return all.map((one) => (isMeant(one) ? filled(one, target, given) : one));
  }, rendered);
}

function isSelected(select: Value, { object, names, namespaces }: Rendered, { namePrefix, nameSuffix, namespace }: Kustomization): boolean {
  const all = [...names, ...names.map((name) => namePrefix + name + nameSuffix)];
  return fits(readTarget(select), object, all, namespace ? [...namespaces, namespace.value] : namespaces);
}

/** The value that a source gives; undefined where it is not known. */
function valueOf(source: Value, rendered: readonly Rendered[], kustomization: Kustomization, sources: Sources): Placed | undefined {
  const path = source.string('fieldPath')?.value ?? 'metadata.name';
  const found = rendered.filter((one) => isSelected(source, one, kustomization));
  const [only, ...others] = found;
  if (path === 'metadata.namespace' || others.length > 0 || only?.uncertain) return undefined;
  const whole = only ? valueIn(only.object.value, path) : generatedValue(source, path, kustomization, sources, new Set());
  if (!whole) return undefined;
  const delimiter = source.string('options', 'delimiter')?.value ?? '';
  if (delimiter === '') return whole;
  const part = whole.node.kind === 'scalar' ? whole.node.text.split(delimiter)[source.number('options', 'index')?.value ?? 0] : undefined;
  return part === undefined ? undefined : { node: textAt(whole.node, whole.home, part), home: whole.home };
}

function valueIn(root: Value, path: string): Placed | undefined {
  const [way, ...more] = waysTo(root.node, stepsIn(path), false);
  return way && more.length === 0 ? nodeAt({ node: root.node, home: root.document }, way.steps) : undefined;
}

/** What a generator writes into the file itself. */
function generatedValue(
  source: Value,
  path: string,
  { file, root, resources, components }: Kustomization,
  sources: Sources,
  seen: Set<string>,
): Placed | undefined {
  const [field, key] = stepsIn(path);
  const generator = source.string('kind')?.value === 'ConfigMap' ? 'configMapGenerator' : undefined;
  if (generator === undefined || field !== 'data' || key === undefined || seen.has(file)) return undefined;
  seen.add(file);
  const item = root.items(generator).find((one) => one.string('name')?.value === source.string('name')?.value);
  const literal = item?.items('literals').find((one) => one.string()?.value.startsWith(`${key}=`));
  const text = literal
    ?.string()
    ?.value.slice(key.length + 1)
    .replace(/^(["'])(.*)\1$/, '$2');
  if (literal && text !== undefined) return { node: textAt(literal.node, literal.document, text), home: literal.document };
  if (item) return undefined;
  for (const { path: folder } of [...resources, ...components]) {
    const inner = sources.kustomizationIn(folder);
    const found = inner && generatedValue(source, path, inner, sources, seen);
    if (found) return found;
  }
  return undefined;
}

function filled(one: Rendered, target: Value, given: Placed | undefined): Rendered {
  const delimiter = target.string('options', 'delimiter')?.value ?? '';
  const index = target.number('options', 'index')?.value ?? 0;
  const creates = target.boolean('options', 'create')?.value === true;
  let result: Placed = { node: one.object.value.node, home: one.object.value.document };
  for (const { value: path } of target.strings('fieldPaths')) {
    if (LEFT.includes(path)) continue;
    for (const { steps, missing } of waysTo(result.node, stepsIn(path), creates).slice(0, MOST_PLACES)) {
      const before = nodeAt(result, steps);
      const place = before ?? { node: target.get('fieldPaths')?.node ?? target.node, home: target.document };
      const written = joined(before, given, delimiter, index) ?? textAt(place.node, place.home, UNKNOWN);
      const inner = missing.toReversed().reduce<Node>((node, step) => mapOf(step, node, place.home), written);
      result = withValueAt(result, steps, inner) ?? result;
    }
  }
  const object = fixedObject(new Value(result.home, result.node), one.base);
  return object ? { ...one, object } : one;
}

/** The value to write: the given one, or one part of the text that is there. */
function joined(before: Placed | undefined, given: Placed | undefined, delimiter: string, index: number): Node | undefined {
  if (!given || delimiter === '') return given && placed(given.node, given.home);
  if (before?.node.kind !== 'scalar' || given.node.kind !== 'scalar') return undefined;
  const parts = before.node.text.split(delimiter);
  if (index < 0) parts.unshift(given.node.text);
  else if (index >= parts.length) parts.push(given.node.text);
  else parts[index] = given.node.text;
  return textAt(given.node, given.home, parts.join(delimiter));
}

/** A scalar with another text at the place of a node. */
function textAt(node: Node, home: Document, text: string): GivenScalar {
  return new GivenScalar(homeOf(node, home), node.start, node.end, PLAIN, text);
}

function mapOf(step: string, node: Node, home: Document): Mapping {
  const map = new Mapping(node.start);
  map.end = node.end;
  map.home = homeOf(node, home);
  map.entries = [new Entry(new Scalar(homeOf(node, home), node.start, node.end, PLAIN), step, node)];
  return map;
}

/** `spec.rules.[host=web].a\.b` as steps: brackets stay, a dot behind a backslash belongs to its key. */
export function stepsIn(path: string): string[] {
  return [...path.matchAll(/\[[^\]]*\]|(?:\\.|[^.\\[])(?:\\.|[^.\\])*/g)].map(([step]) => (step.startsWith('[') ? step : step.replaceAll('\\', '')));
}

interface Way {
  /** Keys, and items by their number. */
  readonly steps: readonly string[];
  /** Keys that have to be made below. */
  readonly missing: readonly string[];
}

/** The places in a tree that a path means. With `create`, one whose last keys are not there yet is among them. */
function waysTo(node: Node, [step, ...rest]: readonly string[], create: boolean): Way[] {
  if (step === undefined) return [{ steps: [], missing: [] }];
  const below = (name: string, inner: Node) => waysTo(inner, rest, create).map(({ steps, missing }) => ({ steps: [name, ...steps], missing }));
  if (node.kind === 'map') {
    const entries = step === '*' ? node.entries : node.entries.filter((entry) => entry.name === step);
    if (entries.length > 0) return entries.flatMap((entry) => below(entry.name, entry.value));
    return create && ![step, ...rest].some((one) => one === '*' || one.startsWith('[')) ? [{ steps: [step], missing: rest }] : [];
  }
  if (node.kind !== 'list') return [];
  const [, key, wanted] = /^\[([^=]+)=(.*)\]$/.exec(step) ?? [];
  return node.items.flatMap((item, index) => {
    const isMeant = key !== undefined ? item.kind === 'map' && item.entries.some(({ name, value }) => name === key && textOf(value) === wanted) : undefined;
    return (isMeant ?? (step === '*' || step === String(index))) ? below(String(index), item) : [];
  });
}

function textOf(node: Node): string | undefined {
  return node.kind === 'scalar' ? node.text : undefined;
}

function nodeAt({ node, home }: Placed, way: readonly string[]): Placed | undefined {
  let found: Placed | undefined = { node, home };
  for (const step of way) {
    const inner: Node | undefined =
      found?.node.kind === 'map'
        ? found.node.entries.find(({ name }) => name === step)?.value
        : found?.node.kind === 'list'
          ? found.node.items[Number(step)]
          : undefined;
    found = inner && { node: inner, home: homeOf(inner, found?.home ?? home) };
  }
  return found;
}
