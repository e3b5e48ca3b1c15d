/** A mapping as an API defines it: its fields over all minors known. */
export interface Definition {
  /** Of Kubernetes' own: a short name such as `core.v1.PodSpec`. Of others: the way to it in their schema. */
  readonly name: string;
  readonly fields: ReadonlyMap<string, FieldFacts>;
  /** Names that are not among the fields are legal too. */
  readonly open: boolean;
  /** Where the schema leaves a choice between fields: the fields of which each alternative asks for one. */
  readonly alternatives?: Readonly<Partial<Record<'anyOf' | 'oneOf' | 'not', readonly string[]>>>;
}

export interface FieldFacts {
  readonly name: string;
  /** What the field is, minor by minor: almost always one segment. */
  readonly segments: readonly Segment[];
  /** First and last minor that has it, within the facts that are known. */
  readonly since: number;
  readonly last: number;
  /** The values the server accepts, where they are a closed list. */
  readonly allowed: readonly AllowedValue[] | undefined;
}

export interface AllowedValue {
  readonly value: string;
  /** The first minor that accepts it; 0 where it is as old as the list. */
  readonly since: number;
}

/** The type of a field between two minors, both included. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly required: boolean;
  /** From the outside in: `[` a list of, `{` a map of. */
  readonly wraps: string;
  readonly leaf: Leaf;
  /** Of whole numbers: how large Go takes them, where that is known. */
  readonly bits?: 32 | 64 | undefined;
  /** Of leaf `object`: what it is. Read when it is asked for, since definitions hold each other. */
  readonly inner: Definition | undefined;
}

export type Leaf = 'object' | 'any' | 'string' | 'boolean' | 'integer' | 'number' | 'quantity' | 'int-or-string' | 'time' | 'bytes';

/** The field that a value belongs to: itself, or as an item or entry of its list or map. */
export interface Place {
  readonly definition: Definition;
  readonly field: FieldFacts;
  /** How many lists and maps lie between the field and the value. */
  readonly depth: number;
}

/** The name of one of Kubernetes' own in all of its versions: `core.PodSpec`. */
export function unversioned(definition: Definition): string {
  const known = unversionedNames.get(definition);
  if (known !== undefined) return known;
  const [group, , kind] = definition.name.split('.');
  const name = `${group}.${kind}`;
  unversionedNames.set(definition, name);
  return name;
}

const unversionedNames = new WeakMap<Definition, string>();

/** The newest that is known of a field. */
export function newest({ segments }: FieldFacts): Segment | undefined {
  return segments.at(-1);
}

/** The field that the value at the end of a way belongs to, as far as the way is known; undefined for the root. */
export function placeOf(root: Definition, steps: readonly string[]): Place | undefined {
  let place: Place | undefined;
  for (const step of steps) {
    const segment = place && newest(place.field);
    if (place && segment && place.depth < segment.wraps.length) {
      place = { ...place, depth: place.depth + 1 };
      continue;
    }
    const holder: Definition | undefined = segment ? segment.inner : root;
    const field = holder?.fields.get(step);
    if (!holder || !field) return place;
    place = { definition: holder, field, depth: 0 };
  }
  return place;
}

/** What the value at the end of a way is; undefined where the way leads nowhere or to no mapping with fields. */
export function definitionAt(root: Definition, steps: readonly string[]): Definition | undefined {
  let at: Definition | undefined = root;
  let wraps = '';
  for (const step of steps) {
    if (wraps !== '') wraps = wraps.slice(1);
    else {
      const field: FieldFacts | undefined = at?.fields.get(step);
      const segment: Segment | undefined = field && newest(field);
      at = segment?.inner;
      wraps = segment?.wraps ?? '';
    }
    if (!at) return undefined;
  }
  return wraps === '' ? at : undefined;
}
