import { message } from '../../text/message';
import type { Located } from '../../text/span';
import { rule } from '../rule';
import { entriesOf, LISTS, type List } from './entries';

export default rule({
  id: 'kubeconfig-name-duplicate',
  summary: 'Two entries of a list in a kubeconfig have the same name.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kubeconfig'],

  *check(document) {
    for (const list of Object.keys(LISTS) as List[]) {
      const first = new Map<string, Located<string>>();
      for (const { name } of entriesOf(document, list)) {
        if (!name) continue;
        const known = first.get(name.value);
        if (known) {
          yield {
            at: name.at,
            message: message`${list} holds the name ${name.value} already.`,
            related: [{ at: known.at, message: message`It stands here first.` }],
          };
        } else first.set(name.value, name);
      }
    }
  },
});
