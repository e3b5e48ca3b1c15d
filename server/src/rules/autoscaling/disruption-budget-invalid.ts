import { removeField, replaceValue } from '../../fix/fields';
import { readIntOrPercent, repairIntOrPercent } from '../../model/int-or-percent';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'disruption-budget-invalid',
  summary: 'A PodDisruptionBudget does not say plainly how many pods may be missing.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['kube-score:poddisruptionbudget-has-policy'],
  scope: 'object',
  kinds: ['PodDisruptionBudget'],

  *check({ group, value, at }) {
    if (group !== 'policy') return;
    const available = value.given('spec', 'minAvailable');
    const unavailable = value.given('spec', 'maxUnavailable');
    if (available && unavailable) {
      const fix: Fix[] = [unavailable, available].map((one) => ({ title: message`Remove ${String(one.step)}`, safe: false, edits: [removeField(one)] }));
      const related = [{ at: available.keyAt, message: message`The other one stands here.` }];
      yield { at: unavailable.keyAt, message: message`A budget has ${'minAvailable'} or ${'maxUnavailable'}, not both.`, related, fix: fix.reverse() };
    }
    // Accepted, and taken for "none must be there".
    if (!available && !unavailable && value.given('spec'))
      yield { at, severity: 'warning', message: message`A budget without ${'minAvailable'} and ${'maxUnavailable'} keeps no pod running.` };
    for (const one of [available, unavailable]) {
      const share = readIntOrPercent(one);
      if (!one || !share) continue;
      if (share.kind === 'malformed') {
        const repaired = repairIntOrPercent(share.text);
        const fix: Fix | undefined =
          repaired === undefined ? undefined : { title: message`Use ${String(repaired)}`, safe: true, edits: [replaceValue(one, repaired)] };
        yield {
          at: one.at,
          message: message`The text ${share.text} is no percentage; a number stands without quotes, and a percentage is written like ${'50%'}.`,
          ...(fix && { fix }),
        };
      } else if (share.amount < 0 || (share.kind === 'percent' && share.amount > 100)) {
        yield { at: one.at, message: message`${String(one.step)} must be at least 0 and at most ${'100%'}.` };
      }
    }
  },
});
