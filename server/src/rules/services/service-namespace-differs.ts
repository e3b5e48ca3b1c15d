import { replaceValue } from '../../fix/fields';
import { isKustomized } from '../../model/neighbours';
import { describe } from '../../model/object';
import { isEmpty, selects } from '../../model/selector';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'service-namespace-differs',
  summary: 'A Service lies in another namespace than the pods that it selects.',
  severity: 'warning',
  stage: 'traffic',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'service',

  *check({ object, selector, type }, project) {
    const { namespace } = object;
    const written = object.value.get('metadata', 'namespace');
    if (!namespace || !written || !selector?.certain || isEmpty(selector) || type === 'ExternalName') return;
    if (project.selectedWorkloads(selector, object).length > 0 || isKustomized(object, project)) return;
    const fitting = project.workloadsBeside(object).filter(({ pod }) => selects(selector, pod.labels));
    const [meant] = fitting;
    const wanted = meant?.object.namespace;
    // Workloads of several environments may lie side by side.
    if (!meant || !wanted || fitting.some((other) => other.object.namespace?.value !== wanted.value)) return;
    yield {
      at: namespace.at,
      message: message`A Service in namespace ${namespace.value} does not see the pods of ${describe(meant.object)}.`,
      related: [{ at: wanted.at, message: message`The pods get their namespace here.` }],
      fix: { title: message`Move the Service to ${wanted.value}`, safe: false, edits: [replaceValue(written, wanted.value)] },
    };
  },
});
