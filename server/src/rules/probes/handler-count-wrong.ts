import { removeField } from '../../fix/fields';
import type { Hook, Probe } from '../../model/container';
import type { Value } from '../../model/object';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

const PROBE_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const HOOK_HANDLERS = ['exec', 'httpGet', 'sleep'];
const SETTINGS = new Set(['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold', 'terminationGracePeriodSeconds']);

export default rule({
  id: 'handler-count-wrong',
  summary: 'A probe or lifecycle hook does nothing, or is to do several things.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'container',

  *check({ probes, hooks, role }) {
    // Where a container may have neither, that is the fault.
    if (role === 'init' || role === 'ephemeral') return;
    for (const probe of probes) yield* checkHandlers(probe, PROBE_HANDLERS);
    for (const hook of hooks) {
      yield* checkHandlers(hook, HOOK_HANDLERS);
      const socket = hook.value.given('tcpSocket');
      // pkg/kubelet/lifecycle/handlers.go has no way to run it.
      if (socket)
        yield {
          at: socket.keyAt,
          severity: 'warning',
          message: message`A hook cannot use ${'tcpSocket'}: it fails whenever it is run.`,
          // Without it nothing may be left to do.
          fix: { title: message`Remove ${'tcpSocket'}`, safe: false, edits: [removeField(hook.handlers.length > 1 ? socket : hook.value)] },
        };
    }
  },
});

function* checkHandlers({ value, handlers }: Probe | Hook, names: readonly string[]): Iterable<Finding> {
  const [first, ...others] = handlers;
  const called = String(value.step);
  // A name that no handler has is another fault: an unknown field.
  if (!first && value.fields().every((field) => SETTINGS.has(field.name) || names.includes(field.name)))
    yield { at: value.keyAt, message: message`The ${called} has nothing to do: one of ${names} is needed.` };
  for (const other of first ? others : []) {
    yield {
      at: other.value.keyAt,
      message: message`The ${called} can do one thing: ${(first ?? other).kind} or ${other.kind}.`,
      related: [{ at: (first ?? other).value.keyAt, message: message`The first one is here.` }],
      fix: { title: message`Remove ${other.kind}`, safe: false, edits: [removeField(other.value)] },
    };
  }
  for (const handler of handlers)
    if (handler.kind === 'exec' && isEmptyCommand(handler.value)) yield { at: handler.value.keyAt, message: message`The ${called} has no command.` };
}

function isEmptyCommand(value: Value): boolean {
  const command = value.given('command');
  return value.kind === 'map' && (!command || (command.kind === 'list' && command.items().length === 0));
}
