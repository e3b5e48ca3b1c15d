import { replaceValue } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { labelValueFault, repairLabelValue } from '../../schema/labels';
import { message } from '../../text/message';
import { rule } from '../rule';
import { labelMaps } from './label-maps';

export default rule({
  id: 'label-value-invalid',
  summary: 'The value of a label is not one.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-score:label-values', 'datree:WORKLOAD_INVALID_LABELS_VALUE'],
  scope: 'object',

  *check(object) {
    for (const { kind, map } of labelMaps(object)) {
      if (kind === 'annotations') continue;
      for (const { name, value } of map.fields()) {
        const text = value.string();
        const fault = !text || isTemplated(text.value) ? undefined : labelValueFault(text.value);
        if (!text || !fault) continue;
        const repaired = repairLabelValue(text.value);
        yield {
          at: text.at,
          message: message`The value ${text.value} of label ${name} ${fault}.`,
          ...(repaired !== undefined && { fix: { title: message`Use ${repaired}`, safe: false, edits: [replaceValue(value, repaired)] } }),
        };
      }
    }
  },
});
