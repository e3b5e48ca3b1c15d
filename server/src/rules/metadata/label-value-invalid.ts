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
    const maps = labelMaps(object).filter(({ kind }) => kind === 'labels');
    for (const { map } of maps) {
      for (const { name, value } of map.fields()) {
        const text = value.string();
        const fault = !text || isTemplated(text.value) ? undefined : labelValueFault(text.value);
        if (!text || !fault) continue;
        const repaired = repairLabelValue(text.value);
        // A label and what selects by it change together.
        const equal = maps.flatMap((other) => other.map.get(name) ?? []).filter((other) => other.string()?.value === text.value);
        yield {
          at: text.at,
          message: message`The value ${text.value} of label ${name} ${fault}.`,
          ...(repaired !== undefined && { fix: { title: message`Use ${repaired}`, safe: false, edits: equal.map((other) => replaceValue(other, repaired)) } }),
        };
      }
    }
  },
});
