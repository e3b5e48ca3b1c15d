import type { Located, Span } from '../../text/span';
import type { Value } from '../../yaml/value';
import { type KubeObject, known } from '../object';
import { podTemplate } from '../pod';
import { readPlainSelector, readSelector, type Selector } from '../selector';
import type { ReferenceRow } from './reference-row';
import { ownRowsOf, POD_ROWS } from './reference-table';
import { SELECTORS } from './selector-table';
import { wayFinder } from './way-tree';

/** A place in an object that names another one. */
export interface Reference {
  readonly from: KubeObject;
  /** The way of its row in the table; in pods it begins at their spec. */
  readonly way: string;
  /** The map that holds the name, or the name itself. */
  readonly value: Value;
  /** The name itself, where a fix may write another one. */
  readonly written: Value;
  readonly kind: string;
  readonly name: Located<string>;
  /** Where the target lies; undefined where that is not written, so that any will do. */
  readonly namespace: string | undefined;
  /** The namespace, where it is written with the name. */
  readonly namespaceBeside: Located<string> | undefined;
  readonly clusterScoped: boolean;
  /** Keys of the target's data that are named beside it. */
  readonly keys: readonly NamedKey[];
  readonly port: Located<string | number> | undefined;
  /** A port of the pods behind the target. */
  readonly targetPort: Located<number> | undefined;
  readonly optional: boolean;
}

export interface NamedKey extends Located<string> {
  /** The key itself, where a fix may write another one. */
  readonly written: Value;
}

/** A place in an object that picks others by label. */
export interface Selection {
  readonly from: KubeObject;
  readonly selector: Selector;
  /** `pods`, or the kind of the objects that are picked by their own labels. */
  readonly picks: string;
  readonly own: boolean;
  readonly at: Span;
}

const findWays = wayFinder<ReferenceRow>();
/** By the tree and not by the object, which lives longer. */
const kept = new WeakMap<Value['node'], { readonly object: KubeObject; readonly references: readonly Reference[] }>();

/** The references of an object, in the order of the table; those of its pods first. */
export function referencesOf(object: KubeObject): readonly Reference[] {
  // Many rules ask for the same object.
  const { node } = object.value;
  const found = kept.get(node);
  if (found?.object === object) return found.references;
  const references = readReferences(object);
  kept.set(node, { object, references });
  return references;
}

function readReferences(object: KubeObject): Reference[] {
  const read = (root: Value, rows: readonly ReferenceRow[]) =>
    findWays(root, rows).flatMap(({ row, value }) => (row.group === undefined || row.group === object.group ? readReference(object, row, value, root) : []));
  const spec = podTemplate(object)?.get('spec');
  return [...(spec ? read(spec, POD_ROWS) : []), ...read(object.value, ownRowsOf(object.kind.value))];
}

/** The selections of an object, in the order of the table. */
export function selectionsOf(object: KubeObject): Selection[] {
  return SELECTORS.filter(({ from }) => from.includes(object.kind.value)).flatMap(({ way, plain, picks, own = false }) =>
    valuesAt(object.value, way).flatMap((value) => {
      const selector = plain ? readPlainSelector(value) : readSelector(value);
      return selector ? [{ from: object, selector, picks, own, at: value.keyAt }] : [];
    }),
  );
}

/** The values at the end of a way such as `spec.rules[].http`. */
export function valuesAt(root: Value, way: string): readonly Value[] {
  let found: readonly Value[] = [root];
  for (const { name, isList } of stepsOf(way)) {
    const next: Value[] = [];
    for (const value of found) {
      const inner = value.given(name);
      if (inner) next.push(...(isList ? inner.items() : [inner]));
    }
    // Most ways lead nowhere in most objects.
    if (next.length === 0) return next;
    found = next;
  }
  return found;
}

interface Step {
  readonly name: string;
  readonly isList: boolean;
}

/** Ways stand in tables, so there are not many. */
const ways = new Map<string, readonly Step[]>();

function stepsOf(way: string): readonly Step[] {
  const known = ways.get(way);
  if (known) return known;
  const steps = way.split('.').map((step) => ({ name: step.replace(/\[\]$/, ''), isList: step.endsWith('[]') }));
  ways.set(way, steps);
  return steps;
}

