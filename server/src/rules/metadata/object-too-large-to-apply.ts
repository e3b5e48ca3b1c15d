import type { Value } from '../../model/object';
import { message } from '../../text/message';
import { rule } from '../rule';

/** What all annotations of an object may hold together (apimachinery/pkg/api/validation, TotalAnnotationSizeLimitB). */
const LIMIT = 256 * 1024;

/** What the data of one object may hold (kubernetes/pkg/apis/core/types.go, MaxSecretSize, which ConfigMaps share). */
const MOST_DATA = 1024 ** 2;

export default rule({
  id: 'object-too-large-to-apply',
  summary: 'The annotations of an object are too large, or would be after `kubectl apply`.',
  severity: 'info',
  stage: 'apply',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  scope: 'object',

  *check({ kind, group, value, annotations, at }) {
    // Escapes and aliases make a text longer.
    if (value.node.end - value.node.start < LIMIT / 8 && !value.document.text.includes(': &')) return;
    let size = 0;
    for (const [key, { value: text }] of annotations) size += bytes(key) + bytes(text);
    const written = value.get('metadata', 'annotations');
    if (written && size > LIMIT) {
      yield { at: written.keyAt, severity: 'error', message: message`These annotations hold ${size} bytes, and at most ${LIMIT} are allowed.` };
      return;
    }
    const data = group === '' && (kind.value === 'ConfigMap' || kind.value === 'Secret') ? dataSize(value, kind.value === 'Secret') : 0;
    if (data > MOST_DATA) {
      yield { at, severity: 'error', message: message`This ${kind.value} holds ${data} bytes, and at most ${MOST_DATA} are allowed.` };
      return;
    }
    // kubectl keeps the whole object as it was applied in one more annotation.
    const whole = bytes(JSON.stringify(value.toJson()));
    if (size + whole <= LIMIT) return;
    yield {
      at,
      message: message`This object has ${whole} bytes, too many for the annotation in which ${'kubectl apply'} keeps it; ${'--server-side'} needs none.`,
    };
  },
});

/** What is in base64 counts as what it stands for. */
function dataSize(value: Value, isSecret: boolean): number {
  const plain = ['data', 'stringData', 'binaryData'].flatMap((map) => value.fields(map).map((field) => ({ map, words: field.value.words ?? '' })));
  const size = ({ map, words }: { map: string; words: string }) =>
    map === 'binaryData' || (isSecret && map === 'data') ? (words.replace(/\s|=/g, '').length * 3) / 4 : bytes(words);
  return Math.floor(plain.reduce((sum, one) => sum + size(one), 0));
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
