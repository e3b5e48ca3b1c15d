import type { Data } from '../../fix/write-yaml';
import { flowText } from '../../fix/write-yaml';
import type { Workload } from '../../model/workload';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';
import { hasBudget, replicaCount } from './availability';

export default rule({
  id: 'disruption-budget-missing',
  summary: 'Nothing keeps all pods of a service from being taken away at once.',
  severity: 'info',
  stage: 'run',
  profile: 'production',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: [
    'kube-score:deployment-has-poddisruptionbudget',
    'kube-score:statefulset-has-poddisruptionbudget',
    'polaris:missingPodDisruptionBudget',
    'popeye:POP-206',
  ],
  scope: 'workload',

  *check(workload, project) {
    const { kind, object, replicas } = workload;
    const count = replicaCount(workload, project);
    if ((kind !== 'Deployment' && kind !== 'StatefulSet') || count === undefined || count < 2 || hasBudget(workload, project)) return;
    const fix = addBudget(workload);
    yield {
      at: replicas?.at ?? object.at,
      message: message`No PodDisruptionBudget is for these ${count} pods: when nodes are drained, all may go at once.`,
      ...(fix && { fix }),
    };
  },
});

function addBudget({ object, selector }: Workload): Fix | undefined {
  const { document } = object.value;
  if (!object.name || !selector?.certain || selector.expressions.length > 0 || /\n\.\.\.\s*$/.test(document.text)) return undefined;
  const labels: Data = Object.fromEntries([...selector.matchLabels].map(([name, { value }]) => [name, value]));
  const namespace = object.namespace ? `\n  namespace: ${object.namespace.value}` : '';
  const text = [
    '---',
    'apiVersion: policy/v1',
    'kind: PodDisruptionBudget',
    `metadata:\n  name: ${object.name.value}${namespace}`,
    `spec:\n  maxUnavailable: 1\n  selector:\n    matchLabels: ${flowText(labels)}\n`,
  ].join('\n');
  const end = document.text.length;
  return {
    title: message`Add a PodDisruptionBudget`,
    safe: false,
    edits: [{ at: document.span(end, end), text: document.text.endsWith('\n') ? text : `\n${text}` }],
  };
}
