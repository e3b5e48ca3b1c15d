import { describeContainer } from '../../model/container';
import { type Message, message } from '../../text/message';
import { rule } from '../rule';
import { lacksLiveness, lacksReadiness } from './lacking-probes';
import { suggestProbes } from './suggested-probe';

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
    'popeye:POP-104',
  ],
  scope: 'container',

  *check(container, project) {
    if (!lacksReadiness(container, project)) return;
    const hangs = lacksLiveness(container);
    const suggested = suggestProbes(container, project, hangs ? ['readinessProbe', 'livenessProbe'] : ['readinessProbe']);
    const service = project.servicesOf(container.pod)[0]?.object.name?.value;
    yield {
      at: container.at,
      ...(hangs && { covers: ['liveness-probe-missing'] }),
      message: say(describeContainer(container), service, hangs),
      ...(suggested && {
        fix: {
          title: hangs ? message`Add both probes on port ${suggested.port}` : message`Add a readiness probe on port ${suggested.port}`,
          safe: false,
          edits: suggested.edits,
        },
      }),
    };
  },
});

function say(name: Message, service: string | undefined, hangs: boolean): Message {
  if (service === undefined) {
    if (hangs)
      return message`${name} has neither a readiness nor a liveness probe, so it counts as ready as soon as it is started, and nothing restarts it when it hangs.`;
    return message`${name} has no readiness probe, so it counts as ready as soon as it is started.`;
  }
  if (hangs)
    return message`${name} has neither a readiness nor a liveness probe, so Service ${service} sends it requests as soon as it is started, and nothing restarts it when it hangs.`;
  return message`${name} has no readiness probe, so Service ${service} sends it requests as soon as it is started.`;
}
