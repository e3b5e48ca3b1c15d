import { resolvePlain } from '../yaml/scalar';

/** Data to be written as YAML. Keys keep their order. */
export type Data = string | number | boolean | null | Raw | readonly Data[] | { readonly [key: string]: Data };

/** Text that is YAML already, or holds snippet placeholders. */
export class Raw {
  constructor(readonly text: string) {}
}

/** The lines of `data` in block style, without indentation of their own. A scalar is one line. */
export function blockLines(data: Data): string[] {
  if (Array.isArray(data)) {
    if (data.length === 0) return ['[]'];
    return data.flatMap((item: Data) => blockLines(item).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`)));
  }
  if (!isMap(data)) return scalarText(data as string | number | boolean | null | Raw).split('\n');
  const entries = Object.entries(data);
  if (entries.length === 0) return ['{}'];
  return entries.flatMap(([key, value]) => fieldLines(key, value));
}

/** The lines of `key: value` in block style. */
export function fieldLines(key: string, value: Data): string[] {
  const name = scalarText(key);
  const isNested = (Array.isArray(value) && value.length > 0) || (isMap(value) && Object.keys(value).length > 0);
  if (isNested) return [`${name}:`, ...blockLines(value).map((line) => `  ${line}`)];
  const [first = '', ...rest] = blockLines(value);
  return [first === '' ? `${name}:` : `${name}: ${first}`, ...rest];
}

/** `data` in flow style, on one line. */
export function flowText(data: Data): string {
  if (Array.isArray(data)) return `[${data.map((item: Data) => flowText(item)).join(', ')}]`;
  if (!isMap(data)) return scalarText(data as string | number | boolean | null | Raw, true);
  const entries = Object.entries(data).map(([key, value]) => `${scalarText(key, true)}: ${flowText(value)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** A scalar as YAML that Kubernetes reads as the same string, number or boolean. Quotes only where they are needed. */
export function scalarText(data: string | number | boolean | null | Raw, inFlow = false): string {
  if (data instanceof Raw) return data.text;
  if (typeof data !== 'string') return String(data);
  return isPlainSafe(data, inFlow) ? data : quoted(data);
}

/** A string in quotes: double ones, so that it looks like what people write. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function isPlainSafe(text: string, inFlow: boolean): boolean {
  if (text === '' || text !== text.trim() || typeof resolvePlain(text) !== 'string' || text === '<<') return false;
  if (/^[-?:,[\]{}#&*!|>'"%@`]/.test(text) && !/^[-?:][^\s,[\]{}]/.test(text)) return false;
  if (/^(?:---|\.\.\.)/.test(text) || /: |:$| #|[\p{Cc}\p{Zl}\p{Zp}\ufeff]/u.test(text)) return false;
  // go-yaml ends a plain text at a question mark where brackets are open, and cannot begin one with a colon there.
  return !inFlow || !/[,[\]{}?]|^:/.test(text);
}

export function isMap(data: Data): data is { readonly [key: string]: Data } {
  return typeof data === 'object' && data !== null && !Array.isArray(data) && !(data instanceof Raw);
}
