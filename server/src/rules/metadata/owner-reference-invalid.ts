import type { Value } from '../../model/object';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'owner-reference-invalid',
  summary: 'The owners of an object are written in a way that the server refuses.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  aliases: ['monokle:LNK003'],
  scope: 'object',

  *check({ value }) {
    let controller: Value | undefined;
    for (const owner of value.items('metadata', 'ownerReferences')) {
      for (const key of ['apiVersion', 'kind', 'name', 'uid']) {
        const part = owner.get(key);
        // A key that is not there at all is a missing field of the schema.
        if (part?.words === '') yield { at: part.at, message: message`The ${key} of an owner must not be empty.` };
      }
      if (owner.boolean('controller')?.value !== true) continue;
      const written = owner.get('controller') as Value;
      if (controller) {
        yield {
          at: written.keyAt,
          message: message`Only one owner can be the controller.`,
          related: [{ at: controller.keyAt, message: message`This one is the controller already.` }],
        };
      }
      controller ??= written;
    }
  },
});
