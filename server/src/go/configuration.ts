import type { Node } from 'web-tree-sitter';
import { type Callee, type Evaluator, enclosing } from './evaluate';
import type { EnvironmentRead, FlagDefinition, SettingDefault } from './source';

const PFLAG = 'github.com/spf13/pflag';

export const FLAG_WORDS = [
  'String',
  'Int',
  'Bool',
  'Duration',
  'Uint',
  'Float64',
  'Int64',
  'Uint64',
  'StringSlice',
  'Float32',
  'Int32',
  'Count',
  'IP',
  'StringArray',
  'Text',
  'Func',
  'Var',
  'BoolFunc',
].flatMap((one) => [one, `${one}P`, `${one}Var`, `${one}VarP`]);

/** The command-line flag that a call defines: of the standard library or, by methods of a flag set, of pflag. */
export function flagOfCall(call: Node, { path, name, receiver }: Callee, evaluator: Evaluator): FlagDefinition | undefined {
  const isOwn = path === 'flag' || path === PFLAG;
  // cobra: `cmd.Flags().StringVarP(…)`, `cmd.PersistentFlags()`.
  const isSet = receiver?.type === 'call_expression' && /\.(?:Persistent)?Flags\(\)$/.test(evaluator.sourceOf(receiver));
  if (!isOwn && !isSet) return undefined;
  const given = evaluator.argumentsOf(call);
  const isVar = /VarP?$/.test(name);
  const nameNode = given[isVar ? 1 : 0];
  // `Var` and `Func` take something that reads the flag, and have no default.
  const hasDefault = !/^(?:Var|VarP|Func|BoolFunc|FuncP)$/.test(name);
  const fallbackNode = hasDefault ? given[(isVar ? 2 : 1) + (name.endsWith('P') && name !== 'IP' ? 1 : 0)] : undefined;
  const flag = nameNode && evaluator.constant(nameNode);
  if (!nameNode || flag === undefined) return undefined;
  const fallback = fallbackNode && evaluator.constant(fallbackNode);
  return { name: flag, at: evaluator.spanOf(nameNode), fallback, library: path === 'flag' ? 'flag' : 'pflag', isBoolean: /^Bool/.test(name) };
}

/** A read of a variable, with the default that stands around it. */
export function environmentOfCall(call: Node, evaluator: Evaluator): EnvironmentRead | undefined {
  const read = evaluator.environmentRead(call);
  if (!read) return undefined;
  const { key, fallback } = read.part;
  const found = { key, fallback, at: evaluator.spanOf(read.place), required: false, handled: fallback !== undefined, field: undefined };
  if (fallback !== undefined) return found;
  const parent = call.parent;
  // `cmp.Or(os.Getenv("X"), "y")`, and comparisons at the place itself.
  if (parent?.type === 'binary_expression') return { ...found, handled: true };
  const outer = parent?.type === 'argument_list' ? parent.parent : undefined;
  const variable = parent?.type === 'expression_list' ? parent.parent?.childForFieldName('left')?.namedChildren[0] : undefined;
  const text = outer ? evaluator.evaluate(outer) : variable?.type === 'identifier' ? evaluator.evaluate(variable) : undefined;
  const known = text?.find((part) => part.kind === 'environment' && part.key === key && part.fallback !== undefined);
  if (known?.kind === 'environment') return { ...found, fallback: known.fallback, handled: true };
  if (evaluator.calleeOf(call)?.name === 'LookupEnv') return { ...found, handled: true };
  const scope = enclosing(call, 'function_declaration', 'method_declaration', 'func_literal');
  const asked =
    variable &&
    scope &&
    new RegExp(`\\b${evaluator.sourceOf(variable)}\\s*[!=]=\\s*""|len\\(${evaluator.sourceOf(variable)}\\)`).test(evaluator.sourceOf(scope));
  return asked ? { ...found, handled: true } : found;
}

/** `viper.SetDefault("port", "8080")`. */
export function settingOfCall(callee: Callee, call: Node, evaluator: Evaluator): SettingDefault | undefined {
  if (callee.name !== 'SetDefault' || !evaluator.isViper(callee)) return undefined;
  const [first, second] = evaluator.argumentsOf(call);
  const key = first && evaluator.constant(first);
  const value = second && evaluator.constant(second);
  return first && key !== undefined && value !== undefined ? { key: key.toLowerCase(), value, at: evaluator.spanOf(first) } : undefined;
}
