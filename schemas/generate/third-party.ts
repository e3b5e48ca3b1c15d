import { type DeclaredName, type DeclaredType, type Member, readDeclarations } from './declarations';
import { leafCode, shortName } from './facts';
import type { PackageFiles } from './fetch';
import type { KindRow, Pack } from './pack';
import type { ThirdPartySource } from './sources';

/** What `third-party.json` holds: as `kubernetes.json`, and with each kind the project that it comes from. */
export interface ThirdPartyPack {
  /** `asks` is 0 where nothing counts as required. */
  readonly projects: readonly (readonly [project: string, version: string, asks: number])[];
  readonly kinds: readonly (readonly [...kind: KindRow, project: number])[];
  readonly definitions: readonly Readonly<Record<string, string>>[];
  readonly lists: readonly string[];
  readonly enums: Readonly<Record<number, Readonly<Record<string, number>>>>;
}

export function isWantedOfThirdParty(path: string): boolean {
  return path.endsWith('.d.ts') && !path.includes('_schemas/') && !path.endsWith('index.d.ts');
}

/** Joins packages of kinds. `core` gives the names and fields of Kubernetes' own definitions. */
export function buildThirdParty(
  packages: readonly { readonly source: ThirdPartySource; readonly files: PackageFiles }[],
  core: Pick<Pack, 'names' | 'definitions'>,
): ThirdPartyPack {
  const writer = new Writer(core);
  const kinds: ThirdPartyPack['kinds'][number][] = [];
  for (const [project, { source, files }] of packages.entries()) {
    const reader = new PackageReader(files, writer, source.required);
    for (const { group, version, kind, declared } of reader.kinds()) kinds.push([group, version, kind, '', 0, reader.define(declared), 0, 999, project]);
  }
  return {
    projects: packages.map(({ source }) => [source.project, source.version, source.required ? 1 : 0] as const),
    kinds: kinds.sort((a, b) => (a.join('/') < b.join('/') ? -1 : 1)),
    definitions: writer.definitions,
    lists: writer.lists,
    enums: writer.enums,
  };
}

class Writer {
  readonly definitions: Record<string, string>[] = [];
  readonly lists: string[] = [];
  readonly enums: Record<number, Record<string, number>> = {};

  constructor(readonly core: Pick<Pack, 'names' | 'definitions'>) {}

  isCore(name: string): boolean {
    return this.core.names.includes(name);
  }

  /** The fields of a definition of Kubernetes that another one takes as its own, as the newest minor has them; none is required there. */
  coreFields(name: string): Record<string, string> {
    const fields = Object.entries(this.core.definitions[this.core.names.indexOf(name)] ?? {});
    const newest = (code: string) =>
      (code.split('|').at(-1) ?? '*').replace(/^!|[+-]\d+/g, '').replace(/@(\d+)/, (_, index) => `%${this.core.names[Number(index)]}`);
    return Object.fromEntries(fields.map(([field, code]) => [field, newest(code)]));
  }

  setValues(definition: number, field: string, values: readonly string[]): void {
    const text = values.toSorted().join('|');
    if (!this.lists.includes(text)) this.lists.push(text);
    this.enums[definition] ??= {};
    (this.enums[definition] as Record<string, number>)[field] = this.lists.indexOf(text);
  }
}

/** An interface or type, and the file in which its other names are looked up. */
interface Declared {
  readonly file: string;
  readonly type: DeclaredName;
}

class PackageReader {
  /** By the name that is one of its own in the whole package, or by file and name. */
  readonly #known = new Map<string, Declared>();
  readonly #numbers = new Map<Declared, number>();
  readonly #files: ReadonlyMap<string, ReturnType<typeof readDeclarations>>;
  readonly #writer: Writer;
  readonly #required: boolean;

  constructor(files: PackageFiles, writer: Writer, required: boolean) {
    this.#writer = writer;
    this.#required = required;
    this.#files = new Map([...files].map(([path, text]) => [path, readDeclarations(text)]));
    for (const [file, { types, aliases }] of this.#files) {
      for (const type of types) {
        if (type.keyword === 'class') continue;
        const declared = { file, type };
        const alias = aliases.get(type.name);
        if (alias !== undefined) this.#known.set(alias, declared);
        this.#known.set(`${file}#${type.name}`, declared);
      }
    }
  }

