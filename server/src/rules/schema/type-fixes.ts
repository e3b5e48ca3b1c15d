import { replaceSource, replaceValue } from '../../fix/fields';
import { joinItems, wrapInList } from '../../fix/lists';
import { quoted } from '../../fix/write-yaml';
import type { Value } from '../../model/object';
import type { WrongType } from '../../schema/check';
import { message } from '../../text/message';
import { table } from '../../text/table';
import type { Fix } from '../rule';
import { fixShape } from './shape-fixes';

/** Seconds in what people append to a number of seconds. */
const SECONDS: Readonly<Record<string, number>> = table({ s: 1, sec: 1, m: 60, min: 60, h: 3600 });

/** What can be done about a value of the wrong type; the best first. */
export function fixType(finding: WrongType): readonly Fix[] {
  const { value, expected, place } = finding;
  const shaped = fixShape(finding);
  if (shaped) return [shaped];
  if (value.node.kind === 'scalar') return fixScalar(value, expected, place?.field.name ?? '');
  if (expected.includes('array') && value.kind === 'map') return toFixes(message`Make it a list of one item`, wrapInList(value));
  if (expected.includes('object') && value.kind === 'list') return toFixes(message`Make it one mapping`, joinItems(value));
  return [];
}

function fixScalar(value: Value, expected: WrongType['expected'], field: string): readonly Fix[] {
  const words = value.words ?? '';
  if (expected.includes('array')) return fixList(value, words);
  if (value.kind !== 'string' && expected.includes('string'))
    return [{ title: message`Put it in quotes`, safe: true, edits: [replaceSource(value, quoted(words))] }];
  if (value.kind === 'string' && (expected.includes('integer') || expected.includes('number'))) return fixNumber(value, words, field);
  if (expected.includes('boolean')) return fixBoolean(value, words);
  return [];
}

function fixNumber(value: Value, words: string, field: string): readonly Fix[] {
  if (/^-?\d+$/.test(words) && Number.isSafeInteger(Number(words))) {
    // The bits of a file mode are written in octal, which a leading zero says.
    const number = /mode$/i.test(field) && /^0[0-7]+$/.test(words) ? words : String(Number(words));
    return [{ title: message`Write the number ${number}`, safe: true, edits: [replaceSource(value, number)] }];
  }
  const [, amount, unit = ''] = /^(\d+)\s*([a-z]+)$/.exec(words.toLowerCase()) ?? [];
  const factor = SECONDS[unit];
  if (amount === undefined || factor === undefined || !/seconds$/i.test(field)) return [];
  const seconds = String(Number(amount) * factor);
  return [{ title: message`Write the number ${seconds}`, safe: false, edits: [replaceSource(value, seconds)] }];
}

function fixBoolean(value: Value, words: string): readonly Fix[] {
  const meant = /^(?:true|yes|on|y|1)$/i.test(words) ? 'true' : /^(?:false|no|off|n|0)$/i.test(words) ? 'false' : undefined;
  if (meant === undefined) return [];
  return [{ title: message`Write ${meant}`, safe: value.kind === 'string', edits: [replaceSource(value, meant)] }];
}

/** One text where a list of texts is meant: it becomes the only item, or its words do where no shell would be needed. */
function fixList(value: Value, words: string): readonly Fix[] {
  const parts = words.trim().split(/\s+/);
  if (parts.length < 2) return [{ title: message`Make it a list of one item`, safe: true, edits: [replaceValue(value, [value.plain ?? ''])] }];
  if (/["'`$|&;<>()*?\\]/.test(words)) return [];
  return [{ title: message`Make each word an item`, safe: false, edits: [replaceValue(value, parts)] }];
}

function toFixes(title: Fix['title'], edits: Fix['edits'] | undefined): readonly Fix[] {
  return edits ? [{ title, safe: false, edits }] : [];
}
