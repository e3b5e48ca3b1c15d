import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { type Message, message } from '../../text/message';
import { type Finding, rule } from '../rule';

// kubernetes/pkg/apis/batch/validation/validation.go, validateSuccessPolicy and validateIndexesFormat.

const MOST_RULES = 20;

export default rule({
  id: 'success-policy-invalid',
  summary: 'A rule about when an indexed Job has succeeded asks for what cannot be.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'object',
  kinds: ['CronJob', 'Job'],

  *check({ kind, group, value }) {
    if (group !== 'batch') return;
    const spec = value.get('spec', ...(kind.value === 'CronJob' ? ['jobTemplate', 'spec'] : []));
    const policy = spec?.given('successPolicy');
    if (!spec || policy?.kind !== 'map') return;
    const rules = policy.items('rules');
    const place = policy.get('rules')?.keyAt ?? policy.keyAt;
    if (rules.length === 0 && policy.get('rules')?.kind === 'list') yield { at: place, message: message`A success policy needs at least one rule.` };
    if (rules.length > MOST_RULES) yield { at: place, message: message`A success policy may have at most ${MOST_RULES} rules.` };
    for (const one of rules) if (one.kind === 'map') yield* checkRule(one, spec.number('completions')?.value);
  },
});

function* checkRule(one: Value, completions: number | undefined): Iterable<Finding> {
  const indexes = one.string('succeededIndexes');
  const count = one.number('succeededCount');
  if (!one.given('succeededIndexes') && !one.given('succeededCount'))
    yield { at: one.headAt, message: message`A rule needs ${'succeededIndexes'} or ${'succeededCount'}.` };
  const read = indexes && !isTemplated(indexes.value) ? readIndexes(indexes.value, completions) : undefined;
  if (indexes && typeof read === 'object') yield { at: indexes.at, message: read };
  if (!count) return;
  if (count.value < 0) yield { at: count.at, message: message`A number of pods is not below ${0}.` };
  else if (completions !== undefined && count.value > completions)
    yield { at: count.at, message: message`${count.value} pods are to succeed, but the Job has ${completions} completions.` };
  else if (typeof read === 'number' && count.value > read)
    yield { at: count.at, message: message`${count.value} pods are to succeed, but the rule is about ${read}.` };
}

/** How many indexes such as `0,2-4` stand for, or what is wrong with them. */
function readIndexes(text: string, completions: number | undefined): number | Message {
  let last = -1;
  let total = 0;
  for (const part of text.split(',')) {
    const [, first, second] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    if (first === undefined) return message`${part} is neither an index nor a range such as ${'2-4'}.`;
    const [from, to] = [Number(first), Number(second ?? first)];
    if (from <= last || to < from) return message`Indexes must rise, and ${part} does not.`;
    if (completions !== undefined && to >= completions) return message`Indexes end with ${completions - 1}, before ${part}.`;
    last = to;
    total += to - from + 1;
  }
  return total;
}
