import { message } from '../../text/message';
import { startOf } from '../../text/span';
import { rule } from '../rule';
import { missingSeparators } from './separators';

export default rule({
  id: 'document-separator-missing',
  summary: 'A second object begins without a `---` before it.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'document',
  kinds: ['kubernetes'],

  *check(document) {
    const { root } = document;
    // In braces it would be text of the one object.
    const isInBraces = root?.node.kind === 'map' && root.node.flow;
    for (const at of missingSeparators(document)) {
      yield {
        at,
        message: message`A new object begins here, and no ${'---'} separates it from the one above, which is lost.`,
        ...(!isInBraces && { fix: { title: message`Insert ${'---'}`, safe: true, edits: [{ at: startOf(at), text: '---\n' }] } }),
      };
    }
  },
});
