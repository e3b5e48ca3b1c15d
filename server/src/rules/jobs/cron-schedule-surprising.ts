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
  kinds: ['CronJob'],

  *check({ group, value }) {
    const schedule = value.string('spec', 'schedule');
    if (group !== 'batch' || !schedule || isTemplated(schedule.value)) return;
    const read = parseCron(schedule.value.replace(/^(?:CRON_)?TZ=\S+\s+/, ''));
    if (read.kind !== 'times') return;
    const long = longStep(schedule.value);
    if (long)
      yield {
        at: schedule.at,
        message: message`A step of ${long.step} is longer than the field, so that ${long.word} means ${long.first} alone.`,
      };
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

/** The least value of each field, and how many there are. */
const SIZES = [
  { first: 0, count: 60 },
  { first: 0, count: 24 },
  { first: 1, count: 31 },
  { first: 1, count: 12 },
  { first: 0, count: 7 },
] as const;

/** `*\/70` in the minutes: the second time would lie beyond the hour, and each hour begins anew. */
function longStep(schedule: string): { readonly word: string; readonly step: number; readonly first: number } | undefined {
  const words = schedule.trim().split(/\s+/);
  for (const [index, word] of words.slice(-5).entries()) {
    const step = Number(/^\*\/(\d+)$/.exec(word)?.[1]);
    const size = SIZES[index];
    if (size && step >= size.count) return { word, step, first: size.first };
  }
  return undefined;
}
