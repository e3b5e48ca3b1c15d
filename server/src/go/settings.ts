import type { Node } from 'web-tree-sitter';
import type { Callee } from './evaluate';

/** One place that gives a variable a value. */
export interface Setting {
  /** Undefined where the value cannot be told (several results, a parameter, `+=`). */
  readonly value: Node | undefined;
  /** `flag.StringVar(&x, "name", "default", …)`. */
  readonly flag: { readonly name: Node; readonly fallback: Node; readonly short: Node | undefined } | undefined;
  /**
   * `fallback`: in an `if` that asks whether the variable is empty, or a lookup failed. `override`: in an `if` that asks
   * whether something is not empty.
   */
  readonly kind: 'plain' | 'fallback' | 'override';
}

/** More places than this are not looked at: the variable counts as unknown. */
const MAX_PLACES = 300;

const UNKNOWN: Setting = { value: undefined, flag: undefined, kind: 'plain' };

/**
 * The places that set a name in a function, or at the top of a file. The name is looked for in the text, and only where it
 * stands is the tree asked: a file's whole tree is never walked.
 */
export function settingsOf(name: string, block: Node, root: Node, text: string, calleeOf: (call: Node) => Callee | undefined): readonly Setting[] {
  const settings: Setting[] = [];
  const pattern = new RegExp(`\\b${name}\\b`, 'g');
  pattern.lastIndex = block.startIndex;
  let places = 0;
  for (let match = pattern.exec(text); match && match.index < block.endIndex; match = pattern.exec(text)) {
    // What stands in front and behind tells most uses apart from settings without asking the tree.
    if (text[match.index - 1] === '.' || !mayBeSet(text, match.index, name.length, block)) continue;
    if (++places > MAX_PLACES) return [UNKNOWN, UNKNOWN, UNKNOWN];
    const node = root.descendantForIndex(match.index);
    const setting = node?.type === 'identifier' ? settingAt(node, text, block, calleeOf) : undefined;
    if (setting) settings.push(setting);
  }
  return settings;
}

function mayBeSet(text: string, at: number, length: number, block: Node): boolean {
  const behind = text.slice(at + length, at + length + 40);
  if (text[at - 1] === '&' || /^\s*(?:[:+|&^%*/-]|<<|>>)?=(?!=)/.test(behind) || /^\s*(?:,|\+\+|--)/.test(behind)) return true;
  const lineStart = text.lastIndexOf('\n', at) + 1;
  const before = text.slice(lineStart, at);
  // A declaration without value, and parameters, which stand at the head of a function.
  return (
    /(?:^|\s)(?:var|const)\s+$/.test(before) ||
    /^\s*$/.test(before) ||
    /\bfunc\b/.test(before) ||
    /,\s*$/.test(before) ||
    (block.type !== 'source_file' && at < block.startIndex + 400)
  );
}

function settingAt(node: Node, text: string, block: Node, calleeOf: (call: Node) => Callee | undefined): Setting | undefined {
  const isFile = block.type === 'source_file';
  const parent = node.parent;
  switch (parent?.type) {
    case 'expression_list':
      return assignment(node, parent, parent.parent, text, block, calleeOf);
    case 'const_spec':
    case 'var_spec': {
      if (isFile && parent.parent?.parent?.type !== 'source_file' && parent.parent?.parent?.parent?.type !== 'source_file') return undefined;
      const names = parent.childrenForFieldName('name').filter((one): one is Node => one?.type === 'identifier');
      const index = names.findIndex(({ id }) => id === node.id);
      const values = nodes(parent.childForFieldName('value'));
      // Without a value it waits for one; as a type or value it is only used.
      if (index < 0 || (values.length === 0 && parent.type === 'var_spec')) return undefined;
      return { ...UNKNOWN, value: values.length === names.length ? values[index] : undefined };
    }
    case 'parameter_declaration':
    case 'variadic_parameter_declaration':
      // An inner function's parameter is another variable.
      return functionOf(parent)?.id === block.id && parent.childrenForFieldName('name').some((one) => one?.id === node.id) ? UNKNOWN : undefined;
    case 'inc_statement':
    case 'dec_statement':
      return UNKNOWN;
    case 'unary_expression':
      return text[parent.startIndex] === '&' ? byAddress(parent, calleeOf) : undefined;
    default:
      return undefined;
  }
}

