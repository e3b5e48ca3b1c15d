import { replaceSource } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { decodeBase64, encodeBase64 } from '../../schema/base64';
import { definitionOf } from '../../schema/pack';
import { valuesOf, writtenFields } from '../../schema/written-fields';
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

  *check(object) {
    const root = definitionOf(object);
    // The data of a Secret is the matter of a rule of its own.
    if (!root || (object.kind.value === 'Secret' && object.group === '')) return;
    const bytes = writtenFields(object.value, root).filter(({ segment }) => segment.leaf === 'bytes');
    for (const field of bytes.flatMap(valuesOf)) {
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
