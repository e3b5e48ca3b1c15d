import type { Node } from 'web-tree-sitter';
import { type Evaluator, enclosing } from './evaluate';
import { fieldsOf } from './listens';
import type { TextPart } from './text';

const CLI = 'github.com/urfave/cli';

/** `c.String("addr")` of urfave/cli: the flag of that name, where the file defines one, its default and its variable. */
export function urfaveFlag(method: string, name: string, root: Node, evaluator: Evaluator): TextPart | undefined {
  if (!evaluator.imports(CLI) || !/^(?:String|U?[iI]nt(?:16|32|64)?)$/.test(method)) return undefined;
  const literals = [...evaluator.text.matchAll(/\bcli\.(?:String|U?[iI]nt(?:16|32|64)?)Flag\s*\{/g)].flatMap((match) => {
    const literal = enclosing(root.descendantForIndex(match.index), 'composite_literal');
    const fields = literal ? new Map(fieldsOf(literal, evaluator).map(({ key, value }) => [key, value])) : undefined;
    const named = fields?.get('Name');
    return fields && named && evaluator.constant(named) === name ? [fields] : [];
  });
  const [fields, ...others] = literals;
  const value = fields?.get('Value');
  const fallback = value && evaluator.evaluate(value);
  const [part, ...more] = fallback ?? [];
  const keys = textsOf(fields?.get('EnvVars') ?? fields?.get('Sources'), evaluator);
  const aliases = textsOf(fields?.get('Aliases'), evaluator);
  if (others.length > 0 || part?.kind !== 'constant' || more.length > 0 || !keys || keys.length > 1 || !aliases || aliases.length > 1) return undefined;
  return { kind: 'flag', name, short: aliases[0], key: keys[0], fallback: part.text, at: part.at };
}

/** The texts of `[]string{"A"}` or `cli.EnvVars("A")`; undefined where one is not known. */
function textsOf(list: Node | undefined, evaluator: Evaluator): string[] | undefined {
  if (!list) return [];
  const nodes =
    list.type === 'call_expression' && evaluator.calleeOf(list)?.name === 'EnvVars'
      ? evaluator.argumentsOf(list)
      : list.type === 'composite_literal'
        ? (list.childForFieldName('body')?.namedChildren ?? [])
        : [undefined];
  const texts = nodes.map((node) => (node ? evaluator.constant(node) : undefined));
  return texts.includes(undefined) ? undefined : (texts as string[]);
}
