import { replaceValue } from '../../fix/fields';
import type { KubeObject } from '../../model/object';
import type { Project } from '../../model/project';
import { isEmpty, readSelector, type Selector } from '../../model/selector';
import { message } from '../../text/message';
import { meantWorkload, missedPods } from '../meant-workload';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'policy-selects-nothing',
  summary: 'No pod has the labels that a NetworkPolicy or PodDisruptionBudget selects.',
  severity: 'warning',
  stage: 'traffic',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: [
    'kube-linter:dangling-networkpolicy',
    'kube-linter:dangling-networkpolicypeer-podselector',
    'kube-score:networkpolicy-targets-pod',
    'kubescape:C-0299',
    'popeye:POP-900',
    'popeye:POP-1200',
  ],
  scope: 'object',
  kinds: ['NetworkPolicy', 'PodDisruptionBudget'],

  *check(object, project) {
    const { kind, group, value } = object;
    if (kind.value === 'PodDisruptionBudget' && group === 'policy') yield* checkSelector(readSelector(value.get('spec', 'selector')), object, project);
    if (kind.value !== 'NetworkPolicy' || group !== 'networking.k8s.io') return;
    yield* checkSelector(readSelector(value.get('spec', 'podSelector')), object, project);
    const peers = [
      ...value.items('spec', 'ingress').flatMap((rule) => rule.items('from')),
      ...value.items('spec', 'egress').flatMap((rule) => rule.items('to')),
    ];
    for (const peer of peers) {
      // With a namespaceSelector the pods of other namespaces are meant.
      if (!peer.given('namespaceSelector')) yield* checkSelector(readSelector(peer.get('podSelector')), object, project, false);
    }
  },
});

function* checkSelector(selector: Selector | undefined, object: KubeObject, project: Project, byName = true): Iterable<Finding> {
  if (!selector?.certain || isEmpty(selector) || selector.expressions.length > 0 || project.selectedWorkloads(selector, object).length > 0) return;
  const meant = meantWorkload(selector, object, project, byName);
  if (!meant) return;
  const { key, ...missed } = missedPods(selector, meant);
  const written = selector.value.get('matchLabels', key);
  const found = meant.pod.labels.get(key)?.value;
  const only = [...selector.matchLabels].every(([one, asked]) => one === key || meant.pod.labels.get(one)?.value === asked.value);
  yield {
    ...missed,
    ...(written && found !== undefined && only && { fix: { title: message`Select ${`${key}=${found}`}`, safe: false, edits: [replaceValue(written, found)] } }),
  };
}
