import { message } from '../../text/message';
import { rule } from '../rule';

/** From this minor on a sleep may last no time at all (PodLifecycleSleepActionAllowZero). */
const ZERO_SINCE = 33;

export default rule({
  id: 'sleep-hook-invalid',
  summary: 'A lifecycle hook sleeps for a time that is none.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'container',

  *check({ hooks }, { kubernetes }) {
    for (const { value } of hooks) {
      const seconds = value.number('sleep', 'seconds');
      if (!seconds) continue;
      if (seconds.value < 0) yield { at: seconds.at, message: message`A hook cannot sleep for ${seconds.value} seconds.` };
      else if (seconds.value === 0 && kubernetes.from < ZERO_SINCE)
        yield { at: seconds.at, message: message`Before 1.${ZERO_SINCE} a sleep lasts at least a second; the range starts at 1.${kubernetes.from}.` };
    }
  },
});
