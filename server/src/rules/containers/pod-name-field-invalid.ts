import { replaceValue } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { type NameGrammar, nameFault, repairName } from '../../schema/names';
import { message } from '../../text/message';
import { rule } from '../rule';

/** Fields of a pod that hold names, and their grammar (kubernetes/pkg/apis/core/validation/validation.go, ValidatePodSpec). */
const NAMES: Readonly<Record<string, NameGrammar>> = {
  hostname: 'label',
  subdomain: 'label',
  nodeName: 'subdomain',
  serviceAccountName: 'subdomain',
  serviceAccount: 'subdomain',
  priorityClassName: 'subdomain',
  runtimeClassName: 'subdomain',
  hostnameOverride: 'subdomain',
};

export default rule({
  id: 'pod-name-field-invalid',
  summary: 'A field of a pod that names something holds what can be no name.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check({ value }) {
    for (const [field, grammar] of Object.entries(NAMES)) {
      const name = value.string(field);
      const written = value.get(field);
      // Nothing between the quotes is the same as no field.
      if (!name || !written || name.value === '' || isTemplated(name.value)) continue;
      const fault = nameFault(name.value, grammar);
      if (!fault) continue;
      const repaired = repairName(name.value, grammar);
      yield {
        at: name.at,
        message: message`The ${field} ${name.value} ${fault}.`,
        ...(repaired !== undefined && { fix: { title: message`Use ${repaired}`, safe: false, edits: [replaceValue(written, repaired)] } }),
      };
    }
  },
});
