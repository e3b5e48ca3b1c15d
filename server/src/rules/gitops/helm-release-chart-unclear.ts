import { removeField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'helm-release-chart-unclear',
  summary: 'A HelmRelease of Flux names no chart, or two.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['HelmRelease'],

  *check({ group, version, value }) {
    if (group !== 'helm.toolkit.fluxcd.io') return;
    const spec = value.get('spec');
    if (spec?.kind !== 'map') return;
    const chart = spec.given('chart');
    const reference = spec.given('chartRef');
    if (chart && reference) {
      yield {
        at: chart.keyAt,
        message: message`A HelmRelease takes its chart from ${'chart'} or from ${'chartRef'}, not from both.`,
        related: [{ at: reference.keyAt, message: message`The reference stands here.` }],
        fix: { title: message`Remove ${'chart'}`, safe: false, edits: [removeField(chart)] },
      };
    } else if (!chart && !reference && version !== 'v2beta1') {
      yield { at: spec.keyAt, message: message`A HelmRelease needs a ${'chart'} or a ${'chartRef'}.` };
    }
  },
});
