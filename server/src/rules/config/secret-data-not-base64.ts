import { insertFieldAfter, removeField, renameKey, replaceSource, setField } from '../../fix/fields';
import type { Field, KubeObject } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { decodeBase64, encodeBase64 } from '../../schema/base64';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'secret-data-not-base64',
  summary: 'A value below `data` of a Secret is not base64.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'object',
  kinds: ['Secret'],

  *check(object) {
    const { group, value } = object;
    if (group !== '') return;
    const fields = value.fields('data');
    const wrong = fields.filter(({ value: one }) => isWrong(one.string()?.value));
    for (const field of wrong) {
      const text = field.value.string()?.value ?? '';
      yield {
        at: field.value.at,
        message: message`The value of ${field.name} is not base64; plain text belongs below ${'stringData'}.`,
        fix: [
          ...moveFix(object, field, wrong.length === fields.length),
          { title: message`Encode it in base64`, safe: false, edits: [replaceSource(field.value, encodeBase64(text))] },
        ],
      };
    }
  },
});

function isWrong(text: string | undefined): boolean {
  return text !== undefined && !isTemplated(text) && decodeBase64(text) === undefined;
}

/** Where nothing below `data` is base64 the key is wrong, otherwise one of its fields. */
function moveFix({ value }: KubeObject, { name, value: field }: Field, all: boolean): Fix[] {
  const data = value.get('data');
  if (!data || value.get('stringData', name)) return [];
  if (all && !value.get('stringData'))
    return [{ title: message`Rename to ${'stringData'}`, safe: false, edits: [renameKey({ at: data.keyAt }, 'stringData')] }];
  // A block scalar would have to be indented anew.
  const text = field.string()?.value ?? '';
  if (text.includes('\n')) return [];
  const edits = value.get('stringData') ? setField(value, ['stringData', name], text) : [insertFieldAfter(value, 'metadata', 'stringData', { [name]: text })];
  return [{ title: message`Move it to ${'stringData'}`, safe: false, edits: [removeField(field), ...edits] }];
}
