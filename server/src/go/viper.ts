import type { Node } from 'web-tree-sitter';
import type { Evaluator } from './evaluate';
import { endsProgram } from './files';
import type { FileUse, ViperNames } from './source';
import type { Text } from './text';

export const VIPER_WORDS = ['AddConfigPath', 'SetConfigName', 'SetConfigFile'];
const VIPER = 'github.com/spf13/viper';

/** Endings under which viper looks for a configuration by its bare name (viper, `SupportedExts`). */
const ENDINGS = ['yaml', 'yml', 'json', 'toml', 'env', 'dotenv', 'ini', 'hcl', 'properties', 'props', 'prop', 'tfvars'];

/** The file that viper reads, where the program ends without it. Undefined where a name or a folder of it is not known. */
export function viperFile(evaluator: Evaluator, root: Node): FileUse | undefined {
  if (!evaluator.imports(VIPER)) return undefined;
  const calls = new Map<string, Node[]>();
  for (const match of evaluator.text.matchAll(/\b(?:AddConfigPath|SetConfigName|SetConfigFile|ReadInConfig)(?=\()/g)) {
    const call = root.descendantForIndex(match.index)?.parent?.parent;
    if (call?.type === 'call_expression') calls.set(match[0], [...(calls.get(match[0]) ?? []), call]);
  }
  const [read, ...otherReads] = calls.get('ReadInConfig') ?? [];
  if (!read || otherReads.length > 0 || !endsProgram(read, evaluator) || /ConfigFileNotFoundError/.test(evaluator.text)) return undefined;
  const texts = (name: string) => (calls.get(name) ?? []).map((call) => ({ call, text: textOf(call, evaluator) }));
  const files = texts('SetConfigFile');
  const names = texts('SetConfigName');
  const [file] = files;
  const [name] = names;
  if (file && files.length === 1 && names.length === 0 && file.text)
    return { kind: 'read', path: file.text, at: evaluator.spanOf(argumentOf(file.call, evaluator)), by: 'viper', fatal: true };
  const folders = texts('AddConfigPath').map(({ text }) => text);
  if (!name?.text || names.length > 1 || files.length > 0 || folders.length === 0 || folders.some((folder) => !folder || hasVariable(folder))) return undefined;
  const [first, ...alternatives] = (folders as Text[]).flatMap((folder) =>
    ENDINGS.map((ending): Text => [...folder, { kind: 'constant', text: '/' }, ...(name.text as Text), { kind: 'constant', text: `.${ending}` }]),
  );
  return { kind: 'read', path: first, alternatives, at: evaluator.spanOf(argumentOf(name.call, evaluator)), by: 'viper', fatal: true };
}

function argumentOf(call: Node, evaluator: Evaluator): Node {
  return evaluator.argumentsOf(call)[0] ?? call;
}

function textOf(call: Node, evaluator: Evaluator): Text | undefined {
  const [first] = evaluator.argumentsOf(call);
  return first && evaluator.evaluate(first);
}

/** viper puts variables of the environment into paths: `$HOME/.app`. */
function hasVariable(text: Text): boolean {
  return text.some((part) => part.kind !== 'constant' || part.text.includes('$'));
}

export const VIPER_SETTERS = /^(?:AutomaticEnv|ReadInConfig|MergeInConfig|ReadConfig|SetEnvPrefix|SetEnvKeyReplacer|BindEnv|BindPFlags?)$/;

/** `viper.SetEnvPrefix("app")`, `viper.SetEnvKeyReplacer(strings.NewReplacer(".", "_"))`; undefined for what is not understood. */
export function nameChange(name: string, given: Node | undefined, evaluator: Evaluator): ViperNames | undefined {
  if (!given) return undefined;
  if (name === 'SetEnvPrefix') {
    const prefix = evaluator.constant(given);
    return prefix === undefined ? undefined : { prefix };
  }
  const call = given.type === 'identifier' ? evaluator.onlyValueOf(given) : given;
  if (name !== 'SetEnvKeyReplacer' || !call || call === 'parameter' || call.type !== 'call_expression') return undefined;
  const callee = evaluator.calleeOf(call);
  const texts = evaluator.argumentsOf(call).map((one) => evaluator.constant(one));
  if (callee?.path !== 'strings' || callee.name !== 'NewReplacer' || texts.length % 2 !== 0 || texts.includes(undefined)) return undefined;
  return { replacements: texts.flatMap((from, index) => (index % 2 === 0 ? [[from as string, texts[index + 1] as string] as const] : [])) };
}
