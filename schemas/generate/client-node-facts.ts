import { type ClientNode, type Model, parseType } from './client-node';
import type { DeclaredType } from './declarations';
import { type DefinitionFacts, type Facts, type KindFacts, leafCode, type TypeCode } from './facts';
import { kindPaths, SPECIAL, splitModelName } from './names';

/** The facts that a release of client-node states, under the names that were found for its models. */
export function clientNodeFacts(source: ClientNode, names: ReadonlyMap<string, string>): Facts {
  const definitions = new Map<string, DefinitionFacts>();
  for (const [model, name] of names) {
    if (leafCode(name) === undefined)
      definitions.set(
        name,
        definitionOf(source.models.get(model) as Model, (inner) => names.get(inner) ?? SPECIAL.get(inner)),
      );
  }
  return { definitions, kinds: kindsOf(source, definitions), enums: new Map() };
}

/** A model as a definition; `nameOf` finds the short name of another model. */
export function definitionOf({ description, fields }: Model, nameOf: (model: string) => string | undefined): DefinitionFacts {
  return {
    description,
    fields: new Map(
      fields.map((field) => [
        field.name,
        { type: typeCode(parseType(field.type), field.format, nameOf), required: field.required, description: field.description },
      ]),
    ),
  };
}

function kindsOf(source: ClientNode, definitions: Facts['definitions']): KindFacts[] {
  const kinds = new Map<string, KindFacts>();
  for (const { group, version, plural, namespaced, model, name } of kindPaths(source.paths)) {
    const kind = splitModelName(model)?.kind;
    if (kind === undefined || !definitions.has(name)) continue;
    const key = `${group}/${version}/${plural}`;
    kinds.set(key, { group, version, kind, plural, namespaced: namespaced || kinds.get(key)?.namespaced === true, definition: name });
  }
  return [...kinds.values()];
}

function typeCode(type: DeclaredType, format: string, nameOf: (model: string) => string | undefined): TypeCode {
  switch (type.kind) {
    case 'list':
      return `[${typeCode(type.item, format, nameOf)}`;
    case 'map':
      return `{${typeCode(type.value, format, nameOf)}`;
    case 'name':
      return (
        PRIMITIVES[type.name] ?? (type.name === 'string' ? (format === 'byte' ? 'y' : 's') : type.name === 'number' ? numberCode(format) : named(type.name))
      );
    default:
      throw new Error(`client-node has a type that is not understood: ${JSON.stringify(type)}`);
  }
  function named(model: string): TypeCode {
    const name = nameOf(model);
    return name === undefined ? `?${model}` : (leafCode(name) ?? `@${name}`);
  }
}

const PRIMITIVES: Readonly<Record<string, TypeCode>> = { boolean: 'b', Date: 't', any: '*', object: '*', IntOrString: 'x' };

function numberCode(format: string): TypeCode {
  return format === 'int64' ? 'I' : format === 'double' ? 'n' : 'i';
}
