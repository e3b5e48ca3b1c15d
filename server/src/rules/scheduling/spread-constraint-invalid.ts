import { removeField, removeItem } from '../../fix/fields';
import type { Value } from '../../model/object';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';
import { affinityTerms, spreadConstraints } from './pod-selectors';

export default rule({
  id: 'spread-constraint-invalid',
  summary: 'A rule for spreading pods contradicts itself or another one.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-score:pod-topology-spread-constraints'],
  scope: 'pod',

  *check(pod) {
    const seen = new Map<string, Value>();
    for (const constraint of spreadConstraints(pod)) {
      const skew = constraint.number('maxSkew');
      if (skew && skew.value < 1) yield { at: skew.at, message: message`The difference between two places is at least 1, not ${skew.value}.` };
      const key = constraint.string('topologyKey');
      const action = constraint.string('whenUnsatisfiable');
      if (key?.value === '') yield { at: key.at, message: message`The label of nodes that makes a place is empty.` };
      const least = constraint.given('minDomains');
      const number = constraint.number('minDomains');
      if (number && number.value < 1) yield { at: number.at, message: message`At least one place is needed, not ${number.value}.` };
      if (least && action?.value === 'ScheduleAnyway')
        yield {
          at: least.keyAt,
          message: message`The setting ${'minDomains'} goes with ${'DoNotSchedule'}, not with ${'ScheduleAnyway'}.`,
          fix: { title: message`Remove ${'minDomains'}`, safe: false, edits: [removeField(least)] },
        };
      const pair = `${key?.value} ${action?.value}`;
      const before = key && action ? seen.get(pair) : undefined;
      if (before && key)
        yield {
          at: key.at,
          message: message`There is a rule for ${key.value} with the same ${'whenUnsatisfiable'} already.`,
          related: [{ at: before.headAt, message: message`It is here.` }],
          fix: { title: message`Remove this rule`, safe: false, edits: [removeItem(constraint)] },
        };
      else seen.set(pair, constraint);
      yield* checkLabelKeys(constraint);
    }
    for (const { value } of affinityTerms(pod)) yield* checkLabelKeys(value);
  },
});

/** `matchLabelKeys` adds to a selector what it does not say itself. */
function* checkLabelKeys(holder: Value): Iterable<Finding> {
  for (const list of ['matchLabelKeys', 'mismatchLabelKeys']) {
    const keys = holder.strings(list);
    const written = holder.get(list);
    if (keys.length === 0 || !written) continue;
    const selector = holder.given('labelSelector');
    if (!selector) yield { at: written.keyAt, message: message`The setting ${list} needs a ${'labelSelector'} to add to.` };
    for (const key of keys) {
      if (!selector?.get('matchLabels', key.value) && !selector?.items('matchExpressions').some((one) => one.string('key')?.value === key.value)) continue;
      yield { at: key.at, message: message`The label ${key.value} is in ${'labelSelector'} already.` };
    }
  }
}
