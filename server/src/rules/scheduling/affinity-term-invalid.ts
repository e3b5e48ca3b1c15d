import { setField } from '../../fix/fields';
import { reshape, type Shape } from '../../fix/reshape';
import type { Value } from '../../model/object';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';
import { affinityTerms, requiredNodeTerms, spreadConstraints, weightedTerms } from './pod-selectors';

export default rule({
  id: 'affinity-term-invalid',
  summary: 'A term of an affinity lacks a place, a weight or the pods it is about.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check(pod) {
    for (const item of weightedTerms(pod)) {
      const weight = item.number('weight');
      if (weight && (weight.value < 1 || weight.value > 100))
        yield { at: weight.at, message: message`A weight lies between 1 and 100; ${weight.value} does not.` };
      yield* checkWrapper(item);
    }
    const terms = requiredNodeTerms(pod);
    const list = terms?.get('nodeSelectorTerms');
    if (terms && list?.kind === 'list' && list.items().length === 0)
      yield { at: list.keyAt, message: message`At least one term is needed that a node can satisfy.` };
    for (const { value } of affinityTerms(pod)) {
      const key = value.string('topologyKey');
      if (key?.value === '')
        yield {
          at: key.at,
          message: message`The label of nodes that makes a place is empty.`,
          fix: { title: message`Use ${'kubernetes.io/hostname'}`, safe: false, edits: setField(value, ['topologyKey'], 'kubernetes.io/hostname') },
        };
    }
    for (const value of [...affinityTerms(pod).map((term) => term.value), ...spreadConstraints(pod)]) {
      // Keys without a selector to add to are refused, which is told elsewhere.
      // A required term with the wrapper of a preferred one holds its selector one level below.
      if (value.given('labelSelector') || value.given('podAffinityTerm') || value.given('matchLabelKeys') || value.given('mismatchLabelKeys')) continue;
      const own = [...pod.labels].map(([name, { value: label }]) => [name, label] as const);
      const [first] = own.filter(([name]) => name === 'app' || name === 'app.kubernetes.io/name');
      yield {
        at: value.get('labelSelector')?.keyAt ?? value.headAt,
        severity: 'warning',
        message: message`Without ${'labelSelector'} this matches no pod at all.`,
        ...(first && {
          fix: {
            title: message`Select the pods with ${`${first[0]}: ${first[1]}`}`,
            safe: false,
            edits: setField(value, ['labelSelector', 'matchLabels'], { [first[0]]: first[1] }),
          },
        }),
      };
    }
  },
});

/** What is preferred is a term with a weight beside it, and not the term itself. */
function* checkWrapper(item: Value): Iterable<Finding> {
  const wrapper = item.get('topologyKey') || item.get('labelSelector') ? 'podAffinityTerm' : item.get('matchExpressions') ? 'preference' : undefined;
  if (wrapper === undefined || item.get(wrapper)) return;
  const weight = item.get('weight');
  const term = item.fields().filter(({ name }) => name !== 'weight');
  const shape: Shape = [
    weight ? { key: 'weight', from: weight } : { key: 'weight', data: 100 },
    { key: wrapper, shape: term.map(({ name, value }) => ({ key: name, from: value })) },
  ];
  yield {
    at: (term[0] ?? item).at,
    covers: ['field-missing', 'field-unknown'],
    message: message`A preferred term belongs below ${wrapper}, next to its ${'weight'}.`,
    fix: { title: message`Put it below ${wrapper}`, safe: false, edits: [reshape(item, shape)] },
  };
}
