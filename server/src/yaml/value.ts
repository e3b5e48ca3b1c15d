import type { Located, Span } from '../text/span';
import type { Document, Entry, Node, Plain } from './node';

export type ValueKind = 'map' | 'list' | 'string' | 'number' | 'boolean' | 'null';

/** One key of a mapping, as Kubernetes names it (`on:` is the key `true`). */
export interface Field {
  readonly name: string;
  readonly at: Span;
  readonly value: Value;
  /** The key is no string in YAML (`on`, `8080`): Kubernetes turns it into one. */
  readonly converted: boolean;
}

/** Every rule starts at the root. */
const ROOTS = new WeakMap<Node, Value>();

/**
 * A value in a YAML document together with the way that leads to it. This is how everything above the reader sees
 * YAML: it answers with undefined where something is missing or has another type, and never throws.
 */
export class Value {
  constructor(
    readonly document: Document,
    readonly node: Node,
    readonly parent?: Value,
    /** Set where the value belongs to a key. */
    readonly entry?: Entry,
    /** Set where the value is an item of a list. */
    readonly index?: number,
  ) {}

  static root(document: Document): Value | undefined {
    const { root } = document;
    if (!root) return undefined;
    const known = ROOTS.get(root);
    if (known?.document === document) return known;
    const value = new Value(document, root);
    ROOTS.set(root, value);
    return value;
  }

  get kind(): ValueKind {
    if (this.node.kind !== 'scalar') return this.node.kind;
    const { value } = this.node;
    return value === null ? 'null' : (typeof value as 'string' | 'number' | 'boolean');
  }

  get at(): Span {
    return this.document.span(this.node.start, this.node.end);
  }

  /** Where its key is written; for a list item or the root, where the value itself begins. */
  get keyAt(): Span {
    const key = this.entry?.key;
    return key ? homeOf(key, this.document).span(key.start, key.end) : this.headAt;
  }

  /** The first key of a mapping, the first item of a list, or the scalar: a short place that stands for the whole. */
  get headAt(): Span {
    const { node } = this;
    const [first] = node.kind === 'map' && !node.flow ? node.entries : [];
    if (first) return homeOf(first.key, this.document).span(first.key.start, first.key.end);
    if (node.kind === 'list' && node.items[0] && !node.flow) return this.document.span(node.start, node.start + 1);
    if (node.kind !== 'scalar' && node.flow) return this.document.span(node.start, node.start + 1);
    return this.at;
  }

  /** The scalar as Kubernetes reads it; undefined for collections. */
  get plain(): Plain | undefined {
    return this.node.kind === 'scalar' ? this.node.value : undefined;
  }

  /** The scalar as a text, whatever its type, as it is written without quotes; undefined for collections and null. */
  get words(): string | undefined {
    return this.node.kind === 'scalar' && this.node.value !== null ? this.node.text : undefined;
  }

  /** The key or index that leads from the parent here. */
  get step(): string | number | undefined {
    return this.entry ? keyName(this.entry.name) : this.index;
  }

  /** The way from the root, as the API server writes it: `spec.containers[0].image`. */
  get path(): string {
    const before = this.parent?.path ?? '';
    const { step } = this;
    if (step === undefined) return before;
    if (typeof step === 'number') return `${before}[${step}]`;
    return before === '' ? step : /^[\w-]+$/.test(step) ? `${before}.${step}` : `${before}[${step}]`;
  }

  /** The value at the end of a way of keys and indexes. A null that is written is found; what is missing is not. */
  get(...way: readonly (string | number)[]): Value | undefined {
    return this.#follow(way);
  }

  /** As `get`, but a null counts as missing, which is how the API server treats it. */
  given(...way: readonly (string | number)[]): Value | undefined {
    const found = this.#follow(way);
    return found?.kind === 'null' ? undefined : found;
  }

  string(...way: readonly (string | number)[]): Located<string> | undefined {
    const found = this.#follow(way);
    const plain = found?.plain;
    return found && typeof plain === 'string' ? { value: plain, at: found.at } : undefined;
  }

