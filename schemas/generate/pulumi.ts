import { type DeclaredType, readDeclarations } from './declarations';
import { type DefinitionFacts, type Facts, type FieldFacts, leafCode, type TypeCode } from './facts';
import type { PackageFiles } from './fetch';

const INPUTS = 'types/input.d.ts';

export function isWantedOfPulumi(path: string): boolean {
  return path === INPUTS;
}

/**
 * The facts of `@pulumi/kubernetes`. It keeps kinds and fields that are gone, and has no lists: good only to decide
 * between two neighbours.
 */
export function readPulumi(files: PackageFiles): Facts {
  const definitions = new Map<string, DefinitionFacts>();
  const { types } = readDeclarations(files.get(INPUTS) ?? '');
  const names = new Set(types.map(({ name }) => name));
  for (const { name, keyword, members } of types) {
    // `PodPatch` stands for a server-side apply of a Pod.
    const isPatch = name.endsWith('Patch') && names.has(name.slice(0, -'Patch'.length));
    if (keyword !== 'interface' || name.split('.').length !== 3 || isPatch) continue;
    const fields = members.map((member): [string, FieldFacts] => [
      fieldName(member.name),
      { type: typeCode(member.type), required: !member.optional, description: '' },
    ]);
    definitions.set(name, { description: '', fields: new Map(fields) });
  }
  return { definitions, kinds: [], enums: new Map() };
}

/** `x_kubernetes_list_type` stands for `x-kubernetes-list-type`. */
function fieldName(name: string): string {
  return name.startsWith('x_kubernetes_') ? name.replaceAll('_', '-') : name;
}

function typeCode(type: DeclaredType): TypeCode {
  switch (type.kind) {
    case 'list':
      return `[${typeCode(type.item)}`;
    case 'map':
      return `{${typeCode(type.value)}`;
    case 'literal':
      return 's';
    case 'union': {
      const codes = new Set(type.types.map(typeCode));
      return codes.has('i') && codes.has('s') ? 'x' : [...codes].every((code) => code === 's' || code.startsWith('?')) ? 's' : '?';
    }
    case 'name': {
      const [inner] = type.given;
      if (type.name === 'pulumi.Input' && inner) return typeCode(inner);
      if (type.name.startsWith('enums.')) return 's';
      const name = type.name.replace(/^inputs\./, '');
      return PRIMITIVES[type.name] ?? (name === type.name ? `?${name}` : (leafCode(name) ?? `@${name}`));
    }
    default:
      return '?';
  }
}

const PRIMITIVES: Readonly<Record<string, TypeCode>> = { string: 's', number: 'i', boolean: 'b', any: '*' };
