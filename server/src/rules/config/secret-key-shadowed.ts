import { removeField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'secret-key-shadowed',
  summary: 'A Secret holds a key below `data` and below `stringData`.',
  severity: 'warning',
  stage: 'run',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'object',
  kinds: ['Secret'],

  *check({ group, value }) {
    if (group !== '') return;
    const plain = value.fields('stringData');
    for (const { name, at, value: field } of value.fields('data')) {
      const winner = plain.find((other) => other.name === name);
      if (!winner) continue;
      yield {
        at,
        message: message`This value of ${name} has no effect, since ${'stringData'} holds the key too.`,
        related: [{ at: winner.at, message: message`This value counts.` }],
        fix: { title: message`Remove ${name} from ${'data'}`, safe: true, edits: [removeField(field)] },
        tag: 'unnecessary',
      };
    }
  },
});
