import { renameKey, replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import { suggest } from '../../schema/suggest';
import type { ValuesFault } from '../../schema/values/check-values';
import type { LayeredValue } from '../../schema/values/layered-value';
import { type Message, message } from '../../text/message';
import { table } from '../../text/table';
import type { Fix } from '../rule';

/** What is said of a fault; the path begins at the values. */
export function say({ kind, value, name, by }: ValuesFault, values: Value): Message {
  const path = value.source.path.slice(values.path.length).replace(/^\./, '');
  switch (kind) {
    case 'type':
      return message`The schema of the chart wants ${path} to be ${listed(by)}, and this is ${NAMES[value.kind] ?? value.kind}.`;
    case 'not-allowed':
      return message`The schema of the chart allows ${listed(by)} for ${path}.`;
    case 'unknown': {
      const near = nearName(value, by);
      return near === undefined
        ? message`The schema of the chart knows no ${name ?? ''} here.`
        : message`The schema of the chart knows no ${name ?? ''} here; did you mean ${near}?`;
    }
    case 'missing':
      return message`The schema of the chart demands ${name ?? ''} here, which nothing gives.`;
    case 'pattern':
      return message`The schema of the chart wants ${path} to match ${by.words ?? ''}.`;
    case 'bound':
      return message`The schema of the chart wants ${path} to keep to ${`${by.step}: ${by.words}`}.`;
    case 'alternative':
      return message`Nothing that the schema of the chart allows for ${path} fits.`;
  }
}

/** Schemas call them so. */
const NAMES: Readonly<Record<string, string>> = table({ map: 'object', list: 'array' });

function listed(by: Value): string[] {
  return by.kind === 'list' ? by.items().flatMap((one) => one.words ?? []) : [by.words ?? ''];
}

/** `by` is the keyword that closes the mapping; its properties stand beside it. */
function nearName({ source }: LayeredValue, by: Value): string | undefined {
  const known = by.parent?.fields('properties').map(({ name }) => name) ?? [];
  return suggest(
    String(source.step),
    known.filter((one) => !source.parent?.get(one)),
  )[0];
}

/** What was meant, where that can be told. */
export function mend({ kind, value, by }: ValuesFault): Fix | undefined {
  const { source } = value;
  const use = (text: string, edit: ReturnType<typeof renameKey>): Fix => ({ title: message`Use ${text}`, safe: false, edits: [edit] });
  const near = kind === 'unknown' ? nearName(value, by) : kind === 'not-allowed' ? suggest(source.words ?? '', listed(by))[0] : undefined;
  if (near !== undefined) return use(near, kind === 'unknown' ? renameKey({ at: source.keyAt }, near) : replaceValue(source, near));
  const words = source.words ?? '';
  if (kind !== 'type' || source.kind === 'map' || source.kind === 'list') return undefined;
  const wanted = listed(by);
  if (wanted.includes('string')) return { title: message`Put it in quotes`, safe: false, edits: [replaceValue(source, words)] };
  const isNumber = wanted.includes('number') ? /^-?\d+(?:\.\d+)?$/.test(words) : wanted.includes('integer') && /^-?\d+$/.test(words);
  if (isNumber) return use(words, replaceValue(source, Number(words)));
  return wanted.includes('boolean') && /^(?:true|false)$/.test(words) ? use(words, replaceValue(source, words === 'true')) : undefined;
}
