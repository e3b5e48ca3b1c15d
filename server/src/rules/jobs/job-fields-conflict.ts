import { removeField, setField } from '../../fix/fields';
import type { KubeObject, Value } from '../../model/object';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

/** Fields that only count where every pod has a number. */
const INDEXED_ONLY = ['backoffLimitPerIndex', 'maxFailedIndexes', 'successPolicy'];
/** kubernetes/pkg/apis/batch/validation/validation.go. */
const MOST_PARALLEL = 100_000;

export default rule({
  id: 'job-fields-conflict',
  summary: 'Fields of a Job contradict each other.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['CronJob', 'Job'],

  *check(object) {
    const { kind, group, value } = object;
    if (group !== 'batch') return;
    const spec = value.get('spec', ...(kind.value === 'CronJob' ? ['jobTemplate', 'spec'] : []));
    if (spec?.kind !== 'map') return;
    yield* checkMode(spec);
    yield* checkRestarts(spec);
    yield* checkSelector(spec, object);
  },
});

function* checkMode(spec: Value): Iterable<Finding> {
  const mode = spec.string('completionMode');
  const written = spec.get('completionMode');
  if (written && !mode) return;
  const isIndexed = mode?.value === 'Indexed';
  if (isIndexed && !spec.given('completions'))
    yield { at: mode.at, message: message`With the completion mode ${'Indexed'} the number of ${'completions'} must be written.` };
  const parallel = spec.number('parallelism');
  if (isIndexed && parallel && parallel.value > MOST_PARALLEL)
    yield { at: parallel.at, message: message`An indexed Job runs at most ${MOST_PARALLEL} pods side by side.` };
  for (const name of INDEXED_ONLY) {
    const field = spec.given(name);
    if (!field || isIndexed) continue;
    const fix: Fix = { title: message`Use the completion mode ${'Indexed'}`, safe: false, edits: setField(spec, ['completionMode'], 'Indexed') };
    yield { at: field.keyAt, message: message`${name} needs the completion mode ${'Indexed'}.`, ...(spec.given('completions') && { fix }) };
  }
  const perIndex = spec.given('backoffLimitPerIndex');
  const failed = spec.given('maxFailedIndexes');
  if (isIndexed && failed && !perIndex) yield { at: failed.keyAt, message: message`${'maxFailedIndexes'} needs a ${'backoffLimitPerIndex'}.` };
}

function* checkRestarts(spec: Value): Iterable<Finding> {
  const policy = spec.string('template', 'spec', 'restartPolicy');
  const podSpec = spec.get('template', 'spec');
  for (const name of ['podFailurePolicy', 'backoffLimitPerIndex']) {
    const field = spec.given(name);
    if (!field || !podSpec || policy?.value !== 'OnFailure') continue;
    yield {
      at: policy.at,
      message: message`With ${name} a failed pod must not be restarted in place, so its restart policy must be ${'Never'}.`,
      related: [{ at: field.keyAt, message: message`It is asked for here.` }],
      fix: { title: message`Use the restart policy ${'Never'}`, safe: false, edits: setField(podSpec, ['restartPolicy'], 'Never') },
    };
    break;
  }
  const replacement = spec.string('podReplacementPolicy');
  if (spec.given('podFailurePolicy') && replacement?.value === 'TerminatingOrFailed')
    yield { at: replacement.at, message: message`With a ${'podFailurePolicy'} pods are replaced when they have failed, so this must be ${'Failed'}.` };
}

function* checkSelector(spec: Value, { kind }: KubeObject): Iterable<Finding> {
  const selector = spec.given('selector');
  const manual = spec.get('manualSelector');
  if (kind.value === 'CronJob' && manual?.words === 'true')
    yield { at: manual.keyAt, message: message`The selector of a CronJob's jobs is always made by the server.`, fix: removal(manual) };
  if (selector && !(kind.value === 'Job' && manual?.words === 'true'))
    yield { at: selector.keyAt, message: message`The server makes the selector of a Job itself, so that it cannot be written.`, fix: removal(selector) };
}

function removal(value: Value): Fix {
  return { title: message`Remove ${String(value.step)}`, safe: false, edits: [removeField(value)] };
}
