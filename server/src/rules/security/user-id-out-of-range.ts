import type { Value } from '../../model/object';
import { message } from '../../text/message';
import { rule } from '../rule';

const LARGEST = 2 ** 31 - 1;

export default rule({
  id: 'user-id-out-of-range',
  summary: 'A number of a user or group that none can have.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'pod',

  *check({ value, allContainers }) {
    const contexts = [value, ...allContainers.map((container) => container.value)].flatMap((holder) => holder.given('securityContext') ?? []);
    for (const id of contexts.flatMap(idsOf)) {
      const number = id.number();
      if (!number || (number.value >= 0 && number.value <= LARGEST)) continue;
      yield { at: number.at, message: message`Users and groups have numbers between 0 and ${LARGEST}; ${number.value} is none.` };
    }
  },
});

function idsOf(context: Value): Value[] {
  const single = ['runAsUser', 'runAsGroup', 'fsGroup'].flatMap((field) => context.given(field) ?? []);
  return [...single, ...context.items('supplementalGroups')];
}
