import { table } from '../text/table';
import type { AllowedValue, Definition, FieldFacts, Leaf, Segment } from './definition';
import { statedValues } from './stated-values';

/** A file with definitions; the encoding is described in `schemas/README.md`. */
export interface PackFile {
  readonly names?: readonly string[];
  readonly definitions: readonly Readonly<Record<string, string>>[];
  readonly kinds: readonly (readonly [
    group: string,
    version: string,
    kind: string,
    plural: string,
    namespaced: number,
    definition: number,
    since: number,
    last: number,
  ])[];
  readonly lists: readonly string[];
  readonly enums: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** A definition that stands in a file. */
export interface PackDefinition extends Definition {
  readonly index: number;
  readonly fields: ReadonlyMap<string, PackField>;
}

export interface PackField extends FieldFacts {
  readonly segments: readonly PackSegment[];
}

export interface KindFacts {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly definition: number;
  readonly since: number;
  readonly last: number;
}

/** Reads a file of definitions, each when it is first asked for. */
export class Pack {
  readonly #file: PackFile;
  readonly #definitions: (PackDefinition | undefined)[] = [];
  #byName: Map<string, number> | undefined;
  #kinds: Map<string, KindFacts[]> | undefined;

  /** `outside` finds a definition of another pack by its name, for packs that refer to one. */
  constructor(
    file: PackFile,
    readonly outside: (name: string) => PackDefinition | undefined = () => undefined,
  ) {
    this.#file = file;
  }

  get size(): number {
    return this.#file.definitions.length;
  }

  definition(index: number): PackDefinition {
    const known = this.#definitions[index];
    if (known) return known;
    const fields = new Map<string, PackField>();
    const encoded = this.#file.definitions[index] ?? {};
    for (const [field, code] of Object.entries(encoded)) fields.set(field, this.#readField(index, field, code));
    // What has no fields at all is free.
    const decoded = { index, name: this.#file.names?.[index] ?? '', fields, open: fields.size === 0 };
    this.#definitions[index] = decoded;
    return decoded;
  }

  named(name: string): PackDefinition | undefined {
    this.#byName ??= new Map((this.#file.names ?? []).map((one, index) => [one, index]));
    const index = this.#byName.get(name);
    return index === undefined ? undefined : this.definition(index);
  }

  /** The kinds with a name, of all groups and versions. */
  kindsNamed(kind: string): readonly KindFacts[] {
    this.#kinds ??= this.#indexKinds();
    return this.#kinds.get(kind) ?? [];
  }

  get kinds(): readonly KindFacts[] {
    this.#kinds ??= this.#indexKinds();
    return [...this.#kinds.values()].flat();
  }

  #indexKinds(): Map<string, KindFacts[]> {
    const index = new Map<string, KindFacts[]>();
    for (const [group, version, kind, plural, namespaced, definition, since, last] of this.#file.kinds) {
      const facts = { group, version, kind, plural, namespaced: namespaced === 1, definition, since, last };
      const list = index.get(kind);
      if (list) list.push(facts);
      else index.set(kind, [facts]);
    }
    return index;
  }

  #readField(index: number, name: string, encoded: string): PackField {
    const segments = encoded.split('|').map((code) => new PackSegment(this, code));
    const list = this.#file.enums[index]?.[name];
    return {
      name,
      segments,
      since: Math.min(...segments.map(({ from }) => from)),
      last: Math.max(...segments.map(({ to }) => to)),
      allowed: statedValues(this.#file.names?.[index] ?? '', name) ?? (list === undefined ? undefined : this.#file.lists[list]?.split('|').map(readValue)),
    };
  }
}

const LEAVES: Readonly<Record<string, Leaf>> = table({
  '*': 'any',
  s: 'string',
  b: 'boolean',
  i: 'integer',
  I: 'integer',
  n: 'number',
  q: 'quantity',
  x: 'int-or-string',
  t: 'time',
  y: 'bytes',
});

export class PackSegment implements Segment {
  readonly from: number;
  readonly to: number;
  readonly required: boolean;
  readonly wraps: string;
  readonly leaf: Leaf;
  readonly bits: 32 | 64 | undefined;
  /** Of leaf `object`: the index of its definition; -1 for all others. */
  readonly definition: number;
  /** Of leaf `object`, where its definition is one of Kubernetes' own and this pack is not: its name. */
  readonly outside: string | undefined;
  readonly #pack: Pack;

  constructor(pack: Pack, encoded: string) {
    const match = /^(!?)([[{]*)(@(\d+)|%([\w.]+)|.)(?:\+(\d+))?(?:-(\d+))?$/.exec(encoded);
    if (!match) throw new Error(`The pack holds a segment that cannot be decoded: ${encoded}`);
    const [, required, wraps = '', leaf = '*', reference, outside, from, to] = match;
    this.#pack = pack;
    this.from = from === undefined ? 0 : Number(from);
    this.to = to === undefined ? Number.MAX_SAFE_INTEGER : Number(to);
    this.required = required === '!';
    this.wraps = wraps;
    this.leaf = reference === undefined && outside === undefined ? (LEAVES[leaf] ?? 'any') : 'object';
    this.bits = leaf === 'i' || leaf === 'x' ? 32 : leaf === 'I' ? 64 : undefined;
    this.outside = outside;
    this.definition = reference === undefined ? -1 : Number(reference);
  }

  get inner(): PackDefinition | undefined {
    if (this.outside !== undefined) return this.#pack.outside(this.outside);
    return this.definition < 0 ? undefined : this.#pack.definition(this.definition);
  }
}

function readValue(encoded: string): AllowedValue {
  const [value = '', since] = encoded.split('@');
  return { value, since: since === undefined ? 0 : Number(since) };
}
