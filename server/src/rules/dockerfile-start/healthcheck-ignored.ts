import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'healthcheck-ignored',
  summary: 'HEALTHCHECK has no effect in Kubernetes.',
  severity: 'hint',
  stage: 'ready',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  scope: 'image',

  *check({ dockerfile, healthcheck }, project) {
    if (!healthcheck || healthcheck.words[0]?.value.toUpperCase() === 'NONE') return;
    const containers = project.chains.filter((chain) => chain.image.dockerfile === dockerfile).map(({ container }) => container);
    const unprobed = containers.find(({ probes, role }) => role === 'main' && probes.length === 0);
    // Where probes stand in the manifest, the check is for Compose or for somebody's own machine.
    const isForKubernetes = ['Deployment', 'StatefulSet', 'DaemonSet', 'Pod'].some((kind) => project.objects(kind).length > 0);
    if (containers.length > 0 ? !unprobed : !isForKubernetes) return;
    yield {
      at: healthcheck.keywordAt,
      message: message`Kubernetes does not run HEALTHCHECK; probes in the manifest do what it is meant for.`,
      ...(unprobed && { related: [{ at: unprobed.name?.at ?? unprobed.at, message: message`This container has no probes.` }] }),
    };
  },
});
