import type { Node } from 'web-tree-sitter';
import type { GoImport, Text, TextPart } from './source';

/** How deep variables that are set from variables are followed. */
const MAX_STEPS = 12;

type EnvironmentPart = Extract<TextPart, { kind: 'environment' }>;

/** Finds out what texts a Go file's expressions stand for, as far as the file itself proves it. */
export class Evaluator {
  readonly #text: string;
  readonly #packages: ReadonlyMap<string, string>;
  /** All settings of a name in a function or at the top of the file, gathered once per block. */
  readonly #settings = new Map<number, Map<string, Setting[]>>();

  constructor(text: string, imports: readonly GoImport[]) {
    this.#text = text;
    this.#packages = new Map(imports.map((one) => [one.name, one.value]));
  }

  /** True where a package whose path starts with `path` is imported. */
  imports(path: string): boolean {
    return [...this.#packages.values()].some((known) => known === path || known.startsWith(`${path}/`));
  }

  /** `http.ListenAndServe(…)` is path `net/http`, name `ListenAndServe`; a method call has no path and a receiver. */
  calleeOf(call: Node): { path: string | undefined; receiver: Node | undefined; name: string } | undefined {
    const callee = call.childForFieldName('function');
    if (callee?.type === 'identifier') return { path: undefined, receiver: undefined, name: this.sourceOf(callee) };
    if (callee?.type !== 'selector_expression') return undefined;
    const operand = callee.childForFieldName('operand');
    const field = callee.childForFieldName('field');
    if (!operand || !field) return undefined;
    const path = operand.type === 'identifier' ? this.#packages.get(this.sourceOf(operand)) : undefined;
    return { path, receiver: path === undefined ? operand : undefined, name: this.sourceOf(field) };
  }

  argumentsOf(call: Node): Node[] {
    return call.childForFieldName('arguments')?.namedChildren.filter((node): node is Node => node !== null && node.type !== 'comment') ?? [];
  }

  sourceOf(node: Node): string {
    return this.#text.slice(node.startIndex, node.endIndex);
  }

  /** The read of an environment variable that this call is: `os.Getenv`, `os.LookupEnv`, or a helper such as `getEnv("X", "y")`. */
  environmentRead(call: Node): { part: EnvironmentPart; place: Node } | undefined {
    const callee = this.calleeOf(call);
    const given = this.argumentsOf(call);
    const [first, second] = given;
    if (!callee || !first) return undefined;
    const key = this.constant(first);
    if (key === undefined || !/^[A-Za-z_][\w.]*$/.test(key)) return undefined;
    if (callee.path === 'os' && (callee.name === 'Getenv' || callee.name === 'LookupEnv')) {
      return { part: { kind: 'environment', key, fallback: undefined }, place: first };
    }
    // A helper of the project's own: the name says what it reads, the second argument what it falls back on.
    if (!/env/i.test(callee.name) || callee.path === 'os' || !second || given.length > 2) return undefined;
    const fallback = this.constant(second);
    return fallback === undefined ? undefined : { part: { kind: 'environment', key, fallback }, place: first };
  }

  /** The text of an expression that is a constant; undefined for everything else. */
  constant(node: Node): string | undefined {
    const text = this.evaluate(node);
    return text?.every((part) => part.kind === 'constant') ? text.map((part) => (part as { text: string }).text).join('') : undefined;
  }

  /** The text that an expression stands for; undefined where that is not certain. */
  evaluate(node: Node, steps = 0): Text | undefined {
    if (steps > MAX_STEPS) return undefined;
    switch (node.type) {
      case 'interpreted_string_literal':
      case 'raw_string_literal':
        return constantText(unquote(this.sourceOf(node)));
      case 'int_literal':
        return constantText(this.sourceOf(node).replaceAll('_', ''));
      case 'parenthesized_expression':
      case 'unary_expression': {
        const operand = node.namedChildren[0];
        const dereferences = node.type === 'unary_expression' && !['*', '&'].includes(node.child(0)?.type ?? '');
        return operand && !dereferences ? this.evaluate(operand, steps + 1) : undefined;
      }
      case 'binary_expression':
        return this.#concatenation(node, steps);
      case 'identifier':
        return this.#variable(node, steps);
      case 'call_expression':
        return this.#call(node, steps);
      default:
        return undefined;
    }
  }

  #concatenation(node: Node, steps: number): Text | undefined {
    const left = node.childForFieldName('left');
    const right = node.childForFieldName('right');
    if (node.childForFieldName('operator')?.type !== '+' || !left || !right) return undefined;
    const before = this.evaluate(left, steps + 1);
    const after = this.evaluate(right, steps + 1);
    return before && after && [...before, ...after];
  }

