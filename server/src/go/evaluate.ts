import type { Node } from 'web-tree-sitter';
import type { Span } from '../text/span';
import { koanfKey } from './koanf';
import { byAddress, type Setting, settingsOf } from './settings';
import type { GoImport } from './source';
import { type Text, type TextPart, withFallback } from './text';
import { urfaveFlag } from './urfave';

/** How deep variables and functions that are made from others are followed. */
const MAX_STEPS = 12;

type EnvironmentPart = Extract<TextPart, { kind: 'environment' }>;

export interface Callee {
  /** `net/http` of `http.ListenAndServe(…)`; undefined for methods and functions of the package itself. */
  readonly path: string | undefined;
  /** What stands in front of a method's name. */
  readonly receiver: Node | undefined;
  readonly name: string;
}

/** Finds out what texts a Go file's expressions stand for, as far as the file itself proves it. Asks nothing of other files. */
export class Evaluator {
  readonly #file: string;
  readonly text: string;
  readonly #root: Node;
  readonly #packages: ReadonlyMap<string, string>;
  readonly #settings = new Map<string, readonly Setting[]>();
  /** Variables whose value is being looked for: one that leads back to itself has none. */
  readonly #active = new Set<readonly Setting[]>();
  /** Functions whose calls are being looked into, and what their parameters are there. */
  readonly #bound: { readonly block: number; readonly values: ReadonlyMap<string, Text | undefined> }[] = [];

  constructor(file: string, text: string, root: Node, imports: readonly GoImport[]) {
    this.#file = file;
    this.text = text;
    this.#root = root;
    this.#packages = new Map(imports.map((one) => [one.name, one.value]));
  }

  /** True where a package whose path starts with `path` is imported. */
  imports(path: string): boolean {
    for (const known of this.#packages.values()) if (known === path || known.startsWith(`${path}/`)) return true;
    return false;
  }

  /** `http.ListenAndServe(…)` is path `net/http`, name `ListenAndServe`; a method call has no path and a receiver. */
  calleeOf(call: Node): Callee | undefined {
    const callee = call.childForFieldName('function');
    if (callee?.type === 'identifier') return { path: undefined, receiver: undefined, name: this.sourceOf(callee) };
    if (callee?.type !== 'selector_expression') return undefined;
    const operand = callee.childForFieldName('operand');
    const field = callee.childForFieldName('field');
    if (!operand || !field) return undefined;
    const path = operand.type === 'identifier' ? this.#packages.get(this.sourceOf(operand)) : undefined;
    return { path, receiver: path === undefined ? operand : undefined, name: this.sourceOf(field) };
  }

  /** A function of viper, or a method of an instance that this file makes. */
  isViper({ path, receiver }: Callee): boolean {
    if (path !== undefined || !receiver) return path === 'github.com/spf13/viper';
    return (
      receiver.type === 'identifier' &&
      this.imports('github.com/spf13/viper') &&
      new RegExp(`\\b${this.sourceOf(receiver)}\\s*:?=\\s*viper\\.New\\(\\)`).test(this.text)
    );
  }

  argumentsOf(call: Node): Node[] {
    return call.childForFieldName('arguments')?.namedChildren.filter((node): node is Node => node !== null && node.type !== 'comment') ?? [];
  }

  sourceOf(node: Node): string {
    return this.text.slice(node.startIndex, node.endIndex);
  }

  spanOf(node: Node): Span {
    return { file: this.#file, start: node.startIndex, end: node.endIndex };
  }

  /** The read of an environment variable that this call is: `os.Getenv`, `os.LookupEnv`, or a helper such as `getEnv("X", "y")`. */
  environmentRead(call: Node): { part: EnvironmentPart; place: Node } | undefined {
    const callee = this.calleeOf(call);
    const given = this.argumentsOf(call);
    const [first, second] = given;
    if (!callee || !first || !/env/i.test(callee.name) || !(isPlain(first) || first.type === 'binary_expression')) return undefined;
    const key = this.constant(first);
    if (key === undefined || !/^[A-Za-z_][\w.]*$/.test(key)) return undefined;
    const at = this.spanOf(first);
    if (callee.path === 'os' || callee.path === 'syscall') {
      const reads = /^(?:Getenv|LookupEnv)$/.test(callee.name) && given.length === 1;
      return reads ? { part: { kind: 'environment', key, fallback: undefined, at }, place: first } : undefined;
    }
    // A helper of this file says itself what it reads.
    if (callee.path === undefined && !callee.receiver && this.#declarationOf(callee.name)) {
      const [part, ...others] = this.#inlined(callee.name, given, 0) ?? [];
      return part?.kind === 'environment' && others.length === 0 && isPlain(first) ? { part, place: first } : undefined;
    }
    // A helper of the project's own: the name says what it reads, the second argument what it falls back on.
    if (/set|bind|prefix|unset|expand/i.test(callee.name) || !second || given.length > 2 || !isPlain(second)) return undefined;
    const fallback = this.constant(second);
    return fallback === undefined ? undefined : { part: { kind: 'environment', key, fallback, at }, place: first };
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
        return this.#literal(node);
      case 'int_literal':
        return [{ kind: 'constant', text: this.sourceOf(node).replaceAll('_', ''), at: this.spanOf(node) }];
      case 'literal_element':
      case 'parenthesized_expression':
      case 'unary_expression': {
        const operand = node.namedChildren[0];
        const changes = node.type === 'unary_expression' && !['*', '&'].includes(node.child(0)?.type ?? '');
        return operand && !changes ? this.evaluate(operand, steps + 1) : undefined;
      }
      case 'binary_expression':
        return this.#concatenation(node, steps);
      case 'identifier':
        return this.#variable(node, steps);
      case 'selector_expression':
        return this.#selector(node);
      case 'call_expression':
        return this.#call(node, steps);
      default:
        return undefined;
    }
  }

  #literal(node: Node): Text | undefined {
    const source = this.sourceOf(node);
    const text = unquote(source);
    // Where escapes stand, offsets in the text are not those in the file.
    const at = text !== undefined && text.length === source.length - 2 ? { file: this.#file, start: node.startIndex + 1, end: node.endIndex - 1 } : undefined;
    return text === undefined ? undefined : [{ kind: 'constant', text, at }];
  }

  #concatenation(node: Node, steps: number): Text | undefined {
    const left = node.childForFieldName('left');
    const right = node.childForFieldName('right');
    if (node.childForFieldName('operator')?.type !== '+' || !left || !right) return undefined;
    const before = this.evaluate(left, steps + 1);
    const after = before && this.evaluate(right, steps + 1);
    return before && after && [...before, ...after];
  }

