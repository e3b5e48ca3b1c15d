import { removeItem } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import type { Located } from '../../text/span';
import { rule } from '../rule';

export default rule({
  id: 'pull-secret-invalid',
  summary: 'A pull secret without a name, or one that is named twice.',
  severity: 'warning',
  stage: 'pull',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'pod',

  *check({ value }) {
    const seen = new Map<string, Located<string>>();
    for (const item of value.items('imagePullSecrets')) {
      if (item.kind !== 'map') continue;
      const name = item.string('name');
      const fix = { title: message`Remove this one`, safe: false, edits: [removeItem(item)] };
      const before = name && seen.get(name.value);
      if (!item.given('name') || name?.value === '')
        yield { at: name?.at ?? item.headAt, message: message`A pull secret needs a name; this one is passed over.`, fix };
      else if (name && before)
        yield {
          at: name.at,
          message: message`The pull secret ${name.value} is named already.`,
          related: [{ at: before.at, message: message`It is here.` }],
          fix,
        };
      else if (name && !isTemplated(name.value)) seen.set(name.value, name);
    }
  },
});
