import { type Facts, type FieldFacts, leafOf, type TypeCode, withLeaf } from './facts';
import { KNOWN_LEAVES } from './sources';

/** How much a leaf says: of two leaves that sources give for one field, the higher one is right. */
const PRECISION: Readonly<Record<string, number>> = { q: 5, x: 5, y: 4, t: 4, I: 3, n: 3, i: 2, s: 1, b: 1, '*': 0 };

/**
 * The most precise leaf that any source gives for a field. Old releases of client-node write quantities as strings and
 * integers-or-strings as objects, and only new ones tell int64 and double from int32.
 */
export class Leaves {
  readonly #leaves = new Map<string, string>();

  /** `integers`: the source tells kinds of integers apart. */
  learn({ definitions }: Facts, integers: boolean): void {
    for (const [name, { fields }] of definitions) {
      for (const [field, { type }] of fields) {
        const leaf = leafOf(type);
        if (PRECISION[leaf] === undefined || (leaf === 'i' && !integers)) continue;
        this.#note(`${name}#${field}`, leaf);
        // A quantity or bytes in one version of an API is one in all of them.
        if (leaf === 'q' || leaf === 'y') this.#note(`${anyVersion(name)}#${field}`, leaf);
      }
    }
  }

  refine(name: string, field: string, type: TypeCode): TypeCode {
    const own = KNOWN_LEAVES[`${name}#${field}`] ?? this.#leaves.get(`${name}#${field}`);
    if (own === undefined) return type;
    const learned = own === 's' ? (this.#leaves.get(`${anyVersion(name)}#${field}`) ?? own) : own;
    const leaf = leafOf(type);
    const better = (leaf === 's' && /[qy]/.test(learned)) || (leaf === '*' && learned === 'x') || (leaf === 'i' && /[Ini]/.test(learned));
    return better ? withLeaf(type, learned) : type;
  }

  /** Facts with all their types refined. */
  refineAll(facts: Facts): Facts {
    const definitions = new Map(
      [...facts.definitions].map(([name, definition]) => [
        name,
        {
          ...definition,
          fields: new Map(
            [...definition.fields].map(([field, known]): [string, FieldFacts] => [field, { ...known, type: this.refine(name, field, known.type) }]),
          ),
        },
      ]),
    );
    return { ...facts, definitions };
  }

  #note(key: string, leaf: string): void {
    const known = this.#leaves.get(key);
    if (known === undefined || (PRECISION[leaf] ?? 0) > (PRECISION[known] ?? 0)) this.#leaves.set(key, leaf);
  }
}

function anyVersion(name: string): string {
  const [group, , kind] = name.split('.');
  return `${group}.*.${kind}`;
}