  #call(node: Node, steps: number): Text | undefined {
    const read = this.environmentRead(node);
    if (read) return [read.part];
    const callee = this.calleeOf(node);
    const given = this.argumentsOf(node);
    const [first, second] = given;
    if (!callee || !first) return undefined;
    if (callee.path === 'fmt' && callee.name === 'Sprintf') return this.#format(first, given.slice(1), steps);
    if (callee.path === 'net' && callee.name === 'JoinHostPort' && second) return this.#joined(first, ':', second, steps);
    if ((callee.path === 'strconv' && callee.name === 'Itoa') || (callee.path === undefined && callee.name === 'string'))
      return this.evaluate(first, steps + 1);
    if (callee.path === 'flag' && (callee.name === 'String' || callee.name === 'Int') && second) return this.#flag(first, second);
    if (callee.path === 'cmp' && callee.name === 'Or' && second) return this.#firstOf(given, steps);
    return undefined;
  }

  #flag(nameNode: Node, fallbackNode: Node): Text | undefined {
    const name = this.constant(nameNode);
    const fallback = this.constant(fallbackNode);
    return name === undefined || fallback === undefined ? undefined : [{ kind: 'flag', name, fallback }];
  }

  #joined(left: Node, between: string, right: Node, steps: number): Text | undefined {
    const before = this.evaluate(left, steps + 1);
    const after = this.evaluate(right, steps + 1);
    return before && after && [...before, { kind: 'constant', text: between }, ...after];
  }

  /** `cmp.Or(os.Getenv("PORT"), "8080")`: the first that is not empty. */
  #firstOf(given: readonly Node[], steps: number): Text | undefined {
    const [first, second] = given;
    const read = first && this.evaluate(first, steps + 1);
    const fallback = second && this.constant(second);
    const [part, ...others] = read ?? [];
    return part?.kind === 'environment' && others.length === 0 && fallback !== undefined && given.length === 2 ? [{ ...part, fallback }] : undefined;
  }

  #format(formatNode: Node, values: readonly Node[], steps: number): Text | undefined {
    const format = this.constant(formatNode);
    if (format === undefined) return undefined;
    const parts: TextPart[] = [];
    let next = 0;
    for (const piece of format.split(/(%[sdv%])/)) {
      if (piece === '%%') parts.push({ kind: 'constant', text: '%' });
      else if (/^%[sdv]$/.test(piece)) {
        const value = values[next++];
        const text = value && this.evaluate(value, steps + 1);
        if (!text) return undefined;
        parts.push(...text);
      } else if (piece.includes('%')) return undefined;
      else if (piece !== '') parts.push({ kind: 'constant', text: piece });
    }
    return parts;
  }

  /**
   * A variable's text where all its settings agree on one: set once, or read from the environment and given a default
   * inside an `if` that asks whether it is empty.
   */
  #variable(node: Node, steps: number): Text | undefined {
    const name = this.sourceOf(node);
    for (let block: Node | null = enclosingBlock(node); block; block = enclosingBlock(block)) {
      const settings = this.#settingsIn(block).get(name);
      if (!settings) continue;
      const [first, ...others] = settings;
      const text = first?.value && this.evaluate(first.value, steps + 1);
      if (!text || others.length > 1) return undefined;
      const [other] = others;
      if (!other) return text;
      const [part, ...rest] = text;
      const fallback = other.isFallback && other.value ? this.constant(other.value) : undefined;
      if (part?.kind !== 'environment' || part.fallback !== undefined || rest.length > 0 || fallback === undefined) return undefined;
      return [{ ...part, fallback }];
    }
    return undefined;
  }

  #settingsIn(block: Node): Map<string, Setting[]> {
    const known = this.#settings.get(block.id);
    if (known) return known;
    const settings = new Map<string, Setting[]>();
    const add = (name: Node | null | undefined, value: Node | undefined, isFallback: boolean) => {
      if (name?.type !== 'identifier') return;
      const list = settings.get(this.sourceOf(name)) ?? [];
      list.push({ value, isFallback });
      settings.set(this.sourceOf(name), list);
    };
    for (const parameter of parametersOf(block)) add(parameter, undefined, false);
    for (const statement of settingStatements(block)) {
      const { names, values } = sidesOf(statement);
      const pairs = names.length === values.length;
      const [first] = values;
      // `x, ok := os.LookupEnv("X")` sets x to what the call reads.
      const isRead = !pairs && values.length === 1 && first?.type === 'call_expression' && this.environmentRead(first) !== undefined;
      names.forEach((name, index) => {
        const value = pairs ? values[index] : isRead && index === 0 ? first : undefined;
        if (statement.type === 'var_spec' && values.length === 0) return;
        add(
          name,
          value,
          isFallbackOf(this.sourceOf(name), statement, (node) => this.sourceOf(node)),
        );
      });
    }
    this.#settings.set(block.id, settings);
    return settings;
  }
}

