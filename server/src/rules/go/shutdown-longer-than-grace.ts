import { setField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'shutdown-longer-than-grace',
  summary: 'A program takes longer to stop than its pod is given.',
  severity: 'warning',
  stage: 'stop',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'chain',

  *check({ program, container }) {
    const { pod } = container;
    // The hook and the program share the pod's time.
    const waits = container.hooks
      .filter(({ kind }) => kind === 'preStop')
      .flatMap(({ handlers }) => handlers)
      .reduce(
        (sum, { kind, value, command }) => sum + (kind === 'sleep' ? (value.number('seconds')?.value ?? 0) : secondsOf(command.map((word) => word.value))),
        0,
      );
    const [longest] = (program?.shutdownTimeouts ?? []).toSorted((a, b) => b.value - a.value);
    if (!longest || longest.value + waits < pod.gracePeriod) return;
    const written = pod.value.given('terminationGracePeriodSeconds');
    const enough = longest.value + waits + 5;
    yield {
      at: written?.at ?? container.at,
      message:
        waits > 0
          ? message`The program takes up to ${longest.value} seconds to stop behind a hook of ${waits}, and the pod is killed after ${pod.gracePeriod}.`
          : message`The program takes up to ${longest.value} seconds to stop, and the pod is killed after ${pod.gracePeriod}.`,
      related: [{ at: longest.at, message: message`The time is set here.` }],
      fix: { title: message`Give the pod ${enough} seconds`, safe: false, edits: setField(pod.value, ['terminationGracePeriodSeconds'], enough) },
    };
  },
});

/** `sleep 10`, by itself or in a shell. */
function secondsOf(words: readonly string[]): number {
  return Number(/^(?:(?:\/bin\/)?(?:ba|a)?sh -c )?(?:\/bin\/)?sleep (\d+)s?$/.exec(words.join(' '))?.[1] ?? 0);
}
