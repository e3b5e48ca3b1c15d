import { describeContainer } from '../../model/container';
import { runsForever } from '../../model/pod';
import { message } from '../../text/message';
import { rule } from '../rule';
import { suggestProbe } from './suggested-probe';

export default rule({
  id: 'liveness-probe-missing',
  summary: 'A container that is to run for ever has no liveness probe.',
  severity: 'info',
  stage: 'run',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-linter:no-liveness-probe', 'kube-score:pod-probes', 'polaris:livenessProbeMissing', 'checkov:CKV_K8S_8', 'kubescape:C-0056'],
  scope: 'container',

  *check(container, project) {
    if (container.role !== 'main' || !runsForever(container.pod) || container.value.get('livenessProbe')) return;
    const suggested = suggestProbe(container, project, 'livenessProbe', '/healthz');
    yield {
      at: container.at,
      message: message`${describeContainer(container)} has no liveness probe, so nothing restarts it when it hangs.`,
      ...(suggested && { fix: { title: message`Add a liveness probe on port ${suggested.port}`, safe: false, edits: suggested.edits } }),
    };
  },
});
