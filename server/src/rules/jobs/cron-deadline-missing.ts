import { changeFields } from '../../fix/change-fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'cron-deadline-missing',
  summary: 'A CronJob makes up for a missed run however late it is.',
  severity: 'hint',
  stage: 'run',
  profile: 'optional',
  fixable: 'always',
  since: '0.1.0',
  aliases: ['kube-score:cronjob-has-deadline', 'datree:CRONJOB_MISSING_STARTINGDEADLINESECOND_KEY'],
  scope: 'workload',

  *check({ kind, object }) {
    const spec = object.value.get('spec');
    if (kind !== 'CronJob' || spec?.kind !== 'map' || spec.given('startingDeadlineSeconds')) return;
    yield {
      at: object.at,
      message: message`Without ${'startingDeadlineSeconds'} a run that was missed is started whenever that is possible again.`,
      fix: {
        title: message`Give up after five minutes`,
        safe: false,
        edits: changeFields({ set: [{ map: spec, way: ['startingDeadlineSeconds'], data: 300 }] }),
      },
    };
  },
});
