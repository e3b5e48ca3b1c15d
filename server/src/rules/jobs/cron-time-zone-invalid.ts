import { removeField, replaceValue } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { allTimeZones, isTimeZone, meantTimeZone } from '../../schema/time-zones';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'cron-time-zone-invalid',
  summary: 'The time zone of a CronJob does not exist.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['CronJob'],

  *check({ group, value }) {
    const zone = value.string('spec', 'timeZone');
    const written = value.get('spec', 'timeZone');
    if (group !== 'batch' || !zone || !written || isTemplated(zone.value) || isTimeZone(zone.value)) return;
    if (zone.value === '' || zone.value.toLowerCase() === 'local') {
      const fix: Fix = { title: message`Use the time zone of the cluster`, safe: false, edits: [removeField(written)] };
      yield { at: zone.at, message: message`A time zone is a name such as ${'Europe/Berlin'}; without one that of the cluster counts.`, fix };
      return;
    }
    const meant = meantTimeZone(zone.value) ?? suggest(zone.value, allTimeZones())[0];
    const fix: Fix | undefined = meant === undefined ? undefined : { title: message`Use ${meant}`, safe: false, edits: [replaceValue(written, meant)] };
    yield {
      at: zone.at,
      message: meant === undefined ? message`There is no time zone ${zone.value}.` : message`There is no time zone ${zone.value}; did you mean ${meant}?`,
      ...(fix && { fix }),
    };
  },
});
