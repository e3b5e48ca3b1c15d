import { removeField, setField } from '../../fix/fields';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'toleration-invalid',
  summary: 'A toleration whose parts contradict each other.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'pod',

  *check({ value }) {
    for (const toleration of value.items('tolerations')) if (toleration.kind === 'map') yield* checkToleration(toleration);
  },
});

function* checkToleration(toleration: Value): Iterable<Finding> {
  const key = toleration.string('key')?.value ?? '';
  // What has another type is reported as that.
  if (toleration.given('key') && !toleration.string('key')) return;
  const operator = toleration.string('operator');
  const value = toleration.given('value');
  const effect = toleration.string('effect');
  const seconds = toleration.given('tolerationSeconds');
  if ([key, operator?.value ?? '', effect?.value ?? ''].some(isTemplated)) return;
  if (key === '' && operator?.value !== 'Exists')
    yield {
      at: operator?.at ?? toleration.get('key')?.at ?? toleration.headAt,
      message: message`Without a key a toleration is for all taints, and the operator has to be ${'Exists'}.`,
      // A value could not stay.
      fix: { title: message`Use ${'Exists'}`, safe: false, edits: [...setField(toleration, ['operator'], 'Exists'), ...(value ? [removeField(value)] : [])] },
    };
  else if (operator?.value === 'Exists' && value && value.words !== '')
    yield {
      at: value.keyAt,
      message: message`With the operator ${'Exists'} any value is tolerated, so none may be given.`,
      fix: [
        { title: message`Remove the value`, safe: false, edits: [removeField(value)] },
        { title: message`Use ${'Equal'}`, safe: false, edits: setField(toleration, ['operator'], 'Equal') },
      ],
    };
  if (seconds && effect?.value !== 'NoExecute')
    yield {
      at: seconds.keyAt,
      message: message`Only pods with the effect ${'NoExecute'} are evicted after some time.`,
      fix: [
        { title: message`Remove ${'tolerationSeconds'}`, safe: false, edits: [removeField(seconds)] },
        { title: message`Use the effect ${'NoExecute'}`, safe: false, edits: setField(toleration, ['effect'], 'NoExecute') },
      ],
    };
}