  #selector(node: Node): Text | undefined {
    const operand = node.childForFieldName('operand');
    const field = node.childForFieldName('field');
    if (!operand || !field) return undefined;
    const path = operand.type === 'identifier' ? this.#packages.get(this.sourceOf(operand)) : undefined;
    const name = this.sourceOf(field);
    const method = path === 'net/http' ? /^Method([A-Z][a-z]+)$/.exec(name)?.[1] : undefined;
    if (method !== undefined) return [{ kind: 'constant', text: method.toUpperCase() }];
    return [path === undefined ? { kind: 'field', name } : { kind: 'reference', package: path, name }];
  }

  #call(node: Node, steps: number): Text | undefined {
    const read = this.environmentRead(node);
    if (read) return [read.part];
    const callee = this.calleeOf(node);
    const given = this.argumentsOf(node);
    const [first, second, third] = given;
    if (!callee) return undefined;
    const { path, name, receiver } = callee;
    if (!first) return this.#bare(callee, steps);
    if (path === 'fmt' && name === 'Sprintf') return this.#format(first, given.slice(1), steps);
    if (path === 'net' && name === 'JoinHostPort' && second) return this.#joined(first, ':', second, steps);
    if ((path === 'path' || path === 'path/filepath') && name === 'Join' && second && !third) return this.#joined(first, '/', second, steps);
    if ((path === 'strconv' && name === 'Itoa') || (path === 'strings' && name === 'TrimSpace')) return this.evaluate(first, steps + 1);
    if (path === 'strconv' && /^(?:Atoi|ParseInt|ParseUint|FormatInt|FormatUint)$/.test(name)) return this.evaluate(first, steps + 1);
    if (path === undefined && !receiver && /^(?:string|u?int(?:16|32|64)?)$/.test(name)) return this.evaluate(first, steps + 1);
    if ((path === 'flag' || path === 'github.com/spf13/pflag') && /^(?:String|Int|Uint)$/.test(name) && second) return this.#flag(first, second);
    if (path === 'github.com/spf13/pflag' && /^(?:String|Int|Uint)P$/.test(name) && third) return this.#flag(first, third, second);
    if (path === 'cmp' && name === 'Or' && second) return this.#firstOf(given, steps);
    if (path === undefined && !receiver) return this.#inlined(name, given, steps);
    const key = receiver && !second && first.type === 'interpreted_string_literal' ? this.constant(first) : undefined;
    const option = key === undefined ? undefined : urfaveFlag(name, key, this.#root, this);
    if (option) return [option];
    const loaded = koanfKey(callee, given, this);
    if (loaded !== undefined) return [{ kind: 'setting', key: loaded }];
    if (this.isViper(callee) && /^Get(?:String|Int|Uint)?$/.test(name)) {
      const key = this.constant(first);
      return key === undefined ? undefined : [{ kind: 'setting', key: key.toLowerCase() }];
    }
    return undefined;
  }

  /** A call without arguments: of this file, or one that another file of the program answers. */
  #bare({ path, name, receiver }: Callee, steps: number): Text | undefined {
    const declaration = path === undefined && !receiver ? this.#declarationOf(name) : undefined;
    if (declaration) return this.resultOf(declaration, steps);
    return [{ kind: 'result', package: receiver ? undefined : (path ?? ''), name }];
  }

  #flag(nameNode: Node, fallbackNode: Node, shortNode?: Node): Text | undefined {
    const name = this.constant(nameNode);
    const short = (shortNode && this.constant(shortNode)) || undefined;
    const fallback = this.evaluate(fallbackNode);
    const [part, ...others] = fallback ?? [];
    if (name === undefined || !part || others.length > 0) return undefined;
    // `flag.String("port", getenv("PORT", "8080"), "")` depends on both.
    if (part.kind === 'environment' && part.fallback !== undefined) return [{ kind: 'flag', name, short, key: part.key, fallback: part.fallback, at: part.at }];
    return part.kind === 'constant' ? [{ kind: 'flag', name, short, fallback: part.text, at: part.at }] : undefined;
  }

  #joined(left: Node, between: string, right: Node, steps: number): Text | undefined {
    const before = this.evaluate(left, steps + 1);
    const after = before && this.evaluate(right, steps + 1);
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
    const literal = this.evaluate(formatNode, steps + 1);
    const [only, ...others] = literal ?? [];
    if (only?.kind !== 'constant' || others.length > 0) return undefined;
    const parts: TextPart[] = [];
    let next = 0;
    let offset = 0;
    for (const piece of only.text.split(/(%[sdv%])/)) {
      const at = only.at && { ...only.at, start: only.at.start + offset, end: only.at.start + offset + piece.length };
      offset += piece.length;
      if (piece === '%%') parts.push({ kind: 'constant', text: '%' });
      else if (/^%[sdv]$/.test(piece)) {
        const value = values[next++];
        const text = value && this.evaluate(value, steps + 1);
        if (!text) return undefined;
        parts.push(...text);
      } else if (piece.includes('%')) return undefined;
      else if (piece !== '') parts.push({ kind: 'constant', text: piece, at });
    }
    return parts;
  }

  /** What a function of this file returns for these arguments. */
  #inlined(name: string, given: readonly Node[], steps: number): Text | undefined {
    const declaration = this.#declarationOf(name);
    const parameters = declaration?.childForFieldName('parameters')?.namedChildren.flatMap((one) => one?.childrenForFieldName('name') ?? []) ?? [];
    if (!declaration || parameters.length !== given.length || this.#bound.length > 3) return undefined;
    const values = new Map(parameters.map((one, index) => [one ? this.sourceOf(one) : '', this.evaluate(given[index] as Node, steps + 1)]));
    this.#bound.push({ block: declaration.id, values });
    const text = this.resultOf(declaration, steps + 1);
    this.#bound.pop();
    return text;
  }

  #declarationOf(name: string): Node | undefined {
    const place = /^\w+$/.test(name) ? new RegExp(`^func ${name}\\(`, 'm').exec(this.text) : null;
    return (place && enclosing(this.#root.descendantForIndex(place.index + 5), 'function_declaration')) ?? undefined;
  }

  /** The import path of a package that the file calls by this name. */
  pathOf(name: string): string | undefined {
    return this.#packages.get(name);
  }

  /** What a flag puts behind an address that it is given: `flag.StringVar(&cfg.Addr, …)`. */
  givenTo(address: Node): Text | undefined {
    const { flag } = byAddress(address, (call) => this.calleeOf(call));
    return flag && this.#flag(flag.name, flag.fallback, flag.short);
  }

  /** What a function of this file returns. */
  resultOf(declaration: Node, steps = 0): Text | undefined {
    const body = declaration.childForFieldName('body');
    if (!body || body.endIndex - body.startIndex > 2000) return undefined;
    const returns = body.descendantsOfType('return_statement').filter((node): node is Node => node !== null);
    const texts = returns.map((one) => {
      const value = one.namedChildren[0]?.namedChildren[0];
      return value ? this.evaluate(value, steps + 1) : undefined;
    });
    const [first, second, ...others] = texts;
    if (others.length > 0 || texts.length < 2) return others.length > 0 ? undefined : first;
    // The first of two stands in a condition.
    const asked = enclosing(returns[0] ?? null, 'if_statement')?.childForFieldName('condition');
    const isAbsent = asked ? /==\s*""|^!\w+$|len\(\w+\)\s*==\s*0|err\s*!=\s*nil/.test(this.sourceOf(asked)) : false;
    const isPresent = asked ? /!=\s*""|^\w+$|len\(\w+\)\s*(?:>|!=)\s*0|err\s*==\s*nil/.test(this.sourceOf(asked)) : false;
    return isPresent ? withFallback(first, second) : isAbsent ? withFallback(second, first) : undefined;
  }

  /**
   * A variable's text where all its settings agree on one: set once, or read from the environment and given a default
   * where that is empty, in either order.
   */
  #variable(node: Node, steps: number): Text | undefined {
    const name = this.sourceOf(node);
    const { settings, isPackage, block } = this.#settingsFor(name, node);
    if (settings.length === 0) return isPackage ? [{ kind: 'reference', package: '', name }] : undefined;
    const bound = this.#bound.at(-1);
    if (bound && bound.block === block && settings.length === 1 && bound.values.has(name)) return bound.values.get(name);
    if (settings.length > 2 || this.#active.has(settings)) return undefined;
    this.#active.add(settings);
    const [text, other] = settings.map((setting) => this.#textOf(setting, steps));
    this.#active.delete(settings);
    const second = settings[1];
    if (!second) return text;
    if (second.kind === 'fallback') return withFallback(text, other);
    return second.kind === 'override' ? withFallback(other, text) : undefined;
  }

  /** The expression that a variable is set to, where it is set once; `parameter` for what a caller gives. */
  onlyValueOf(variable: Node): Node | 'parameter' | undefined {
    const { settings } = this.#settingsFor(this.sourceOf(variable), variable);
    const [only, ...others] = settings;
    if (!only || others.length > 0) return undefined;
    return only.value ?? (only.flag ? undefined : 'parameter');
  }

  #textOf(setting: Setting, steps: number): Text | undefined {
    if (setting.value) return this.evaluate(setting.value, steps + 1);
    return setting.flag ? this.#flag(setting.flag.name, setting.flag.fallback, setting.flag.short) : undefined;
  }

  /** The settings of a name in the innermost function or file that has any. */
  #settingsFor(name: string, node: Node): { settings: readonly Setting[]; isPackage: boolean; block?: number } {
    let isPackage = true;
    for (let block = enclosing(node.parent, ...BLOCKS); block; block = enclosing(block.parent, ...BLOCKS)) {
      const key = `${block.id} ${name}`;
      const settings = this.#settings.get(key) ?? settingsOf(name, block, this.#root, this.text, (call) => this.calleeOf(call));
      this.#settings.set(key, settings);
      if (settings.length > 0) return { settings, isPackage: false, block: block.id };
      isPackage = block.type === 'source_file';
    }
    return { settings: [], isPackage };
  }
}

const BLOCKS = ['function_declaration', 'method_declaration', 'func_literal', 'source_file'];

export function enclosing(node: Node | null, ...types: readonly string[]): Node | null {
  let up = node;
  while (up && !types.includes(up.type)) up = up.parent;
  return up;
}

/** A literal or a name: what may be a key or a default without asking further. */
function isPlain({ type }: Node): boolean {
  return /^(?:interpreted_string_literal|raw_string_literal|int_literal|identifier|selector_expression)$/.test(type);
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
