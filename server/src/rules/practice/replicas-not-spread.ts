import { insertField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';
import { replicaCount } from './availability';

export default rule({
  id: 'replicas-not-spread',
  summary: 'Nothing says that the pods of a workload belong on different nodes.',
  severity: 'hint',
  stage: 'schedule',
  profile: 'production',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: [
    'kube-linter:no-anti-affinity',
    'kube-score:deployment-has-host-podantiaffinity',
    'kube-score:statefulset-has-host-podantiaffinity',
    'polaris:topologySpreadConstraint',
  ],
  scope: 'workload',

  *check(workload, project) {
    const { kind, pod, selector, replicas } = workload;
    const count = replicaCount(workload, project);
    if ((kind !== 'Deployment' && kind !== 'StatefulSet') || count === undefined || count < 2) return;
    if (pod.value.given('topologySpreadConstraints') || pod.value.given('affinity', 'podAntiAffinity')) return;
    const labels = Object.fromEntries([...(selector?.matchLabels ?? [])].map(([name, { value }]) => [name, value]));
    const constraint = { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: labels } };
    const isKnown = selector?.certain === true && selector.expressions.length === 0 && !pod.value.get('topologySpreadConstraints');
    yield {
      at: replicas?.at ?? workload.object.at,
      message: message`All ${count} pods may run on one node, and go down with it.`,
      ...(isKnown && {
        fix: { title: message`Spread them over nodes`, safe: false, edits: [insertField(pod.value, 'topologySpreadConstraints', [constraint])] },
      }),
    };
  },
});
