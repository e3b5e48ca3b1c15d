import { insertField, replaceValue } from '../../fix/fields';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

const POLICIES = ['Always', 'OnFailure', 'Never'];
const FOR_EVER = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'ReplicationController']);
const ENDING = new Set(['Job', 'CronJob']);

export default rule({
  id: 'restart-policy-not-allowed',
  summary: 'A restart policy that the kind of workload does not allow.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['kube-linter:restart-policy', 'kube-score:cronjob-restartpolicy', 'datree:WORKLOAD_INCORRECT_RESTARTPOLICY_VALUE_ALWAYS'],
  scope: 'pod',

  *check({ owner, value }) {
    const kind = owner.kind.value;
    const policy = value.string('restartPolicy');
    const written = value.given('restartPolicy');
    if (FOR_EVER.has(kind) && policy && written && policy.value !== 'Always' && POLICIES.includes(policy.value)) {
      yield {
        at: policy.at,
        message: message`A ${kind} restarts its pods: only the restart policy ${'Always'} is allowed, not ${policy.value}.`,
        fix: { title: message`Use ${'Always'}`, safe: false, edits: [replaceValue(written, 'Always')] },
      };
    }
    // Nothing written is `Always`.
    if (!ENDING.has(kind) || (written && policy?.value !== 'Always')) return;
    const fixes = ['OnFailure', 'Never'].map(
      (one): Fix => ({
        title: message`Use ${one}`,
        safe: false,
        edits: [written ? replaceValue(written, one) : insertField(value, 'restartPolicy', one)],
      }),
    );
    yield {
      at: policy?.at ?? value.keyAt,
      message: written
        ? message`The pods of a ${kind} are to end: the restart policy has to be ${'OnFailure'} or ${'Never'}.`
        : message`The pods of a ${kind} need a restart policy: ${'OnFailure'} or ${'Never'}.`,
      fix: fixes,
    };
  },
});
