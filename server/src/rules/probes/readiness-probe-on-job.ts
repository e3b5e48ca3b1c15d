import { removeField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'readiness-probe-on-job',
  summary: 'The pods of a Job have a readiness probe, for which nobody waits.',
  severity: 'hint',
  stage: 'run',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'container',

  *check({ pod, probes, role }, project) {
    const kind = pod.owner.kind.value;
    if ((kind !== 'Job' && kind !== 'CronJob') || role !== 'main') return;
    const probe = probes.find((one) => one.kind === 'readiness');
    // A Job may answer requests while it runs.
    if (!probe || project.servicesOf(pod).length > 0) return;
    yield {
      at: probe.value.keyAt,
      tag: 'unnecessary',
      message: message`Nobody waits until the pods of a ${kind} are ready.`,
      fix: { title: message`Remove the readiness probe`, safe: false, edits: [removeField(probe.value)] },
    };
  },
});
