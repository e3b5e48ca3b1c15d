import { message } from '../../text/message';
import { rule } from '../rule';

/** What all annotations of an object may hold together (apimachinery/pkg/api/validation, TotalAnnotationSizeLimitB). */
const LIMIT = 256 * 1024;

export default rule({
  id: 'object-too-large-to-apply',
  summary: 'The annotations of an object are too large, or would be after `kubectl apply`.',
  severity: 'info',
  stage: 'apply',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  scope: 'object',

  *check({ value, annotations, at }) {
    // Escapes and aliases make a text longer.
    if (value.node.end - value.node.start < LIMIT / 8 && !value.document.text.includes(': &')) return;
    let size = 0;
    for (const [key, { value: text }] of annotations) size += bytes(key) + bytes(text);
    const written = value.get('metadata', 'annotations');
    if (written && size > LIMIT) {
      yield { at: written.keyAt, severity: 'error', message: message`These annotations hold ${size} bytes, and at most ${LIMIT} are allowed.` };
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

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