  /** The kinds lie at `group/version/Kind`. References to objects lie there too; they have an apiVersion, but no metadata. */
  *kinds(): Iterable<{ readonly group: string; readonly version: string; readonly kind: string; readonly declared: Declared }> {
    for (const [file, { types }] of this.#files) {
      const [group, version, kind, ...more] = file.replace(/\.d\.ts$/, '').split('/');
      if (group === undefined || version === undefined || kind === undefined || more.length > 0 || kind.endsWith('List')) continue;
      const isKind = types.some((type) => type.keyword === 'class' && type.name === kind && type.members.some(({ name }) => name === 'apiVersion'));
      const declared = this.#known.get(`${file}#I${kind}`);
      if (isKind && declared && this.#members(declared).some(({ name }) => name === 'metadata')) yield { group, version, kind, declared };
    }
  }

  /** Writes a definition and all that it names; gives its number. */
  define(declared: Declared): number {
    const known = this.#numbers.get(declared);
    if (known !== undefined) return known;
    const number = this.#writer.definitions.push({}) - 1;
    this.#numbers.set(declared, number);
    this.#write(number, this.#members(declared), declared.file, this.#coreFields(declared));
    return number;
  }

  #members({ file, type }: Declared, seen = new Set<string>()): readonly Member[] {
    const inherited = type.bases.flatMap((base) => {
      const found = seen.has(base) ? undefined : this.#find(base, file);
      return found ? this.#members(found, seen.add(base)) : [];
    });
    return [...inherited, ...type.members];
  }

  /** What it takes from a definition of Kubernetes: a RevisionSpec of Knative is a PodSpec with some more. */
  #coreFields({ type }: Declared): Record<string, string> {
    return Object.assign({}, ...type.bases.map((base) => this.#writer.coreFields(coreName(base) ?? '')));
  }

  #write(number: number, members: readonly Member[], file: string, inherited: Readonly<Record<string, string>> = {}): void {
    const fields: Record<string, string> = { ...inherited };
    for (const { name, optional, type } of members) {
      // What every object has is checked elsewhere, and status is not taken from manifests.
      const isFree = ['apiVersion', 'kind', 'metadata', 'status'].includes(name) && members.some((member) => member.name === 'metadata');
      const code = isFree ? '*' : this.#code(type, file, number, name);
      fields[name] = this.#required && !optional && !isFree ? `!${code}` : code;
    }
    Object.assign(this.#writer.definitions[number] as object, Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))));
  }

  #code(type: DeclaredType, file: string, owner: number, field: string): string {
    switch (type.kind) {
      case 'list':
        return `[${this.#code(type.item, file, owner, field)}`;
      case 'map':
        return `{${this.#code(type.value, file, owner, field)}`;
      case 'object': {
        if (type.members.length === 0) return '*';
        const number = this.#writer.definitions.push({}) - 1;
        this.#write(number, type.members, file);
        return `@${number}`;
      }
      case 'literal':
        return 's';
      case 'union':
        return this.#unionCode(type.types, file, owner, field);
      case 'name':
        return this.#namedCode(type.name, file, owner, field);
      default:
        return '*';
    }
  }

  #unionCode(types: readonly DeclaredType[], file: string, owner: number, field: string): string {
    const values = types.flatMap((one) => (one.kind === 'literal' ? [one.value] : []));
    if (values.length === types.length) {
      // A value with the sign that separates values cannot be written, and does not occur.
      if (values.every((value) => !/[|@]/.test(value))) this.#writer.setValues(owner, field, values);
      return 's';
    }
    const names = new Set(types.map((one) => (one.kind === 'name' ? one.name : '')));
    if (names.size === 2 && names.has('string') && names.has('number')) return 'x';
    const given = types.filter((one) => !(one.kind === 'name' && one.name === 'null'));
    return given.length === 1 && given[0] ? this.#code(given[0], file, owner, field) : '*';
  }

  #namedCode(name: string, file: string, owner: number, field: string): string {
    const primitive = PRIMITIVES[name];
    if (primitive !== undefined) return primitive;
    const core = coreName(name);
    if (core !== undefined) return leafCode(core) ?? (this.#writer.isCore(core) ? `%${core}` : '*');
    const declared = this.#find(name, file);
    if (!declared) return '*';
    return declared.type.keyword === 'interface'
      ? `@${this.define(declared)}`
      : this.#code(declared.type.type ?? { kind: 'other' }, declared.file, owner, field);
  }

  #find(name: string, file: string): Declared | undefined {
    return this.#known.get(name) ?? this.#known.get(`${file}#${name}`);
  }
}

const PRIMITIVES: Readonly<Record<string, string>> = {
  string: 's',
  number: 'n',
  boolean: 'b',
  any: '*',
  unknown: '*',
  object: '*',
  IObjectMeta: '%meta.v1.ObjectMeta',
};

/** `IIoK8sApiCoreV1PodTemplateSpec` -> `core.v1.PodTemplateSpec`; undefined for types that are not Kubernetes' own. */
function coreName(name: string): string | undefined {
  const match = /^II?oK8s(Apimachinery|Api|ApiextensionsApiserver)(?:Pkg(?:Apis|Api|Util|Runtime)?)?([A-Z][a-z]+)?(V\d(?:(?:alpha|beta)\d)?)?([A-Z]\w*)$/.exec(
    name,
  );
  if (!match) return undefined;
  const [, room, group = '', version = '', kind = ''] = match;
  if (room === 'Apimachinery' && version === '') return kind === 'RawExtension' ? 'runtime.RawExtension' : kind;
  return shortName(`${room === 'Apimachinery' ? 'meta' : group.toLowerCase()}.${version.toLowerCase()}.${kind}`);
}
