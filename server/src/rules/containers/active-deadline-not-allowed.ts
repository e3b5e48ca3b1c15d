import { removeField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

const FOR_EVER = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'ReplicationController']);

export default rule({
  id: 'active-deadline-not-allowed',
  summary: 'A deadline for pods that are to run for ever, or one that is no time.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'pod',

  *check({ owner, value }) {
    const deadline = value.number('activeDeadlineSeconds');
    const written = value.given('activeDeadlineSeconds');
    if (!deadline || !written) return;
    const fix = { title: message`Remove the deadline`, safe: false, edits: [removeField(written)] };
    if (FOR_EVER.has(owner.kind.value))
      yield { at: written.keyAt, message: message`The pods of a ${owner.kind.value} run for ever and may have no deadline.`, fix };
    else if (deadline.value < 1 || deadline.value > 2 ** 31 - 1)
      yield { at: deadline.at, message: message`A deadline lies between 1 and 2147483647 seconds, not at ${deadline.value}.`, fix };
  },
});
