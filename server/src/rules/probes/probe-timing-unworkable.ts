import type { Container, Probe } from '../../model/container';
import type { Pod } from '../../model/pod';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'probe-timing-unworkable',
  summary: 'The times of a probe do not go together.',
  severity: 'warning',
  stage: 'ready',
  profile: 'recommended',
  fixable: 'never',
  since: '0.1.0',
  scope: 'container',

  *check(container) {
    if (container.role !== 'main' && container.role !== 'sidecar') return;
    for (const probe of container.probes) {
      yield* checkSleep(probe);
      yield* checkDeadline(probe, container.pod);
      yield* checkPatience(probe, container);
      yield* checkTimeout(probe);
    }
  },
});

/** The command sleeps longer than the kubelet waits for it (ExecProbeTimeout, since 1.20). */
function* checkSleep({ handlers, timeout, value }: Probe): Iterable<Finding> {
  for (const { kind, command } of handlers) {
    const last = command.at(-1);
    const text = command.map((word) => word.value).join(' ');
    const seconds = kind === 'exec' ? /(?:^|[;&\s])sleep (\d+)s?(?=$|[;&\s])/.exec(text)?.[1] : undefined;
    if (seconds === undefined || !last || Number(seconds) < timeout) continue;
    yield {
      at: value.get('timeoutSeconds')?.at ?? last.at,
      severity: 'error',
      message: message`The command sleeps for ${Number(seconds)} seconds, but the probe fails after ${timeout}.`,
    };
  }
}

/** A Deployment gives up waiting before the first check is made. */
function* checkDeadline({ kind, value, initialDelay }: Probe, { owner }: Pod): Iterable<Finding> {
  if (owner.kind.value !== 'Deployment' || kind !== 'readiness') return;
  const written = owner.value.number('spec', 'progressDeadlineSeconds');
  const deadline = written?.value ?? 600;
  const delay = value.number('initialDelaySeconds');
  if (!delay || initialDelay < deadline) return;
  yield {
    at: delay.at,
    message: message`The first check comes after ${initialDelay} seconds, but the rollout counts as failed after ${deadline}.`,
    ...(written && { related: [{ at: written.at, message: message`The deadline is written here.` }] }),
  };
}

/** A container that needs a moment to start is killed by the first check, and again after each restart. */
function* checkPatience({ kind, value, initialDelay, failureThreshold }: Probe, container: Container): Iterable<Finding> {
  const written = value.number('failureThreshold');
  if (kind !== 'liveness' || !written || failureThreshold !== 1 || initialDelay > 0) return;
  if (container.probes.some((probe) => probe.kind === 'startup')) return;
  yield { at: written.at, message: message`The first check comes at once, and a single failure restarts the container, even while it starts.` };
}

/** Checks of one probe do not overlap: a check that hangs puts the next one off. */
function* checkTimeout({ value, timeout, period }: Probe): Iterable<Finding> {
  const written = value.number('timeoutSeconds');
  const periodAt = value.number('periodSeconds')?.at;
  if (!written || timeout <= period) return;
  yield {
    at: written.at,
    severity: 'hint',
    message: message`A check may take ${timeout} seconds, but the next one is due after ${period}.`,
    ...(periodAt && { related: [{ at: periodAt, message: message`The period is written here.` }] }),
  };
}
