import { removeItem } from '../../fix/fields';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { parseAddress, SPECIAL_ADDRESS } from '../../schema/addresses';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

// kubernetes/pkg/apis/core/validation/validation.go, ValidateServiceClusterIPsRelatedFields and ValidateNonSpecialIP.

export default rule({
  id: 'service-address-conflict',
  summary: 'The addresses of a Service contradict each other, or lead nowhere.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'service',

  *check({ object }) {
    const spec = object.value.get('spec');
    if (spec?.kind !== 'map') return;
    yield* checkFamilies(spec);
    yield* checkClusterAddresses(spec);
    for (const item of spec.items('externalIPs')) {
      const text = item.string();
      if (text && SPECIAL_ADDRESS.test(parseAddress(text.value)?.canonical ?? ''))
        yield { at: text.at, message: message`${text.value} is no address at which others could reach a Service.` };
    }
  },
});

function* checkFamilies(spec: Value): Iterable<Finding> {
  const seen = new Set<string>();
  for (const item of spec.items('ipFamilies')) {
    const family = item.string();
    if (!family || isTemplated(family.value)) continue;
    if (seen.has(family.value))
      yield {
        at: family.at,
        message: message`${family.value} stands here twice.`,
        fix: { title: message`Remove the second`, safe: false, edits: [removeItem(item)] },
      };
    seen.add(family.value);
  }
  const policy = spec.string('ipFamilyPolicy');
  const [, second] = spec.items('ipFamilies');
  if (policy?.value === 'SingleStack' && second && seen.size > 1)
    yield { at: policy.at, message: message`A Service with ${'SingleStack'} has one family, and here are two.` };
}

function* checkClusterAddresses(spec: Value): Iterable<Finding> {
  const addresses = spec.strings('clusterIPs');
  const own = spec.string('clusterIP');
  const [first, second, third] = addresses;
  if (!first || addresses.some(({ value }) => isTemplated(value)) || (own && isTemplated(own.value))) return;
  if (own && own.value !== '' && own.value !== first.value)
    yield {
      at: first.at,
      message: message`The first of ${'clusterIPs'} must be the ${'clusterIP'}, which is ${own.value}.`,
      related: [{ at: own.at, message: message`It is here.` }],
    };
  if (third) yield { at: third.at, message: message`A Service has two addresses at most, one of each family.` };
  else if (second && (second.value === 'None' || first.value === 'None'))
    yield { at: second.at, message: message`${'None'} stands alone, without an address.` };
  else if (second && parseAddress(first.value)?.family === parseAddress(second.value)?.family)
    yield { at: second.at, message: message`A Service has two addresses at most, one of each family.` };
}
