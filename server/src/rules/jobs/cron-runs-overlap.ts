import { changeFields } from '../../fix/change-fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'cron-runs-overlap',
  summary: 'A CronJob starts again while its last run is still going.',
  severity: 'hint',
  stage: 'run',
  profile: 'production',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['datree:CRONJOB_MISSING_CONCURRENCYPOLICY_KEY'],
  scope: 'workload',

  *check({ kind, object }) {
    const spec = object.value.get('spec');
    const policy = spec?.given('concurrencyPolicy');
    // Who writes it has thought about it.
    if (kind !== 'CronJob' || spec?.kind !== 'map' || policy) return;
    yield {
      at: object.at,
      message: message`Without ${'concurrencyPolicy'} a run that takes long does not keep the next one from starting beside it.`,
      fix: { title: message`Skip the next run`, safe: false, edits: changeFields({ set: [{ map: spec, way: ['concurrencyPolicy'], data: 'Forbid' }] }) },
    };
  },
});
