import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CronSchedule, everRuns, parseCron } from '../../server/src/schema/cron';
import { isTimeZone, meantTimeZone } from '../../server/src/schema/time-zones';

describe('schedules', () => {
  it('reads what the API server reads', () => {
    for (const schedule of ['* * * * *', '*/5 0-6 1,15 jan-MAR Mon', '0 0 ? * ?', '5/15 * * * *', '  0   0 * * 6 ', '0 0 *-9 * *', '1,,2 * * * *'])
      assert.equal(parseCron(schedule).kind, 'times', schedule);
    for (const schedule of ['@daily', '@every 1h30m', '@every 1.5h', '@hourly']) assert.equal(parseCron(schedule).kind, 'every', schedule);
  });

  it('says why it refuses a schedule', () => {
    const kinds = Object.entries({
      '0 0 * * * *': 'fields',
      '': 'fields',
      '@reboot': 'descriptor',
      '@every day': 'duration',
      '0 0 L * *': 'word',
      '0 0 * * 5#3': 'word',
      '0 0 1-2-3 * *': 'word',
      '0 0 * * 7': 'range',
      '60 * * * *': 'range',
      '0 0 0 * *': 'range',
      '30-10 * * * *': 'reversed',
      '*/0 * * * *': 'step',
      '*/5/2 * * * *': 'step',
      '*/x * * * *': 'step',
    });
    for (const [schedule, kind] of kinds) assert.equal(parseCron(schedule).kind, kind, schedule);
  });

  it('knows days that never come', () => {
    const runs = (schedule: string) => everRuns(parseCron(schedule) as CronSchedule);
    assert.equal(runs('0 0 31 2 *'), false);
    assert.equal(runs('0 0 30 feb *'), false);
    assert.equal(runs('0 0 31 4,6 *'), false);
    assert.equal(runs('0 0 29 2 *'), true);
    assert.equal(runs('0 0 31 2 1'), true);
    assert.equal(runs('0 0 31 * *'), true);
  });
});

it('knows time zones', () => {
  for (const zone of ['Europe/Berlin', 'Asia/Calcutta', 'Asia/Kolkata', 'US/Pacific', 'UTC', 'EST5EDT', 'Etc/GMT+5', 'America/Argentina/Buenos_Aires'])
    assert.equal(isTimeZone(zone), true, zone);
  for (const zone of ['europe/berlin', 'Europe/berlin', 'Asia/Beijing', 'PST', '+02:00', 'Local', 'utc', 'GMT+2', 'Europe/Berlinn'])
    assert.equal(isTimeZone(zone), false, zone);
  assert.equal(meantTimeZone('europe/berlin'), 'Europe/Berlin');
  assert.equal(meantTimeZone('Asia/Beijing'), 'Asia/Shanghai');
  assert.equal(meantTimeZone('Moon/Tranquility'), undefined);
});
