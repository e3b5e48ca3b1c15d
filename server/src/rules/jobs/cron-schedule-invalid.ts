import { replaceValue, setField } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { type CronFault, parseCron } from '../../schema/cron';
import { suggest } from '../../schema/suggest';
import { type Message, message } from '../../text/message';
import { type Fix, rule } from '../rule';

const FIELDS: readonly Message[] = [message`minute`, message`hour`, message`day of the month`, message`month`, message`day of the week`];

/** From this minor on new objects must not name a time zone in the schedule. */
const NO_ZONE_SINCE = 29;

const DESCRIPTORS = ['@hourly', '@daily', '@weekly', '@monthly', '@yearly', '@annually', '@midnight'];

export default rule({
  id: 'cron-schedule-invalid',
  summary: 'The schedule of a CronJob cannot be read.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['datree:CRONJOB_INVALID_SCHEDULE_VALUE'],
  scope: 'object',
  kinds: ['CronJob'],

  *check({ group, value }, { kubernetes }) {
    const schedule = value.string('spec', 'schedule');
    const written = value.get('spec', 'schedule');
    const spec = value.get('spec');
    if (group !== 'batch' || !schedule || !written || !spec || isTemplated(schedule.value)) return;
    const zone = /^(?:CRON_)?TZ=(\S+)\s+(.*)$/.exec(schedule.value);
    if (zone) {
      const [, name = '', rest = ''] = zone;
      const edits = [replaceValue(written, rest), ...(spec.given('timeZone') ? [] : setField(spec, ['timeZone'], name))];
      yield {
        at: schedule.at,
        severity: kubernetes.to >= NO_ZONE_SINCE ? 'error' : 'warning',
        message: message`A schedule must not name a time zone; ${name} belongs into ${'timeZone'}.`,
        fix: { title: message`Move the time zone to ${'timeZone'}`, safe: false, edits },
      };
    }
    const text = zone?.[2] ?? schedule.value;
    const read = parseCron(text);
    if (read.kind === 'times' || read.kind === 'every') return;
    const repaired = zone ? undefined : repair(text, read);
    const fix: Fix | undefined =
      repaired === undefined ? undefined : { title: message`Use ${repaired}`, safe: false, edits: [replaceValue(written, repaired)] };
    yield { at: schedule.at, message: explain(read), ...(fix && { fix }) };
  },
});

function explain(fault: CronFault): Message {
  switch (fault.kind) {
    case 'fields':
      return message`A schedule has 5 fields, from minute to day of the week, and this one has ${fault.count}.`;
    case 'descriptor':
      return message`${fault.text} is no schedule; words for schedules are ${['@hourly', '@daily', '@weekly', '@monthly', '@yearly']} and ${'@every 1h30m'}.`;
    case 'duration':
      return message`${fault.text} is no duration such as ${'1h30m'}.`;
    case 'word':
      return message`${fault.text} cannot stand for a ${FIELDS[fault.field] ?? ''}; other programs for schedules know more than Kubernetes.`;
    case 'range':
      return message`A ${FIELDS[fault.field] ?? ''} is between ${fault.least} and ${fault.most}, and ${fault.text} is not.`;
    case 'reversed':
      return message`The range ${fault.text} ends before it begins.`;
    case 'step':
      return message`The step in ${fault.text} must be one number above 0.`;
  }
}

/** Sunday as 7, seconds in front, and names that programs of that sort know besides. */
function repair(schedule: string, fault: CronFault): string | undefined {
  const words = schedule.split(/\s+/).filter((word) => word !== '');
  const candidates: string[] = [];
  if (fault.kind === 'range' && fault.field === 4)
    candidates.push([...words.slice(0, 4), (words[4] ?? '').replace(/^7$/, '0').replace(/^1-7$/, '*').replace(/\b7\b/g, '0')].join(' '));
  if (fault.kind === 'fields' && words.length === 6 && /^0+$/.test(words[0] ?? '')) candidates.push(words.slice(1).join(' '));
  if (fault.kind === 'fields' && words.length === 7 && /^0+$/.test(words[0] ?? '')) candidates.push(words.slice(1, 6).join(' '));
  if (fault.kind === 'descriptor') candidates.push(fault.text.toLowerCase(), ...suggest(fault.text, DESCRIPTORS));
  if (fault.kind === 'fields' && words.length === 1 && /^(?:hourly|daily|weekly|monthly|yearly|annually|midnight)$/i.test(schedule))
    candidates.push(`@${schedule.toLowerCase()}`);
  return candidates.find((candidate) => candidate !== schedule && ['times', 'every'].includes(parseCron(candidate).kind));
}
