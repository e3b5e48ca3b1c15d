import type { Node } from 'web-tree-sitter';
import { type Evaluator, enclosing } from './evaluate';
import type { FieldValue, GoResult } from './source';

/** Names of fields, functions and methods that may hold an address. */
const NAME = '\\w*(?:[pP]ort|[aA]ddr|[hH]ost|[lL]isten|[bB]ind)\\w*';
const KEYED = new RegExp(`(?<![\\w.])(${NAME})\\s*:(?![=:])`, 'g');
const ASSIGNED = new RegExp(`\\.(${NAME})[ \\t]*=(?!=)`, 'g');
const GIVEN_AWAY = new RegExp(`&[\\w.]+\\.(${NAME})\\b`, 'g');
const RESULT = new RegExp(`^func (?:(\\(\\w+ \\*?\\w+\\)) )?(${NAME})\\(\\) (?:string|int)\\b`, 'gm');
/** More places than this are not looked at: then all fields of the file count as set in a way that is not known. */
const MAX_PLACES = 200;

/** Every place of a file that sets a field which may hold an address. */
export function readFieldValues(evaluator: Evaluator, root: Node): FieldValue[] {
  const { text } = evaluator;
  const keyed = [...text.matchAll(KEYED)].flatMap((match) => keyedValue(match[1] as string, root.descendantForIndex(match.index), evaluator));
  const assigned = [...text.matchAll(ASSIGNED)].map((match) => assignedValue(match[1] as string, root.descendantForIndex(match.index + 1), evaluator));
  const given = [...text.matchAll(GIVEN_AWAY)].map((match) => {
    const address = enclosing(root.descendantForIndex(match.index), 'unary_expression');
    return { name: match[1] as string, owner: '', value: address ? evaluator.givenTo(address) : undefined, isFallback: false };
  });
  const found = [...keyed, ...assigned, ...given];
  return found.length > MAX_PLACES ? found.map((one) => ({ ...one, value: undefined })) : found;
}

/** `Config{Port: "8080"}`; nothing for labels, maps and cases. */
function keyedValue(name: string, node: Node | null, evaluator: Evaluator): FieldValue[] {
  const element = enclosing(node, 'keyed_element', 'block');
  const literal = enclosing(element, 'composite_literal');
  const [key, value] = element?.type === 'keyed_element' ? element.namedChildren : [];
  const type = literal?.childForFieldName('type');
  if (!literal || !key || !value || !node || key.startIndex !== node.startIndex || type?.type === 'map_type') return [];
  // Inside a list of structs the type is left out.
  const isOwn = literal.childForFieldName('body')?.id === element?.parent?.id;
  const [qualifier] = type?.type === 'qualified_type' ? type.namedChildren : [];
  const owner = !isOwn || !type ? undefined : qualifier ? evaluator.pathOf(evaluator.sourceOf(qualifier)) : type.type === 'type_identifier' ? '' : undefined;
  const inner = value.type === 'literal_element' ? value.namedChildren[0] : value;
  return [{ name, owner, value: inner ? evaluator.evaluate(inner) : undefined, isFallback: false }];
}

/** `cfg.Port = "8080"`, by itself or where the field is empty. */
function assignedValue(name: string, node: Node | null, evaluator: Evaluator): FieldValue {
  const statement = enclosing(node, 'assignment_statement', 'block');
  const right = statement?.type === 'assignment_statement' ? statement.childForFieldName('right')?.namedChildren : undefined;
  const condition = enclosing(statement, 'if_statement', 'for_statement', 'function_declaration', 'method_declaration');
  const asked = condition?.type === 'if_statement' ? condition.childForFieldName('condition') : undefined;
  const isFallback = asked ? new RegExp(`^[\\w.]+\\.${name}\\s*==\\s*(?:""|0)$`).test(evaluator.sourceOf(asked)) : false;
  const isPlain = condition === null || condition.type.endsWith('declaration');
  const [value, ...others] = right ?? [];
  return { name, owner: '', value: value && others.length === 0 && (isPlain || isFallback) ? evaluator.evaluate(value) : undefined, isFallback };
}

/** True where a file may set such fields, or has such functions. */
export function mayHoldFields(text: string): boolean {
  return [KEYED, ASSIGNED, GIVEN_AWAY, RESULT].some((pattern) => text.search(pattern) >= 0);
}

/** What functions and methods without parameters return, where that may be an address. */
export function readResults(evaluator: Evaluator, root: Node): GoResult[] {
  return [...evaluator.text.matchAll(RESULT)].flatMap((match) => {
    const declaration = enclosing(root.descendantForIndex(match.index + 6), 'function_declaration', 'method_declaration');
    const text = declaration ? evaluator.resultOf(declaration) : undefined;
    return [{ name: match[2] as string, isMethod: match[1] !== undefined, text }];
  });
}

/** Calls that fill a struct by its address: decoders of files and the like. */
export function fillsStructs(text: string): boolean {
  return /\b\w*(?:Unmarshal|Decode|Parse|Process|Read|Load|Bind|Scan|Fill|Populate)\w*\([^)\n]*&\w+\s*[,)]/.test(text);
}
