import { replaceValue } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

/** The controller looks every ten seconds: https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ */
const INTERVAL = 10;

export default rule({
  id: 'cron-deadline-too-short',
  summary: 'A CronJob may miss its time before anybody looks.',
  severity: 'warning',
  stage: 'run',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'object',
  kinds: ['CronJob'],

  *check({ group, value }) {
    const deadline = value.number('spec', 'startingDeadlineSeconds');
    const written = value.get('spec', 'startingDeadlineSeconds');
    if (group !== 'batch' || !deadline || !written || deadline.value < 0 || deadline.value >= INTERVAL) return;
    yield {
      at: deadline.at,
      message: message`The controller looks for jobs that are due every ${INTERVAL} seconds, so that a deadline of ${deadline.value} may pass unnoticed.`,
      fix: { title: message`Allow ${200} seconds`, safe: false, edits: [replaceValue(written, 200)] },
    };
  },
});
