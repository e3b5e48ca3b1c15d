import { removeField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'quantity-negative',
  summary: 'A container asks for less than nothing.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'container',

  *check({ requests, limits }) {
    for (const { name, amount, at, node } of [...requests.values(), ...limits.values()]) {
      if (amount === undefined || amount >= 0) continue;
      yield {
        at,
        message: message`An amount of ${name} cannot be negative.`,
        fix: { title: message`Remove ${name}`, safe: false, edits: [removeField(node)] },
      };
    }
  },
});