function assignment(
  node: Node,
  list: Node,
  statement: Node | null,
  text: string,
  block: Node,
  calleeOf: (call: Node) => Callee | undefined,
): Setting | undefined {
  if (!statement || statement.childForFieldName('left')?.id !== list.id) return undefined;
  // A `:=` in an inner function makes another variable.
  if (statement.type !== 'assignment_statement' && functionOf(statement)?.id !== block.id) return undefined;
  if (statement.type !== 'assignment_statement' && statement.type !== 'short_var_declaration') return UNKNOWN;
  const operator = statement.type === 'assignment_statement' ? statement.childForFieldName('operator')?.type : ':=';
  if (operator !== '=' && operator !== ':=') return UNKNOWN;
  const names = nodes(list);
  const values = nodes(statement.childForFieldName('right'));
  const index = names.findIndex(({ id }) => id === node.id);
  const kind = kindOf(text.slice(node.startIndex, node.endIndex), statement, text);
  if (names.length === values.length) return { value: values[index], flag: undefined, kind };
  // `x, ok := os.LookupEnv("X")` sets x to what the call reads.
  const [only] = values;
  const callee = only?.type === 'call_expression' ? calleeOf(only) : undefined;
  const isRead = callee?.path === 'os' && callee.name === 'LookupEnv';
  const isNumber = callee?.path === 'strconv' && /^(?:Atoi|ParseInt|ParseUint)$/.test(callee.name);
  return index === 0 && (isRead || isNumber) ? { value: only, flag: undefined, kind } : UNKNOWN;
}

/** `&x` is given away: to a flag, which sets it to its default, or to something that may set it to anything. */
export function byAddress(address: Node, calleeOf: (call: Node) => Callee | undefined): Setting {
  const call = address.parent?.type === 'argument_list' ? address.parent.parent : undefined;
  const callee = call?.type === 'call_expression' ? calleeOf(call) : undefined;
  const kind = /^(?:String|Int|Uint)Var(P?)$/.exec(callee?.name ?? '');
  const given = nodes(call?.childForFieldName('arguments') ?? null);
  const name = given[1];
  const fallback = given[kind?.[1] === 'P' ? 3 : 2];
  return kind && given[0]?.id === address.id && name && fallback
    ? { ...UNKNOWN, flag: { name, fallback, short: kind[1] === 'P' ? given[2] : undefined } }
    : UNKNOWN;
}

function kindOf(name: string, statement: Node, text: string): Setting['kind'] {
  for (let up = statement.parent; up && up.type !== 'func_literal' && !up.type.endsWith('_declaration'); up = up.parent) {
    if (up.type !== 'if_statement') continue;
    const condition = up.childForFieldName('condition');
    const asked = condition ? text.slice(condition.startIndex, condition.endIndex).replace(/\s+/g, '') : '';
    const isElse = up.childForFieldName('alternative')?.id === statement.parent?.id || up.childForFieldName('alternative')?.id === statement.parent?.parent?.id;
    if (isElse) continue;
    // Whether a number could be read: `if n, err := strconv.Atoi(x); err == nil`, or right behind it.
    const isNumber =
      /^err[!=]=nil$/.test(asked) &&
      /\bstrconv\.\w+\([^\n;]*\s*$/.test(text.slice(Math.max(0, up.startIndex - 80), condition?.startIndex ?? 0).replace(/;\s*$|\n\s*if\s*$/, ''));
    if (isNumber) return asked.startsWith('err==') ? 'override' : 'fallback';
    if (asked === `${name}==""` || asked === `""==${name}` || asked === `len(${name})==0` || /^!\w+$/.test(asked)) return 'fallback';
    if (/^\w+(?:\("?\w+"?\))?!=""$/.test(asked) || /^(?:ok|found|exists|set)$/.test(asked) || /^(?:os\.)?Getenv\("\w+"\)!=""$/.test(asked)) return 'override';
  }
  return 'plain';
}

function functionOf(node: Node): Node | undefined {
  let up = node.parent;
  while (up && up.type !== 'func_literal' && up.type !== 'function_declaration' && up.type !== 'method_declaration') up = up.parent;
  return up ?? undefined;
}

function nodes(list: Node | null): Node[] {
  return list?.namedChildren.filter((node): node is Node => node !== null && node.type !== 'comment') ?? [];
}
