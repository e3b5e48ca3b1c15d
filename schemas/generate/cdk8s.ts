import { type DeclaredType, readDeclarations } from './declarations';
import { type DefinitionFacts, type Facts, type FieldFacts, type KindFacts, leafCode, shortName, type TypeCode } from './facts';
import type { PackageFiles } from './fetch';

const DECLARATIONS = 'lib/imports/k8s.d.ts';
const CODE = 'lib/imports/k8s.js';

export function isWantedOfCdk8s(path: string): boolean {
  return path === DECLARATIONS || path === CODE;
}

/**
 * The facts of one `cdk8s-plus-NN`. Its comments name every definition and field in full. It leaves status out, and
 * mixes up types of one name in two groups: good for what is there and what is required, not for references.
 */
export function readCdk8s(files: PackageFiles): Facts {
  const { types } = readDeclarations(files.get(DECLARATIONS) ?? '');
  const names = new Map<string, string>([
    ['IntOrString', 'IntOrString'],
    ['Quantity', 'Quantity'],
  ]);
  const texts = new Map<string, readonly string[]>();
  for (const { name, keyword, comment, type } of types) {
    const schema = schemaOf(comment);
    if (keyword === 'enum' && type?.kind === 'union') texts.set(name, literals(type));
    else if (keyword === 'interface' && schema?.startsWith('io.')) names.set(name, shortName(schema));
  }
  const definitions = new Map<string, DefinitionFacts>();
  const enums = new Map<string, readonly string[]>();
  for (const { keyword, comment, members } of types) {
    const schema = schemaOf(comment);
    if (keyword !== 'interface' || !schema?.startsWith('io.')) continue;
    const name = shortName(schema);
    const fields = new Map<string, FieldFacts>();
    for (const member of members) {
      const field = /@schema [^#\s]*#(\S+)/.exec(member.comment)?.[1] ?? member.name;
      fields.set(field, { type: typeCode(member.type, names, texts), required: !member.optional, description: withoutTags(member.comment) });
      const values = member.type.kind === 'name' ? texts.get(member.type.name) : undefined;
      if (values) enums.set(`${name}#${field}`, values);
    }
    definitions.set(name, { description: withoutTags(comment), fields });
  }
  return { definitions, kinds: readKinds(files.get(CODE) ?? '', types, definitions), enums };
}

function schemaOf(comment: string): string | undefined {
  return /@schema (\S+)/.exec(comment)?.[1];
}

function withoutTags(comment: string): string {
  return comment.replace(/^@(?:schema|default)[\s\S]*$/m, '').trim();
}

/** The classes state apiVersion and kind in their code alone. */
function readKinds(code: string, types: ReturnType<typeof readDeclarations>['types'], definitions: Facts['definitions']): KindFacts[] {
  const classes = new Map(
    types.flatMap(({ name, keyword, comment }): [string, string][] => (keyword === 'class' ? [[name, shortName(schemaOf(comment) ?? '')]] : [])),
  );
  const stated = /(?:^(\w+)\.GVK = \{|^class (\w+) extends[^\n]*\n[\s\S]{0,400}?static GVK = \{)\s*apiVersion: '([^']+)',\s*kind: '([^']+)'/gm;
  return [...code.matchAll(stated)].flatMap(([, assigned, declared, apiVersion = '', kind = '']) => {
    const definition = classes.get(assigned ?? declared ?? '') ?? '';
    const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
    return definitions.has(definition) ? [{ group, version, kind, plural: '', namespaced: false, definition }] : [];
  });
}

function typeCode(type: DeclaredType, names: ReadonlyMap<string, string>, texts: ReadonlyMap<string, unknown>): TypeCode {
  switch (type.kind) {
    case 'list':
      return `[${typeCode(type.item, names, texts)}`;
    case 'map':
      return `{${typeCode(type.value, names, texts)}`;
    case 'union':
      return 'x';
    case 'name': {
      const primitive = PRIMITIVES[type.name] ?? (texts.has(type.name) ? 's' : undefined);
      const name = names.get(type.name);
      return primitive ?? (name === undefined ? `?${type.name}` : (leafCode(name) ?? `@${name}`));
    }
    default:
      return '?';
  }
}

const PRIMITIVES: Readonly<Record<string, TypeCode>> = { string: 's', number: 'i', boolean: 'b', any: '*', Date: 't' };

function literals({ types }: { readonly types: readonly DeclaredType[] }): string[] {
  return types.flatMap((type) => (type.kind === 'literal' ? [type.value] : []));
}
