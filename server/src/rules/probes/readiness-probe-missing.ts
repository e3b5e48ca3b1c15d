import { describeContainer } from '../../model/container';
import { runsForever } from '../../model/pod';
import { message } from '../../text/message';
import { rule } from '../rule';
import { suggestProbe } from './suggested-probe';

export default rule({
  id: 'readiness-probe-missing',
  summary: 'A container that answers requests has no readiness probe.',
  severity: 'info',
  stage: 'ready',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: [
    'kube-linter:no-readiness-probe',
    'kube-score:pod-probes',
    'polaris:readinessProbeMissing',
    'checkov:CKV_K8S_9',
    'kubescape:C-0018',
    'datree:CONTAINERS_MISSING_READINESSPROBE_KEY',
  ],
  scope: 'container',

  *check(container, project) {
    const { pod, role, ports, value } = container;
    if (role !== 'main' || !value.given('image') || !runsForever(pod) || value.get('readinessProbe')) return;
    const [service] = project.servicesOf(pod);
    // Beside others, a container without ports is hardly the one that is asked; alone behind a Service it is.
    const isAsked = ports.length > 0 || (service !== undefined && pod.containers.length === 1);
    // Agents on every node answer nobody unless a Service stands before them.
    if (!isAsked || (!service && ['DaemonSet', 'Pod', 'PodTemplate'].includes(pod.owner.kind.value))) return;
    const suggested = suggestProbe(container, project, 'readinessProbe', '/ready');
    const serviceName = service?.object.name?.value;
    yield {
      at: container.at,
      message:
        serviceName === undefined
          ? message`${describeContainer(container)} has no readiness probe, so it counts as ready as soon as it is started.`
          : message`${describeContainer(container)} has no readiness probe, so Service ${serviceName} sends it requests as soon as it is started.`,
      ...(suggested && { fix: { title: message`Add a readiness probe on port ${suggested.port}`, safe: false, edits: suggested.edits } }),
    };
  },
});
