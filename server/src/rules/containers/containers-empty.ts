import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'containers-empty',
  summary: 'A pod has no containers.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'pod',

  *check({ value }) {
    const list = value.get('containers');
    if (list?.kind === 'list' && list.items().length === 0)
      yield { at: list.keyAt, message: message`A pod needs at least one container, and this list is empty.` };
  },
});
