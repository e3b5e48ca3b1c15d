import type { Edit } from '../text/edit';
import type { Value } from '../yaml/value';
import { replaceValue } from './fields';
import { type Data, quoted, Raw, scalarText } from './write-yaml';
import { columnOf, insideFlow, newlineOf } from './yaml-text';

/** Makes a mapping of texts a list of `name` and `value`. Undefined where a value is no scalar. */
export function asPairs(map: Value): Edit[] | undefined {
  const fields = map.fields();
  if (map.node.kind !== 'map' || fields.length === 0 || fields.some(({ value }) => value.node.kind !== 'scalar')) return undefined;
  if (map.node.flow || insideFlow(map))
    return [
      replaceValue(
        map,
        fields.map(({ name, value }): Data => ({ name, value: textOf(value) })),
      ),
    ];
  return fields.flatMap(({ value }) => asPair(value, '- ') ?? []);
}

/** Makes `KEY: text` to `name: KEY` and `value: text`, with the comment behind it. `before` stands before the name. */
export function asPair(value: Value, before = ''): Edit[] | undefined {
  const { entry, node, document } = value;
  if (!entry || node.kind !== 'scalar' || (insideFlow(value) && before !== '')) return undefined;
  const name = entry.name.replace('\0', '');
  const key = document.span(entry.key.start, entry.key.end);
  const indent = ' '.repeat(columnOf(document.text, entry.key.start) + before.length);
  const between = insideFlow(value) ? ', ' : newlineOf(value) + indent;
  const text = textOf(value);
  return [{ at: key, text: `${before}name: ${scalarText(name)}${between}value` }, ...(text instanceof Raw ? [replaceValue(value, text)] : [])];
}

/** What stands there, in quotes where it would not be a text. */
function textOf(value: Value): Data {
  return value.kind === 'string' ? (value.plain as string) : new Raw(quoted(value.words ?? ''));
}
