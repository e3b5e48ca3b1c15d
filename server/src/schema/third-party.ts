import type { Validate } from './core-validator';
import { coreValidator } from './core-validator';
import { metadataErrors, type ObjectSchema, withMetadata } from './object-schema';
import { definitionNamed } from './pack';
import { type KindFacts, Pack, type PackFile } from './pack-file';
import { packValidators } from './pack-validators';

/** Kinds of others that ship with us. Each names the project and release that it was taken from. */
interface ThirdPartyFile extends Omit<PackFile, 'kinds'> {
  readonly projects: readonly (readonly [project: string, version: string, asks: number])[];
  readonly kinds: readonly (readonly [...PackFile['kinds'][number], project: number])[];
}

let loaded: { readonly pack: Pack; readonly validatorOf: (definition: number) => Validate; readonly kinds: ReadonlyMap<string, Kind> } | undefined;

interface Kind {
  readonly definition: number;
  readonly project: string;
  readonly version: string;
  readonly asks: boolean;
}

const schemas = new Map<string, ObjectSchema>();

/** The schema of a kind of others, as one release had it; undefined where we have none. */
export function thirdPartySchema(group: string, version: string, kind: string): ObjectSchema | undefined {
  const key = `${group}/${version}/${kind}`;
  const known = schemas.get(key);
  if (known) return known;
  loaded ??= load();
  const { pack, validatorOf, kinds } = loaded;
  const found = kinds.get(key);
  if (!found) return undefined;
  const root = pack.definition(found.definition);
  const schema: ObjectSchema = {
    root: withMetadata(root),
    opinion: { project: found.project, version: found.version, asks: found.asks },
    validate: (json, range) => {
      const validator = validatorOf(found.definition);
      const errors = validator.call(range, json) ? [] : (validator.errors ?? []);
      return [...errors, ...metadataErrors(json, range)];
    },
  };
  schemas.set(key, schema);
  return schema;
}

/** The kinds that have such a schema. */
export function thirdPartyKinds(): readonly Pick<KindFacts, 'group' | 'version' | 'kind'>[] {
  loaded ??= load();
  return loaded.pack.kinds;
}

function load(): NonNullable<typeof loaded> {
  const file = require('../../../schemas/third-party.json') as ThirdPartyFile;
  const pack = new Pack(file as unknown as PackFile, definitionNamed);
  const kinds = new Map(
    file.kinds.map(([group, version, kind, , , definition, , , project]): [string, Kind] => {
      const [name = '', release = '', asks = 1] = file.projects[project] ?? [];
      return [`${group}/${version}/${kind}`, { definition, project: name, version: release, asks: asks === 1 }];
    }),
  );
  return { pack, validatorOf: packValidators(pack, coreValidator), kinds };
}