interface Setting {
  /** Undefined where the value cannot be told (several results, a parameter, `+=`). */
  readonly value: Node | undefined;
  /** Set inside an `if` that asks whether the variable is empty or was not found. */
  readonly isFallback: boolean;
}

const BLOCKS = new Set(['function_declaration', 'method_declaration', 'func_literal', 'source_file']);
const SETTINGS = ['short_var_declaration', 'assignment_statement', 'var_spec', 'const_spec'];

function enclosingBlock(node: Node): Node | null {
  let up = node.parent;
  while (up && !BLOCKS.has(up.type)) up = up.parent;
  return up;
}

/** Statements that set variables in a function (its inner functions too: they may set the outer variable), or at the top. */
function settingStatements(block: Node): Node[] {
  if (block.type !== 'source_file') return block.descendantsOfType(SETTINGS).filter((node): node is Node => node !== null);
  const top = block.namedChildren.filter((node): node is Node => node?.type === 'var_declaration' || node?.type === 'const_declaration');
  const declared = top.flatMap((node) => node.descendantsOfType(['var_spec', 'const_spec'])).filter((node): node is Node => node !== null);
  // Any assignment in the file may set a package variable.
  const assigned = block.descendantsOfType(['assignment_statement']).filter((node): node is Node => node !== null);
  return [...declared, ...assigned];
}

function sidesOf(statement: Node): { names: Node[]; values: Node[] } {
  const isSpec = statement.type === 'var_spec' || statement.type === 'const_spec';
  const names = isSpec ? statement.childrenForFieldName('name') : (statement.childForFieldName('left')?.namedChildren ?? []);
  const right = statement.childForFieldName(isSpec ? 'value' : 'right');
  const operator = statement.childForFieldName('operator');
  const compound = operator !== null && operator.type !== '=' && operator.type !== ':=';
  const values = right && !compound ? right.namedChildren : [];
  const nodes = (list: readonly (Node | null)[]) => list.filter((node): node is Node => node !== null && node.type !== 'comment');
  return { names: nodes(names).filter(({ type }) => type !== ','), values: nodes(values) };
}

function parametersOf(block: Node): Node[] {
  const lists = [block.childForFieldName('parameters'), block.childForFieldName('receiver')];
  return lists.flatMap((list) => list?.descendantsOfType('identifier') ?? []).filter((node): node is Node => node?.parent?.type === 'parameter_declaration');
}

/** True where the statement stands in an `if` that asks whether `name` is empty, or whether a lookup failed. */
function isFallbackOf(name: string, statement: Node, sourceOf: (node: Node) => string): boolean {
  for (let up = statement.parent; up && !BLOCKS.has(up.type); up = up.parent) {
    if (up.type !== 'if_statement') continue;
    const condition = up.childForFieldName('condition');
    const asked = condition ? sourceOf(condition).replace(/\s+/g, '') : '';
    if (asked === `${name}==""` || asked === `""==${name}` || asked === `len(${name})==0` || /^!\w+$/.test(asked)) return true;
  }
  return false;
}

function constantText(text: string | undefined): Text | undefined {
  return text === undefined ? undefined : [{ kind: 'constant', text }];
}

function unquote(source: string): string | undefined {
  if (source.startsWith('`')) return source.slice(1, -1);
  const inner = source.slice(1, -1);
  if (!inner.includes('\\')) return inner;
  try {
    return JSON.parse(source) as string;
  } catch {
    // An escape that Go has and JSON does not (`\x41`, `\a`): no address or key is written like that.
    return undefined;
  }
}
