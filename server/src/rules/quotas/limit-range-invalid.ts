import type { Quantity, Resources } from '../../model/container';
import { readResources } from '../../model/container';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

// kubernetes/pkg/apis/core/validation/validation.go, ValidateLimitRange.

const TYPES = ['Container', 'Pod', 'PersistentVolumeClaim'];
const RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];
const LISTS = ['min', 'max', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const;
type List = (typeof LISTS)[number];

/** What must not be above what. The first is the one that is reported, and reads as in the sentence. */
const ORDER: readonly (readonly [low: List, high: List])[] = [
  ['min', 'max'],
  ['min', 'defaultRequest'],
  ['min', 'default'],
  ['defaultRequest', 'default'],
  ['defaultRequest', 'max'],
  ['default', 'max'],
];

export default rule({
  id: 'limit-range-invalid',
  summary: 'The bounds of a LimitRange contradict each other.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'object',
  kinds: ['LimitRange'],

  *check({ group, value }) {
    if (group !== '') return;
    const seen = new Set<string>();
    for (const item of value.items('spec', 'limits')) {
      const type = item.string('type');
      if (!type || isTemplated(type.value)) continue;
      if (!type.value.includes('/') && !TYPES.includes(type.value)) {
        const [near] = suggest(type.value, TYPES);
        yield {
          at: type.at,
          message: near ? message`${type.value} is no type; did you mean ${near}?` : message`${type.value} is no type: there are ${TYPES}.`,
        };
        continue;
      }
      if (seen.has(type.value)) yield { at: type.at, message: message`There are limits of the type ${type.value} above; a type may stand here once.` };
      seen.add(type.value);
      yield* checkItem(item, type.value);
    }
  },
});

function* checkItem(item: Value, type: string): Iterable<Finding> {
  for (const list of ['default', 'defaultRequest']) {
    const written = type === 'Pod' ? item.given(list) : undefined;
    if (written) yield { at: written.keyAt, message: message`Only containers have defaults, so that ${list} cannot stand in limits of the type ${type}.` };
  }
  if (type === 'PersistentVolumeClaim' && !item.given('min', 'storage') && !item.given('max', 'storage'))
    yield { at: item.get('type')?.at ?? item.headAt, message: message`Limits for claims need ${'min.storage'} or ${'max.storage'}.` };
  const lists = new Map(LISTS.map((list) => [list, readResources(item.get(list))]));
  const resources = new Set([...lists.values()].flatMap((list) => [...list.keys()]));
  for (const list of LISTS) {
    for (const { name, at } of type === 'PersistentVolumeClaim' ? [] : item.fields(list)) {
      if (isTemplated(name) || name.includes('/') || name.startsWith('hugepages-') || RESOURCES.includes(name)) continue;
      yield { at, message: message`${name} is no resource of a container: ${RESOURCES}, hugepages, or a name with a domain in front.` };
    }
  }
  for (const resource of resources) yield* checkOrder(resource, lists, type);
}

function* checkOrder(resource: string, lists: ReadonlyMap<List, Resources>, type: string): Iterable<Finding> {
  const wrong = new Set<Quantity>();
  for (const [low, high] of ORDER) {
    const lower = lists.get(low)?.get(resource);
    const upper = lists.get(high)?.get(resource);
    if (type === 'Pod' && /default/i.test(low + high)) continue;
    if (lower?.amount === undefined || upper?.amount === undefined || lower.amount <= upper.amount) continue;
    // The default is what gives way to the bounds, and the request to the limit.
    const [own, other, name, otherName] = low === 'min' && high !== 'max' ? [upper, lower, high, low] : [lower, upper, low, high];
    if (wrong.has(own)) continue;
    wrong.add(own);
    const said =
      own === upper
        ? message`${name} is ${own.value}, below ${otherName} with ${other.value}.`
        : message`${name} is ${own.value}, above ${otherName} with ${other.value}.`;
    yield { at: own.at, message: said, related: [{ at: other.at, message: message`The other bound stands here.` }] };
  }
  const ratio = lists.get('maxLimitRequestRatio')?.get(resource);
  const [min, max] = [lists.get('min')?.get(resource)?.amount, lists.get('max')?.get(resource)?.amount];
  if (ratio?.amount === undefined) return;
  if (ratio.amount < 1) yield { at: ratio.at, message: message`A limit is never below its request, so that the ratio must be at least ${1}.` };
  else if (min && max !== undefined && ratio.amount > max / min)
    yield { at: ratio.at, message: message`The ratio is above ${'max'} divided by ${'min'}, so that it could never be reached.` };
}
