import { replaceValue } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { nameFault, repairName } from '../../schema/names';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'container-name-invalid',
  summary: 'A container whose name is no DNS label.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check({ value }) {
    const name = value.string('name');
    const written = value.get('name');
    const fault = name && !isTemplated(name.value) ? nameFault(name.value, 'label') : undefined;
    if (!name || !written || !fault) return;
    const repaired = repairName(name.value, 'label');
    yield {
      at: name.at,
      message: name.value === '' ? message`The container name is empty.` : message`The container name ${name.value} ${fault}.`,
      ...(repaired !== undefined && { fix: { title: message`Use ${repaired}`, safe: false, edits: [replaceValue(written, repaired)] } }),
    };
  },
});
