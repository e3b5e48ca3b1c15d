import { setField } from '../../fix/fields';
import type { Hook } from '../../model/container';
import { message } from '../../text/message';
import type { Located } from '../../text/span';
import { rule } from '../rule';

/** What is left to the program, so that it can end what it has begun. */
const ROOM = 30;

export default rule({
  id: 'pre-stop-exceeds-grace-period',
  summary: 'A hook takes all the time that the pod has to stop.',
  severity: 'warning',
  stage: 'stop',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'container',

  *check({ hooks, pod }) {
    const written = pod.value.get('terminationGracePeriodSeconds');
    // What is written but no number is not known.
    if ((written && written.number() === undefined) || pod.gracePeriod < 0) return;
    for (const hook of hooks) {
      const slept = timeOf(hook);
      if (!slept || (hook.kind === 'postStart' && !slept.isAction)) continue;
      const isRefused = slept.isAction && slept.seconds > pod.gracePeriod;
      if (!isRefused && (hook.kind === 'postStart' || slept.seconds < pod.gracePeriod)) continue;
      const wanted = slept.seconds + ROOM;
      yield {
        at: slept.at,
        ...(isRefused && { severity: 'error' }),
        message: isRefused
          ? message`A hook may sleep for ${pod.gracePeriod} seconds, which the pod has to stop, not for ${slept.seconds}.`
          : message`The hook sleeps for ${slept.seconds} seconds, but the pod is killed after ${pod.gracePeriod}.`,
        ...(written && { related: [{ at: written.at, message: message`The time to stop is written here.` }] }),
        fix: { title: message`Give the pod ${wanted} seconds to stop`, safe: false, edits: setField(pod.value, ['terminationGracePeriodSeconds'], wanted) },
      };
    }
  },
});

interface Sleep {
  readonly seconds: number;
  readonly at: Located<unknown>['at'];
  /** The `sleep` of Kubernetes, not a command. */
  readonly isAction: boolean;
}

function timeOf({ value, handlers }: Hook): Sleep | undefined {
  const action = value.number('sleep', 'seconds');
  if (action) return { seconds: action.value, at: action.at, isAction: true };
  const command = handlers.find(({ kind }) => kind === 'exec')?.command ?? [];
  for (const [index, { value: text, at }] of command.entries()) {
    const seconds = /(?:^|[;&|/\s])sleep\s+(\d+)s?(?=$|[;&|)\s])/.exec(text)?.[1];
    if (seconds !== undefined) return { seconds: Number(seconds), at, isAction: false };
    const next = command[index + 1];
    if (/(?:^|\/)sleep$/.test(text) && index === 0 && next && /^\d+s?$/.test(next.value))
      return { seconds: Number.parseInt(next.value, 10), at: next.at, isAction: false };
  }
  return undefined;
}
