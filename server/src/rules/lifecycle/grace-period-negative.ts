import { removeField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'grace-period-negative',
  summary: 'The time that a pod has to stop is below 0.',
  severity: 'warning',
  stage: 'stop',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'pod',

  *check({ value }) {
    const seconds = value.number('terminationGracePeriodSeconds');
    const written = value.get('terminationGracePeriodSeconds');
    if (!seconds || !written || seconds.value >= 0) return;
    yield {
      at: seconds.at,
      message: message`A time of ${seconds.value} seconds to stop counts as 1.`,
      fix: { title: message`Leave it at the default of 30 seconds`, safe: false, edits: [removeField(written)] },
    };
  },
});
