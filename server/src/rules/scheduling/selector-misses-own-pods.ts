import { replaceValue } from '../../fix/fields';
import type { Pod } from '../../model/pod';
import { readSelector, type Selector, selects } from '../../model/selector';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';
import { affinityTerms, spreadConstraints } from './pod-selectors';

export default rule({
  id: 'selector-misses-own-pods',
  summary: 'Pods are to be spread, but the selector matches other labels than theirs.',
  severity: 'warning',
  stage: 'schedule',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check(pod, project) {
    if ([...pod.labels.values()].some(({ value }) => isTemplated(value)) || pod.labels.size === 0) return;
    const apart = affinityTerms(pod).filter(({ kind, value }) => kind === 'podAntiAffinity' && !value.get('namespaceSelector') && !value.get('namespaces'));
    for (const holder of [...spreadConstraints(pod), ...apart.map(({ value }) => value)]) {
      const selector = readSelector(holder.get('labelSelector'));
      if (!selector?.certain || selects(selector, pod.labels)) continue;
      // To keep away from others is a wish of its own, if there are such others.
      const isApart = !holder.get('maxSkew');
      if (isApart && (!sharesKey(selector, pod) || project.selectedWorkloads(selector, pod.owner).length > 0)) continue;
      const wrong = [...selector.matchLabels].filter(([key, { value }]) => pod.labels.get(key)?.value !== value);
      const [first, ...others] = wrong;
      const fix = first && others.length === 0 ? useOwnLabel(selector, first[0], pod) : undefined;
      yield {
        at: first?.[1].at ?? selector.value.keyAt,
        message: isApart
          ? message`No pod of the workspace has these labels, not even the pods of this template, so they keep away from nobody.`
          : message`The pods of this template do not have these labels, so they are not spread.`,
        related: [...pod.labels].flatMap(([key, { at }]) => (selector.matchLabels.has(key) ? [{ at, message: message`The label of the pods is here.` }] : [])),
        ...(fix && { fix }),
      };
    }
  },
});

/** A label with the same key but another value: then the own pods were meant. */
function sharesKey(selector: Selector, { labels }: Pod): boolean {
  return [...selector.matchLabels.keys(), ...selector.expressions.map(({ key }) => key.value)].some((key) => labels.has(key));
}

function useOwnLabel({ value }: Selector, key: string, { labels }: Pod): Fix | undefined {
  const written = value.get('matchLabels', key);
  const own = labels.get(key)?.value;
  return written && own !== undefined ? { title: message`Use ${own}`, safe: false, edits: [replaceValue(written, own)] } : undefined;
}
