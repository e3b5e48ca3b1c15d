import { removeField, replaceValue, setField } from '../../fix/fields';
import { readIntOrPercent, repairIntOrPercent } from '../../model/int-or-percent';
import type { Value } from '../../model/object';
import type { Pod } from '../../model/pod';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'update-strategy-invalid',
  summary: 'The way in which a workload is to be updated contradicts itself.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'workload',

  *check({ kind, object, pod }) {
    if (object.group !== 'apps') return;
    const strategy = object.value.get('spec', kind === 'Deployment' ? 'strategy' : 'updateStrategy');
    const rolling = strategy?.given('rollingUpdate');
    if (!strategy || !rolling) return;
    const type = strategy.string('type')?.value ?? 'RollingUpdate';
    if ((kind === 'Deployment' && type === 'Recreate') || (kind === 'StatefulSet' && type === 'OnDelete')) {
      const fix: Fix = { title: message`Remove ${'rollingUpdate'}`, safe: true, edits: [removeField(rolling)] };
      yield { at: rolling.keyAt, message: message`The strategy ${type} takes no ${'rollingUpdate'}.`, fix };
      return;
    }
    for (const field of ['maxUnavailable', 'maxSurge']) yield* checkShare(rolling.given(field), kind);
    if (type !== 'RollingUpdate') return;
    yield* checkBoth(rolling, kind);
    if (kind === 'DaemonSet') yield* checkSurge(rolling.given('maxSurge'), pod);
  },
});

// kubernetes/pkg/apis/apps/validation/validation.go, ValidatePositiveIntOrPercent, IsNotMoreThan100Percent.
function* checkShare(value: Value | undefined, kind: string): Iterable<Finding> {
  const share = readIntOrPercent(value);
  if (!value || !share) return;
  const name = String(value.step);
  if (share.kind === 'malformed') {
    const repaired = repairIntOrPercent(share.text);
    const fix: Fix | undefined =
      repaired === undefined ? undefined : { title: message`Use ${String(repaired)}`, safe: true, edits: [replaceValue(value, repaired)] };
    yield {
      at: value.at,
      message: message`The text ${share.text} is no percentage; a number stands without quotes, and a percentage is written like ${'25%'}.`,
      ...(fix && { fix }),
    };
  } else if (share.amount < 0) yield { at: value.at, message: message`${name} cannot be negative.` };
  else if (share.kind === 'percent' && share.amount > 100 && !(kind === 'Deployment' && name === 'maxSurge'))
    yield {
      at: value.at,
      message: message`${name} cannot be more than ${'100%'}.`,
      fix: { title: message`Use ${'100%'}`, safe: false, edits: [replaceValue(value, '100%')] },
    };
}

/** Somewhere a pod must be allowed to be missing or to be one too many. */
function* checkBoth(rolling: Value, kind: string): Iterable<Finding> {
  const unavailable = rolling.given('maxUnavailable');
  const surge = rolling.given('maxSurge');
  if ([unavailable, surge].some((value) => value && amountOf(value) === undefined)) return;
  const isZero = (value: Value | undefined) => amountOf(value) === 0;
  const isSome = (value: Value | undefined) => (amountOf(value) ?? 0) > 0;
  if (kind === 'StatefulSet' && unavailable && isZero(unavailable)) {
    yield { at: unavailable.at, message: message`With ${'maxUnavailable'} 0 no pod may be replaced; it must be at least 1.`, fix: useOne(unavailable) };
  } else if (kind === 'Deployment' && unavailable && isZero(unavailable) && isZero(surge)) {
    yield { at: unavailable.at, message: message`With ${'maxUnavailable'} and ${'maxSurge'} 0 no pod may be replaced.`, fix: useOne(unavailable) };
  } else if (kind === 'DaemonSet' && surge && isSome(surge) && !isZero(unavailable)) {
    // The server fills in 1 for a maxUnavailable that is not written.
    const edits = setField(rolling, ['maxUnavailable'], 0);
    yield {
      at: surge.keyAt,
      message: message`A DaemonSet updates with ${'maxSurge'} or with ${'maxUnavailable'}, which is 1 unless it is set to 0.`,
      fix: { title: message`Set ${'maxUnavailable'} to 0`, safe: false, edits },
    };
  } else if (kind === 'DaemonSet' && unavailable && isZero(unavailable) && !isSome(surge)) {
    yield { at: unavailable.at, message: message`With ${'maxUnavailable'} 0 and without ${'maxSurge'} no pod may be replaced.`, fix: useOne(unavailable) };
  }
}

/** A new pod that runs beside the old one on its node finds the ports of the node taken. */
function* checkSurge(surge: Value | undefined, { containers }: Pod): Iterable<Finding> {
  const taken = containers.flatMap(({ ports }) => ports.flatMap(({ hostPort }) => (hostPort && hostPort.value > 0 ? [hostPort] : [])))[0];
  if (!surge || !taken || (amountOf(surge) ?? 0) <= 0) return;
  yield {
    at: surge.at,
    severity: 'warning',
    message: message`The new pod cannot start beside the old one, which holds port ${taken.value} of the node.`,
    related: [{ at: taken.at, message: message`The port is taken here.` }],
  };
}

function amountOf(value: Value | undefined): number | undefined {
  const share = readIntOrPercent(value);
  return share && share.kind !== 'malformed' ? share.amount : undefined;
}

function useOne(value: Value): Fix {
  return { title: message`Let one pod be missing`, safe: false, edits: [replaceValue(value, 1)] };
}
