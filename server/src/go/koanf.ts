import type { Node } from 'web-tree-sitter';
import { type Callee, type Evaluator, enclosing } from './evaluate';
import { fieldsOf } from './listens';
import type { Mark, SettingDefault, ViperNames } from './source';

const KOANF = 'github.com/knadh/koanf';
export const KOANF_WORDS = ['Load', 'Set', 'Merge', 'MergeAt', 'MergeStrict'];

/** A method of an instance that the file makes: `var k = koanf.New(".")`. */
export function isKoanf({ receiver }: Callee, evaluator: Evaluator): boolean {
  return (
    receiver?.type === 'identifier' &&
    evaluator.imports(KOANF) &&
    new RegExp(`\\b${evaluator.sourceOf(receiver)}\\s*(?:\\*koanf\\.Koanf\\s*)?:?=\\s*koanf\\.New(?:WithConf)?\\(`).test(evaluator.text)
  );
}

/** The key that `k.String("http.addr")` asks for; undefined where no variable of the environment can have its name. */
export function koanfKey(callee: Callee, given: readonly Node[], evaluator: Evaluator): string | undefined {
  const [first, ...others] = given;
  if (!first || others.length > 0 || !/^(?:Must)?(?:String|Int|Int64)$/.test(callee.name) || !isKoanf(callee, evaluator)) return undefined;
  const key = evaluator.constant(first);
  return key !== undefined && /[A-Z_]/.test(key) && evaluator.imports(`${KOANF}/providers/env`) ? undefined : key;
}

/** What a call tells about the values of keys. */
export interface KoanfFacts {
  readonly settings: readonly SettingDefault[];
  readonly names: readonly ViperNames[];
  readonly marks: readonly Mark[];
}

/** Keys may have values that are not seen. */
const UNSEEN: KoanfFacts = { settings: [], names: [], marks: ['configuration-file'] };

/** `k.Load(confmap.Provider(…), nil)` and its likes; undefined for other calls. */
export function koanfLoad(call: Node, callee: Callee, evaluator: Evaluator): KoanfFacts | undefined {
  if (!KOANF_WORDS.includes(callee.name) || !isKoanf(callee, evaluator)) return undefined;
  const [provider] = evaluator.argumentsOf(call);
  const made = provider?.type === 'call_expression' ? evaluator.calleeOf(provider) : undefined;
  if (callee.name !== 'Load' || !provider || !made?.path) return UNSEEN;
  const given = evaluator.argumentsOf(provider);
  switch (made.path) {
    case `${KOANF}/providers/confmap`:
      // What is loaded behind the environment wins over it.
      return isBehindEnvironment(call, evaluator) ? UNSEEN : withSettings(given[0] && mapEntries(given[0], '', evaluator));
    case `${KOANF}/providers/structs`:
      return isBehindEnvironment(call, evaluator) || !given[1]
        ? UNSEEN
        : withSettings(given[0] && structEntries(given[0], evaluator.constant(given[1]) ?? '', '', evaluator));
    case `${KOANF}/providers/env`:
      return environmentFacts(made.name, given, evaluator);
    default:
      return UNSEEN;
  }
}

function withSettings(settings: readonly SettingDefault[] | undefined): KoanfFacts {
  return settings ? { settings, names: [], marks: [] } : UNSEEN;
}

