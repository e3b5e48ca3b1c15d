import { isTemplated } from '../../model/templated';
import { type CronField, everRuns, parseCron } from '../../schema/cron';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'cron-schedule-surprising',
  summary: 'A CronJob runs never, or more often than its schedule looks.',
  severity: 'warning',
  stage: 'run',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  scope: 'object',

  *check({ kind, group, value }) {
    const schedule = value.string('spec', 'schedule');
    if (kind.value !== 'CronJob' || group !== 'batch' || !schedule || isTemplated(schedule.value)) return;
    const read = parseCron(schedule.value.replace(/^(?:CRON_)?TZ=\S+\s+/, ''));
    if (read.kind !== 'times') return;
    const [minutes, hours, days, , weekdays] = read.fields as [CronField, CronField, CronField, CronField, CronField];
    if (!everRuns(read)) {
      yield { at: schedule.at, message: message`There is no such day in any year, so that this job never runs.` };
    } else if (!days.isStar && !weekdays.isStar && days.values.size < 31 && weekdays.values.size < 7) {
      yield {
        at: schedule.at,
        severity: 'info',
        message: message`With a day of the month and a day of the week the job runs on each of them, and not only where both fall together.`,
      };
    } else if (minutes.isStar && minutes.values.size === 60 && hours.values.size === 1) {
      yield { at: schedule.at, severity: 'info', message: message`The job runs 60 times in this hour, once a minute.` };
    }
  },
});