  number(...way: readonly (string | number)[]): Located<number> | undefined {
    const found = this.#follow(way);
    const plain = found?.plain;
    return found && typeof plain === 'number' ? { value: plain, at: found.at } : undefined;
  }

  boolean(...way: readonly (string | number)[]): Located<boolean> | undefined {
    const found = this.#follow(way);
    const plain = found?.plain;
    return found && typeof plain === 'boolean' ? { value: plain, at: found.at } : undefined;
  }

  /** The items of the list at the end of the way; none where there is no list. */
  items(...way: readonly (string | number)[]): readonly Value[] {
    const found = this.#follow(way);
    if (found?.node.kind !== 'list') return [];
    return found.node.items.map((item, index) => new Value(homeOf(item, found.document), item, found, undefined, index));
  }

  /** The strings in the list at the end of the way. */
  strings(...way: readonly (string | number)[]): readonly Located<string>[] {
    return this.items(...way).flatMap((item) => item.string() ?? []);
  }

  /** The keys of the mapping at the end of the way; none where there is no mapping. */
  fields(...way: readonly (string | number)[]): readonly Field[] {
    const found = this.#follow(way);
    if (found?.node.kind !== 'map') return [];
    return found.node.entries.map((entry) => new WrittenKey(found, entry));
  }

  /** Whether it holds, however deep, a key that is no string in YAML. */
  get holdsConverted(): boolean {
    return holdsConverted(this.node);
  }

  /** The value as plain JSON, as the API server receives it. */
  toJson(): unknown {
    return toJson(this.node);
  }

  #follow(way: readonly (string | number)[]): Value | undefined {
    let found: Value | undefined = this;
    for (const step of way) {
      if (!found) return undefined;
      found = typeof step === 'number' ? found.#item(step) : found.#field(step);
    }
    return found;
  }

  #field(name: string): Value | undefined {
    if (this.node.kind !== 'map') return undefined;
    // What rules do most of all: a loop costs half of what `find` does.
    for (const entry of this.node.entries) {
      if (entry.name !== name && !(entry.name.startsWith('\0') && keyName(entry.name) === name)) continue;
      return new Value(homeOf(entry.value, this.document), entry.value, this, entry);
    }
    return undefined;
  }

  #item(index: number): Value | undefined {
    const item = this.node.kind === 'list' ? this.node.items[index] : undefined;
    return item && new Value(homeOf(item, this.document), item, this, undefined, index);
  }
}

/** Most keys are only compared: what else is asked of one is made when it is asked for. */
class WrittenKey implements Field {
  readonly name: string;
  readonly #holder: Value;
  readonly #entry: Entry;
  #value: Value | undefined;

  constructor(holder: Value, entry: Entry) {
    this.name = keyName(entry.name);
    this.#holder = holder;
    this.#entry = entry;
  }

  get at(): Span {
    const { key } = this.#entry;
    return homeOf(key, this.#holder.document).span(key.start, key.end);
  }

  get value(): Value {
    const { value } = this.#entry;
    this.#value ??= new Value(homeOf(value, this.#holder.document), value, this.#holder, this.#entry);
    return this.#value;
  }

  get converted(): boolean {
    return this.#entry.name.startsWith('\0');
  }
}

/** The document that a node's place counts in: its own, where several were put together. */
function homeOf(node: Node, fallback: Document): Document {
  return node.kind === 'scalar' ? node.document : (node.home ?? fallback);
}

function keyName(name: string): string {
  return name.startsWith('\0') ? name.slice(1) : name;
}

function holdsConverted(node: Node): boolean {
  if (node.kind === 'scalar') return false;
  if (node.kind === 'list') return node.items.some(holdsConverted);
  return node.entries.some(({ name, value }) => name.startsWith('\0') || holdsConverted(value));
}

function toJson(node: Node): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(toJson);
  // No prototype: a key named `__proto__` is a key.
  const object: Record<string, unknown> = Object.create(null);
  for (const entry of node.entries) object[keyName(entry.name)] = toJson(entry.value);
  return object;
}
