import { message } from '../../text/message';
import { rule } from '../rule';

/** From this minor on the kubelet takes almost any key as a name (RelaxedEnvironmentVariableValidation). */
const RELAXED_SINCE = 32;

/** The names that older kubelets take (apimachinery, util/validation, IsEnvVarName). */
const NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

export default rule({
  id: 'env-from-key-skipped',
  summary: 'A key of a ConfigMap or Secret is no name of a variable, and `envFrom` leaves it out.',
  severity: 'warning',
  stage: 'start',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'container',

  *check({ environmentFrom, pod }, project) {
    if (project.kubernetes.from >= RELAXED_SINCE) return;
    for (const { kind, name, prefix } of environmentFrom) {
      const found = name ? project.find(kind, name.value, pod.owner) : [];
      const [object] = found;
      if (!name || !object || found.length > 1) continue;
      const keys = ['data', ...(kind === 'Secret' ? ['stringData'] : [])].flatMap((field) => object.value.fields(field));
      const skipped = keys.filter((key) => /^[-._a-zA-Z0-9]+$/.test(key.name) && !NAME.test(prefix + key.name));
      const [first] = skipped;
      if (!first) continue;
      yield {
        at: name.at,
        message: message`Before 1.${RELAXED_SINCE} no variable is made from ${skipped.map((key) => key.name)}: names do not begin with a digit.`,
        related: [{ at: first.at, message: message`The key stands here.` }],
      };
    }
  },
});
