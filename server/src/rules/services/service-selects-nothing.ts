import { removeField, replaceValue } from '../../fix/fields';
import { describe } from '../../model/object';
import { isEmpty, type Selector } from '../../model/selector';
import type { Workload } from '../../model/workload';
import { message } from '../../text/message';
import { meantWorkload, missedPods } from '../meant-workload';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'service-selects-nothing',
  summary: 'No pod has the labels that a Service selects.',
  severity: 'warning',
  stage: 'traffic',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-linter:dangling-service', 'kube-score:service-targets-pod', 'kubescape:C-0293', 'popeye:POP-1100', 'monokle:LNK001'],
  scope: 'service',

  *check({ object, selector, type }, project) {
    if (!selector?.certain || isEmpty(selector) || type === 'ExternalName') return;
    if (project.selectedWorkloads(selector, object).length > 0) return;
    const meant = meantWorkload(selector, object, project);
    if (!meant) return;
    // A workload that another Service of its name serves already is not the one that is meant; this one in another folder is no other.
    const namesake = project.servicesOf(meant.pod).find((other) => other.object.name?.value === meant.object.name?.value);
    if (!namesake || namesake.object.name?.value === object.name?.value) yield toFinding(selector, meant);
  },
});

function toFinding(selector: Selector, workload: Workload): Finding {
  const { key: _, ...missed } = missedPods(selector, workload);
  return { ...missed, ...fixFor(selector, workload.pod, describe(workload.object)) };
}

/** Takes over the values that the pods have, and leaves out what they do not have. */
function fixFor({ value, matchLabels }: Selector, { labels }: Workload['pod'], name: string): { fix?: Fix } {
  const kept = [...matchLabels.keys()].filter((key) => labels.has(key));
  if (kept.length === 0) {
    const [own] = [...labels].filter(([key]) => key === 'app' || key === 'app.kubernetes.io/name');
    if (!own || value.kind !== 'map') return {};
    return { fix: { title: message`Select the pods of ${name}`, safe: false, edits: [replaceValue(value, { [own[0]]: own[1].value })] } };
  }
  const edits = [...matchLabels].flatMap(([key, { value: asked }]) => {
    const written = value.get(key);
    const found = labels.get(key)?.value;
    if (!written || found === asked) return [];
    return [found === undefined ? removeField(written) : replaceValue(written, found)];
  });
  return { fix: { title: message`Select the pods of ${name}`, safe: false, edits } };
}
