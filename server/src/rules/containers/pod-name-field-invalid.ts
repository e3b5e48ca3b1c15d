import { replaceValue } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { type NameGrammar, nameFault, repairName } from '../../schema/names';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { rule } from '../rule';

/** Fields of a pod that hold names, and their grammar (kubernetes/pkg/apis/core/validation/validation.go, ValidatePodSpec). */
const NAMES: Readonly<Record<string, NameGrammar>> = table({
  hostname: 'label',
  subdomain: 'label',
  nodeName: 'subdomain',
  serviceAccountName: 'subdomain',
  serviceAccount: 'subdomain',
  priorityClassName: 'subdomain',
  runtimeClassName: 'subdomain',
  hostnameOverride: 'subdomain',
});

/** What the kernel of Linux takes for a host name. */
const LONGEST_HOST = 64;

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
      const tooLong = field === 'hostnameOverride' && name.value.length > LONGEST_HOST;
      const fault = tooLong ? message`has ${name.value.length} characters, but at most ${LONGEST_HOST} are allowed` : nameFault(name.value, grammar);
      if (!fault) continue;
      const repaired = tooLong ? undefined : repairName(name.value, grammar);
      yield {
        at: name.at,
        message: message`The ${field} ${name.value} ${fault}.`,
        ...(repaired !== undefined && { fix: { title: message`Use ${repaired}`, safe: false, edits: [replaceValue(written, repaired)] } }),
      };
    }
  },
});
