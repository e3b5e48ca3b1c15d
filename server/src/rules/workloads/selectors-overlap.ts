import { liesBeside } from '../../model/neighbours';
import { describe } from '../../model/object';
import { sameNamespace } from '../../model/object-index';
import { isEmpty, labelsAreKnown, selects } from '../../model/selector';
import { workloadOf } from '../../model/workload';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'selectors-overlap',
  summary: 'Two workloads select the same pods.',
  severity: 'warning',
  stage: 'run',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'workload',

  *check({ object, selector, pod, kind }, project) {
    if (!selector?.certain || isEmpty(selector) || kind === 'Job' || !labelsAreKnown(pod.template.get('metadata', 'labels'))) return;
    for (const owner of project.selectedWorkloads(selector, object)) {
      const other = owner !== object && liesBeside(owner, object) ? workloadOf(owner) : undefined;
      if (!other) continue;
      // Of the two the later one is reported. One name and kind are two variants of one workload.
      const isLater = other.object.file === object.file ? other.object.at.start < object.at.start : other.object.file < object.file;
      if (!isLater || other.kind === 'Job' || (other.kind === kind && other.object.name?.value === object.name?.value)) continue;
      if (!other.selector?.certain || isEmpty(other.selector) || !sameNamespace(object.namespace?.value, other.object.namespace?.value)) continue;
      if (!project.areDeployedTogether(object, other.object)) continue;
      if (!selects(other.selector, pod.labels)) continue;
      const [first] = selector.matchLabels;
      yield {
        at: first ? first[1].at : selector.value.keyAt,
        message: message`${describe(object)} and ${describe(other.object)} select each other's pods.`,
        related: [{ at: other.selector.value.keyAt, message: message`The other selector stands here.` }],
      };
      return;
    }
  },
});
