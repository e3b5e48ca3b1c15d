import { describeContainer } from '../../model/container';
import { message } from '../../text/message';
import { rule } from '../rule';
import { lacksLiveness } from './lacking-probes';
import { suggestProbes } from './suggested-probe';

export default rule({
  id: 'liveness-probe-missing',
  summary: 'A container that is to run for ever has no liveness probe.',
  severity: 'info',
  stage: 'run',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: [
    'kube-linter:no-liveness-probe',
    'kube-score:pod-probes',
    'polaris:livenessProbeMissing',
    'checkov:CKV_K8S_8',
    'kubescape:C-0056',
    'datree:CONTAINERS_MISSING_LIVENESSPROBE_KEY',
    'popeye:POP-103',
  ],
  scope: 'container',

  *check(container, project) {
    if (!lacksLiveness(container)) return;
    const suggested = suggestProbes(container, project, ['livenessProbe']);
    yield {
      at: container.at,
      message: message`${describeContainer(container)} has no liveness probe, so nothing restarts it when it hangs.`,
      ...(suggested && { fix: { title: message`Add a liveness probe on port ${suggested.port}`, safe: false, edits: suggested.edits } }),
    };
  },
});
