import { replaceValue, setField } from '../../fix/fields';
import { labelsAreKnown, type Requirement, type Selector, selects } from '../../model/selector';
import type { Workload } from '../../model/workload';
import { message } from '../../text/message';
import type { Located } from '../../text/span';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'selector-labels-mismatch',
  summary: 'A workload selects other pods than those that its template makes.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: [
    'kube-linter:mismatching-selector',
    'kube-score:deployment-pod-selector-labels-match-template-metadata-labels',
    'kube-score:statefulset-pod-selector-labels-match-template-metadata-labels',
    'kubescape:C-0296',
    'popeye:POP-508',
  ],
  scope: 'workload',

  *check({ selector, pod, object, kind }) {
    // The server writes the selector of a Job itself, unless `manualSelector` says otherwise.
    if (!selector?.certain || kind === 'Pod' || (kind === 'Job' && !object.value.boolean('spec', 'manualSelector')?.value)) return;
    if (!labelsAreKnown(pod.template.get('metadata', 'labels'))) return;
    for (const [key, wanted] of selector.matchLabels) {
      const written = pod.labels.get(key);
      if (!written) yield missing(pod, key, wanted);
      else if (written.value !== wanted.value) yield different(pod, selector, key, wanted, written);
    }
    for (const requirement of selector.expressions) {
      if (!selects({ ...selector, matchLabels: new Map(), expressions: [requirement] }, pod.labels)) yield unsatisfied(pod, requirement);
    }
  },
});

function missing({ template }: Workload['pod'], key: string, wanted: Located<string>): Finding {
  const labels = template.get('metadata', 'labels');
  const label = `${key}=${wanted.value}`;
  return {
    at: wanted.at,
    message: message`The selector wants the label ${label}, but the pods of this template have no label ${key}.`,
    related: labels?.kind === 'map' ? [{ at: labels.keyAt, message: message`The pods get their labels here.` }] : [],
    fix: { title: message`Label the pods with ${label}`, safe: true, edits: setField(template, ['metadata', 'labels', key], wanted.value) },
  };
}

function different({ template }: Workload['pod'], selector: Selector, key: string, wanted: Located<string>, written: Located<string>): Finding {
  const label = `${key}=${wanted.value}`;
  const actual = `${key}=${written.value}`;
  const asked = selector.value.get('matchLabels', key) ?? selector.value.get(key);
  const fix: Fix[] = [
    { title: message`Label the pods with ${label}`, safe: false, edits: setField(template, ['metadata', 'labels', key], wanted.value) },
    ...(asked ? [{ title: message`Select ${actual}`, safe: false, edits: [replaceValue(asked, written.value)] }] : []),
  ];
  return {
    at: wanted.at,
    message: message`The selector wants the label ${label}, but the pods of this template have ${actual}.`,
    related: [{ at: written.at, message: message`The pods get their labels here.` }],
    fix,
  };
}

function unsatisfied({ labels }: Workload['pod'], { key, operator }: Requirement): Finding {
  const written = labels.get(key.value);
  return {
    at: key.at,
    message: message`The labels of this template's pods do not satisfy what the selector asks of ${key.value} with ${operator}.`,
    related: written ? [{ at: written.at, message: message`The pods get their labels here.` }] : [],
  };
}
