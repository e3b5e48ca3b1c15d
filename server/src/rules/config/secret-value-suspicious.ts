import { replaceSource } from '../../fix/fields';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { decodeBase64, encodeBase64 } from '../../schema/base64';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'secret-value-suspicious',
  summary: 'A Secret holds a line break too many, or was encoded twice.',
  severity: 'warning',
  stage: 'run',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'object',
  kinds: ['Secret'],

  *check({ group, value }) {
    if (group !== '') return;
    for (const { name, value: field } of value.fields('data')) {
      const text = field.string()?.value ?? '';
      const bytes = isTemplated(text) ? undefined : decodeBase64(text);
      if (bytes) yield* checkBytes(name, bytes, field, text);
    }
  },
});

function* checkBytes(key: string, bytes: string, field: Value, written: string): Iterable<Finding> {
  // A file may well end with a line break; a word that is handed over as a variable does not.
  if (/^[\x21-\x7e]+(?: [\x21-\x7e]+)*\r?\n$/.test(bytes) && bytes.length <= 200 && !key.includes('.') && isWord(key)) {
    yield {
      at: field.at,
      message: message`The value of ${key} ends with a line break, which becomes part of it.`,
      fix: { title: message`Take the line break away`, safe: false, edits: [replaceSource(field, encodeBase64(bytes.replace(/\r?\n$/, '')))] },
    };
    return;
  }
  const inner = isEncodedText(bytes.replace(/\n$/, '')) ? decodeBase64(bytes.replace(/\n$/, '')) : undefined;
  if (inner === undefined || inner === '') return;
  yield {
    at: field.at,
    message: message`The value of ${key} is base64 of base64: programs would get the text ${bytes.trim().slice(0, 24)}.`,
    fix: { title: message`Encode it once`, safe: false, edits: [replaceSource(field, written.includes('\n') ? encodeBase64(inner) : bytes.trim())] },
  };
}

/** Names of what people type or print, as opposed to files and keys of several lines. */
function isWord(key: string): boolean {
  return /(?:^|[-_])(?:pass(?:word|wd|phrase)?|user(?:name)?|token|secret|api[-_]?key|access[-_]?key(?:[-_]?id)?|host(?:name)?|url|uri|dsn|database|db|email|login|pin)$/i.test(
    key.replace(/([a-z])([A-Z])/g, '$1-$2'),
  );
}

/** Base64 that stands for readable text. A random password of twelve characters does so by chance in one of 10,000 cases. */
function isEncodedText(text: string): boolean {
  if (text.length < 12 || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return false;
  const inner = decodeBase64(text) ?? '';
  return /^[\x20-\x7e\r\n\t]+$/.test(inner) && inner.length >= 8;
}
