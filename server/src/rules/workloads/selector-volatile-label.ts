import { removeField } from '../../fix/fields';
import type { Pod } from '../../model/pod';
import { message } from '../../text/message';
import { rule } from '../rule';

/** Labels that Helm and others write anew with every version. */
const VOLATILE = new Set(['app.kubernetes.io/version', 'helm.sh/chart', 'pod-template-hash', 'controller-revision-hash']);

export default rule({
  id: 'selector-volatile-label',
  summary: 'A selector that can never change holds a label that changes with every version.',
  severity: 'warning',
  stage: 'update',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'workload',

  *check({ selector, pod, object, kind }) {
    // The selector of a ReplicationController may be changed; Jobs are made anew in any case.
    if (!selector?.certain || object.group !== 'apps') return;
    const matchLabels = selector.value.get('matchLabels');
    for (const [key, { value, at }] of selector.matchLabels) {
      if (!VOLATILE.has(key) && !(/version|release|^tag$/i.test(key) && isTag(value, pod))) continue;
      const written = matchLabels?.get(key);
      const fix = written && selector.matchLabels.size > 1 && { title: message`Do not select by ${key}`, safe: false, edits: [removeField(written)] };
      yield {
        at: written?.keyAt ?? at,
        message: message`The label ${key} changes with every version, but the selector of a ${kind} can never be changed.`,
        ...(fix && { fix }),
      };
    }
  },
});

/** True for a value that looks like a version and is the tag of an image of the pod: both change together. */
function isTag(value: string, { containers }: Pod): boolean {
  return /\d+\.\d+/.test(value) && containers.some(({ image }) => image?.value.endsWith(`:${value}`) || image?.value.endsWith(`:v${value}`));
}
