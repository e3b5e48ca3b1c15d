import { type DeclaredName, type DeclaredType, readDeclarations } from './declarations';
import { type DefinitionFacts, type Facts, groupPrefix, leafCode, type TypeCode } from './facts';
import type { PackageFiles } from './fetch';

export function isWantedOfKubernetesModels(path: string): boolean {
  return path.endsWith('.d.ts') && !path.includes('_schemas/') && !path.endsWith('index.d.ts');
}

/** The facts of `kubernetes-models` and its `apimachinery`: all minors up to its own in one, the newest winning. */
export function readKubernetesModels(models: PackageFiles, apimachinery: PackageFiles): Facts {
  const files = [
    ...[...models].map(([path, text]) => ({ name: nameOfModel(path), ...readDeclarations(text) })),
    ...[...apimachinery].map(([path, text]) => ({ name: nameOfMachinery(path), ...readDeclarations(text) })),
  ];
  const names = new Map(files.flatMap(({ name, aliases }) => [...aliases.values()].filter((alias) => alias.startsWith('IIo')).map((alias) => [alias, name])));
  const definitions = new Map<string, DefinitionFacts>();
  const enums = new Map<string, readonly string[]>();
  for (const { name, types } of files) {
    const declared = types.find((one) => one.keyword === 'interface' && one.name === `I${name.slice(name.lastIndexOf('.') + 1)}`);
    if (leafCode(name) === undefined && declared) definitions.set(name, readDefinition(name, declared, names, enums));
  }
  return { definitions, kinds: [], enums };
}

function readDefinition(
  name: string,
  { comment, members }: DeclaredName,
  names: ReadonlyMap<string, string>,
  enums: Map<string, readonly string[]>,
): DefinitionFacts {
  return {
    description: comment,
    fields: new Map(
      members.map((member) => {
        const values = literalsOf(member.type);
        if (values.length > 0 && member.name !== 'apiVersion' && member.name !== 'kind') enums.set(`${name}#${member.name}`, values);
        return [member.name, { type: typeCode(member.type, names), required: !member.optional, description: member.comment }];
      }),
    ),
  };
}

/** `apps/v1/Deployment.d.ts` -> `apps.v1.Deployment`, `v1/Pod.d.ts` -> `core.v1.Pod`. */
function nameOfModel(path: string): string {
  const parts = path.replace(/\.d\.ts$/, '').split('/');
  const kind = parts.at(-1);
  const [group, version] = parts.length === 2 ? ['', parts[0]] : parts;
  return `${groupPrefix(group ?? '')}.${version}.${kind}`;
}

/** `apis/meta/v1/ObjectMeta.d.ts` -> `meta.v1.ObjectMeta`, `api/resource/Quantity.d.ts` -> `Quantity`. */
function nameOfMachinery(path: string): string {
  const parts = path.replace(/\.d\.ts$/, '').split('/');
  const kind = parts.at(-1);
  if (parts[0] === 'apis') return `meta.${parts[2]}.${kind}`;
  return parts[0] === 'runtime' ? `runtime.${kind}` : (kind ?? '');
}

function typeCode(type: DeclaredType, names: ReadonlyMap<string, string>): TypeCode {
  switch (type.kind) {
    case 'list':
      return `[${typeCode(type.item, names)}`;
    case 'map':
      return `{${typeCode(type.value, names)}`;
    case 'literal':
      return 's';
    case 'union':
      return type.types.every(({ kind }) => kind === 'literal') ? 's' : 'x';
    case 'name': {
      const name = names.get(type.name);
      return PRIMITIVES[type.name] ?? (name === undefined ? `?${type.name}` : (leafCode(name) ?? `@${name}`));
    }
    default:
      return '*';
  }
}

const PRIMITIVES: Readonly<Record<string, TypeCode>> = { string: 's', number: 'i', boolean: 'b', unknown: '*', any: '*', object: '*' };

/** The texts of `"A" | "B"` or of a list of them. */
function literalsOf(type: DeclaredType): string[] {
  if (type.kind === 'list') return literalsOf(type.item);
  if (type.kind === 'literal') return [type.value];
  if (type.kind !== 'union') return [];
  const values = type.types.flatMap((one) => (one.kind === 'literal' ? [one.value] : []));
  return values.length === type.types.length ? values : [];
}
