import { setField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

/** What the server fills in for `progressDeadlineSeconds`. */
const DEFAULT_DEADLINE = 600;

export default rule({
  id: 'progress-deadline-too-short',
  summary: 'A Deployment must be done before its pods can count as available.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'workload',

  *check({ kind, object }) {
    if (kind !== 'Deployment' || object.group !== 'apps') return;
    const spec = object.value.get('spec');
    const deadline = spec?.number('progressDeadlineSeconds');
    const ready = spec?.number('minReadySeconds');
    if (!spec || !ready || ready.value < 0 || (deadline?.value ?? DEFAULT_DEADLINE) > ready.value || (!deadline && spec.given('progressDeadlineSeconds')))
      return;
    const longer = ready.value + DEFAULT_DEADLINE;
    yield {
      at: (deadline ?? ready).at,
      message: message`progressDeadlineSeconds is ${deadline?.value ?? DEFAULT_DEADLINE}, but must be greater than minReadySeconds, which is ${ready.value}.`,
      fix: { title: message`Set progressDeadlineSeconds to ${longer}`, safe: false, edits: setField(spec, ['progressDeadlineSeconds'], longer) },
    };
  },
});