function readReference(from: KubeObject, row: ReferenceRow, value: Value, root: Value): Reference[] {
  const written = row.name === '' ? value : value.get(row.name);
  const text = known(written?.string());
  const kind = row.kindKey === undefined ? row.to : (value.string(row.kindKey)?.value ?? row.fallback);
  if (!written || !text || kind === undefined || text.value === row.reserved || (row.unless !== undefined && value.boolean(row.unless)?.value)) return [];
  const parts = row.qualified === undefined ? { name: text, namespace: undefined } : qualifiedName(written, text, row.qualified);
  // Some fields take more than a name: `name@provider`.
  if (!parts || /[/@]/.test(parts.name.value)) return [];
  const { name } = parts;
  const beside = parts.namespace ?? (row.namespaceKey === undefined ? undefined : value.string(row.namespaceKey));
  const isClusterKind = row.clusterScoped === true || kind.startsWith('Cluster') || kind === 'User' || kind === 'Group';
  const elsewhere = row.portOrTarget === undefined ? undefined : valuesAt(from.value, row.portOrTarget)[0];
  return [
    {
      from,
      way: row.way,
      value,
      written,
      kind,
      name,
      namespace: isClusterKind ? undefined : (beside?.value ?? from.namespace?.value),
      namespaceBeside: known(beside),
      clusterScoped: isClusterKind,
      keys: row.dataKey === undefined ? [] : [...keysAt(value, row.dataKey), ...mountedKeys(root, row, value)],
      port: portAt(value, row.portKeys ?? []) ?? known(elsewhere?.string()),
      targetPort: elsewhere?.number(),
      optional: value.boolean('optional')?.value ?? false,
    },
  ];
}

/** The two parts of `namespace/name`; undefined where they are no names, or are not written as they are. */
function qualifiedName(written: Value, { value, at }: Located<string>, form: 'always' | 'optional') {
  const [, namespace, name] = /^(?:([a-z0-9][-a-z0-9]*)\/)?([a-z0-9][-.a-z0-9]*)$/.exec(value) ?? [];
  if (name === undefined || (namespace === undefined && form === 'always')) return undefined;
  if (namespace === undefined) return { name: { value: name, at }, namespace };
  const { document, node } = written;
  const start = node.start + document.text.slice(node.start, node.end).indexOf(value);
  if (start < node.start) return undefined;
  const behind = start + namespace.length;
  return { name: { value: name, at: document.span(behind + 1, start + value.length) }, namespace: { value: namespace, at: document.span(start, behind) } };
}

/** Whether the name is a part of what is written. */
export function isNamePart({ written, name }: Reference): boolean {
  return name.at.start !== written.at.start || name.at.end !== written.at.end;
}

function keysAt(value: Value, dataKey: string): NamedKey[] {
  return valuesAt(value, dataKey).flatMap((written) => namedKey(written) ?? []);
}

function namedKey(written: Value | undefined): NamedKey | undefined {
  const key = known(written?.string());
  return written && key && { ...key, written };
}

/** A file of a volume that is mounted alone is called like its key, unless `items` give it another name. */
function mountedKeys(spec: Value, { way }: ReferenceRow, value: Value): NamedKey[] {
  if ((way !== 'volumes[].configMap' && way !== 'volumes[].secret') || value.given('items')) return [];
  const volume = value.parent?.string('name')?.value;
  const mounts = ['containers', 'initContainers'].flatMap((list) => spec.items(list).flatMap((container) => container.items('volumeMounts')));
  return mounts.flatMap((mount) => {
    const part = mount.string('name')?.value === volume ? namedKey(mount.get('subPath')) : undefined;
    return part && !part.value.includes('/') ? part : [];
  });
}

function portAt(value: Value, keys: readonly string[]): Located<string | number> | undefined {
  for (const key of keys) {
    const [found] = valuesAt(value, key);
    const plain = found?.plain;
    if (found && (typeof plain === 'string' || typeof plain === 'number')) return { value: plain, at: found.at };
  }
  return undefined;
}
