import { replaceValue } from '../../fix/fields';
import { isEmpty } from '../../model/selector';
import { isTemplated } from '../../model/templated';
import type { Workload } from '../../model/workload';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'selector-empty',
  summary: 'The selector of a workload picks every pod.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'workload',

  *check({ selector, pod, kind, object }) {
    // A ReplicationController without selector takes the labels of its template; a Job gets one from the server.
    if (!selector || object.group !== 'apps' || !isEmpty(selector) || !selector.certain) return;
    // A requirement that cannot be read is not an absent one.
    if (selector.value.items('matchExpressions').length > 0) return;
    // Labels that stand in the selector itself are unknown fields, and reported as that.
    if (selector.value.fields().some(({ name }) => name !== 'matchLabels' && name !== 'matchExpressions')) return;
    const fix = fixes(selector.value, pod);
    yield {
      at: selector.value.keyAt,
      message: message`The selector of this ${kind} is empty; it must name labels of its pods.`,
      ...(fix && { fix }),
    };
  },
});

function fixes(selector: Workload['pod']['value'], { labels }: Workload['pod']): Fix | undefined {
  const named = [...labels].filter(([key, { value }]) => !isTemplated(key) && !isTemplated(value) && !/version|chart$|revision|hash/.test(key));
  if (named.length === 0 || named.length !== new Set(named.map(([key]) => key)).size) return undefined;
  const matchLabels = Object.fromEntries(named.map(([key, { value }]) => [key, value]));
  return { title: message`Select the labels of its pods`, safe: false, edits: [replaceValue(selector, { matchLabels })] };
}