function isBehindEnvironment(call: Node, { text }: Evaluator): boolean {
  const place = text.search(/\benv\.Provider\w*\(/);
  return place >= 0 && place < call.startIndex;
}

/** `map[string]interface{}{"port": 8080}`, also one in another; undefined where something in it is not known. */
function mapEntries(node: Node, prefix: string, evaluator: Evaluator): SettingDefault[] | undefined {
  if (node.type !== 'composite_literal' || node.childForFieldName('type')?.type !== 'map_type') return undefined;
  const found: SettingDefault[] = [];
  for (const element of node.childForFieldName('body')?.namedChildren ?? []) {
    if (element?.type === 'comment') continue;
    const [keyNode, valueNode] = element?.namedChildren.map((one) => (one?.type === 'literal_element' ? one.namedChildren[0] : one)) ?? [];
    const key = keyNode && evaluator.constant(keyNode);
    if (!keyNode || !valueNode || key === undefined) return undefined;
    const added = entry(prefix + key, keyNode, valueNode, evaluator, (inner) => mapEntries(inner, `${prefix}${key}.`, evaluator));
    if (!added) return undefined;
    found.push(...added);
  }
  return found;
}

/** The fields of a struct, by the names in their tags; undefined where something of it is not known. */
function structEntries(node: Node, tag: string, prefix: string, evaluator: Evaluator): SettingDefault[] | undefined {
  const literal = node.type === 'unary_expression' ? node.namedChildren[0] : node;
  const type = literal?.childForFieldName('type');
  if (literal?.type !== 'composite_literal' || type?.type !== 'type_identifier') return undefined;
  const declared = new RegExp(`^type ${evaluator.sourceOf(type)} struct \\{\\n([\\s\\S]*?)^\\}`, 'm').exec(evaluator.text)?.[1];
  const fields = fieldsOf(literal, evaluator);
  const count = literal.childForFieldName('body')?.namedChildren.filter((one) => one?.type !== 'comment').length;
  if (declared === undefined || fields.length !== count) return undefined;
  const found: SettingDefault[] = [];
  for (const { key: field, value } of fields) {
    const key = new RegExp(`^[ \\t]+${field}[ \\t][^\\n]*\\b${tag}:"([^",]+)"`, 'm').exec(declared)?.[1];
    if (key === undefined) return undefined;
    const added = entry(prefix + key, value, value, evaluator, (inner) => structEntries(inner, tag, `${prefix}${key}.`, evaluator));
    if (!added) return undefined;
    found.push(...added);
  }
  return found;
}

function entry(
  key: string,
  place: Node,
  valueNode: Node,
  evaluator: Evaluator,
  inside: (node: Node) => SettingDefault[] | undefined,
): SettingDefault[] | undefined {
  if (valueNode.type === 'composite_literal') return inside(valueNode);
  // Truths, durations and the like are no addresses.
  if (/^(?:true|false|float_literal)$/.test(valueNode.type)) return [];
  const value = evaluator.constant(valueNode);
  return value === undefined ? undefined : [{ key, value, at: evaluator.spanOf(place) }];
}

/** `env.Provider("APP_", ".", func(s string) string { … })`, where the function is the one of koanf's documentation or a part of it. */
function environmentFacts(name: string, [prefixNode, , change]: readonly Node[], evaluator: Evaluator): KoanfFacts {
  const prefix = prefixNode && evaluator.constant(prefixNode);
  const body = change?.type === 'func_literal' ? /\breturn\s+([^\n;]+?)\s*[\n;}]/.exec(evaluator.sourceOf(change))?.[1]?.replace(/\s+/g, '') : undefined;
  const parameter = change && /^func\(\s*(\w+)\s+string\s*\)/.exec(evaluator.sourceOf(change))?.[1];
  const small = `strings.ToLower(strings.TrimPrefix(${parameter},"${prefix}"))`;
  const dots = [`strings.Replace(${small},"_",".",-1)`, `strings.ReplaceAll(${small},"_",".")`];
  const isKnown = name === 'Provider' && prefix !== undefined && /^(?:\w+_)?$/.test(prefix) && body !== undefined && [small, ...dots].includes(body);
  const isOnly = change ? enclosing(change.namedChildren[0] ?? null, 'func_literal')?.descendantsOfType('return_statement').length === 1 : false;
  if (!isKnown || !isOnly) return { settings: [], names: [], marks: ['automatic-environment', 'environment-names'] };
  const names: ViperNames[] = [
    ...(prefix === '' ? [] : [{ prefix: prefix.slice(0, -1) }]),
    ...(dots.includes(body) ? [{ replacements: [['.', '_'] as const] }] : []),
  ];
  return { settings: [], names, marks: ['automatic-environment'] };
}
