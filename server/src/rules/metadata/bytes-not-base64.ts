import { replaceSource } from '../../fix/fields';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { decodeBase64, encodeBase64 } from '../../schema/base64';
import { definition, kindFacts } from '../../schema/pack';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'bytes-not-base64',
  summary: 'A field for bytes holds a text that is not base64.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'object',

  *check({ value, group, version, kind }) {
    const facts = kindFacts(group, version, kind.value);
    // The data of a Secret is the matter of a rule of its own.
    if (!facts || facts.definition < 0 || (kind.value === 'Secret' && group === '')) return;
    for (const field of bytes(value, facts.definition)) {
      const text = field.string();
      if (!text || isTemplated(text.value) || decodeBase64(text.value) !== undefined) continue;
      yield {
        at: text.at,
        message: message`${String(field.step)} holds bytes, and this is not base64.`,
        fix: { title: message`Encode it in base64`, safe: false, edits: [replaceSource(field, encodeBase64(text.value))] },
      };
    }
  },
});

/** Every value of type `bytes` below a value of a definition. */
function* bytes(value: Value, index: number): Iterable<Value> {
  const { fields } = definition(index);
  for (const { name, value: inner } of value.fields()) {
    const segment = fields.get(name)?.segments.at(-1);
    if (segment?.leaf === 'bytes') yield* segment.wraps === '{' ? inner.fields().map((field) => field.value) : segment.wraps === '' ? [inner] : inner.items();
    if (segment?.leaf !== 'object') continue;
    if (segment.wraps === '') yield* bytes(inner, segment.definition);
    for (const item of inner.items()) yield* bytes(item, segment.definition);
  }
}
