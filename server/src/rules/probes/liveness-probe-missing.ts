import { type Container, describeContainer } from '../../model/container';
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
  aliases: [
    'kube-linter:no-liveness-probe',
    'kube-score:pod-probes',
    'polaris:livenessProbeMissing',
    'checkov:CKV_K8S_8',
    'kubescape:C-0056',
    'datree:CONTAINERS_MISSING_LIVENESSPROBE_KEY',
  ],
  scope: 'container',

  *check(container, project) {
    // Without an image it is part of a patch, or half typed.
    if (container.role !== 'main' || !container.value.given('image') || !runsForever(container.pod) || container.value.get('livenessProbe')) return;
    if (isIdle(container)) return;
    const suggested = suggestProbe(container, project, 'livenessProbe', '/healthz');
    yield {
      at: container.at,
      message: message`${describeContainer(container)} has no liveness probe, so nothing restarts it when it hangs.`,
      ...(suggested && { fix: { title: message`Add a liveness probe on port ${suggested.port}`, safe: false, edits: suggested.edits } }),
    };
  },
});

/** Kept alive so that somebody can log in: there is nothing to hang. */
function isIdle({ command, arguments: args }: Container): boolean {
  const words = [...command, ...args].map(({ value }) => value.trim()).join(' ');
  return /(?:^|[/;\s])(?:sleep (?:infinity|inf|\d{3,}\w?)|tail -f \/dev\/null|while (?:true|:); *do sleep \d+; *done);?$/.test(words);
}
