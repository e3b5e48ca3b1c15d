import { removeField } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { rule } from '../rule';

/** From this minor on a container may have a restart policy of its own (ContainerRestartRules, on by default). */
const RULES_SINCE = 35;
/** In this minor the field was there, but switched off. Before, the schema does not know it. */
const SIDECARS_OFF = 28;

export default rule({
  id: 'container-restart-policy-refused',
  summary: 'A container has a restart policy of its own that the server refuses.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check({ role, value }, { kubernetes }) {
    const policy = value.string('restartPolicy');
    const written = value.given('restartPolicy');
    if (!policy || !written || isTemplated(policy.value) || role === 'ephemeral') return;
    const fix = { title: message`Remove the restart policy`, safe: false, edits: [removeField(written)] };
    const { value: word, at } = policy;
    if (!['Always', 'OnFailure', 'Never'].includes(word))
      yield { at, message: message`${word} is no restart policy: it is ${'Always'}, ${'OnFailure'} or ${'Never'}.`, fix };
    else if (kubernetes.from >= RULES_SINCE) return;
    else if (role === 'sidecar' && kubernetes.from === SIDECARS_OFF)
      yield {
        at,
        severity: 'warning',
        message: message`In 1.${SIDECARS_OFF} the policy is dropped unless sidecars are switched on, and the pod waits for ever for this container to end.`,
      };
    else if (role === 'main')
      yield { at, message: message`Before 1.${RULES_SINCE} only init containers may have a restart policy; the range starts at 1.${kubernetes.from}.`, fix };
    else if (word !== 'Always')
      yield {
        at,
        message: message`Before 1.${RULES_SINCE} an init container may only have the restart policy ${'Always'}; the range starts at 1.${kubernetes.from}.`,
        fix,
      };
  },
});
