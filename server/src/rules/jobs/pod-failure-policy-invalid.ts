import { replaceValue } from '../../fix/fields';
import type { KubeObject, Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'pod-failure-policy-invalid',
  summary: 'A rule about failed pods of a Job contradicts itself.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['CronJob', 'Job'],

  *check(object) {
    const spec = jobSpec(object);
    const rules = spec?.items('podFailurePolicy', 'rules') ?? [];
    const containers = ['containers', 'initContainers'].flatMap(
      (list) => spec?.items('template', 'spec', list).flatMap((one) => one.string('name')?.value ?? []) ?? [],
    );
    for (const [index, one] of rules.entries()) {
      if (one.kind !== 'map') continue;
      if (index === 20) yield { at: one.headAt, message: message`A ${'podFailurePolicy'} has at most ${20} rules.` };
      yield* checkRule(one, spec as Value, containers);
    }
  },
});

function jobSpec({ kind, group, value }: KubeObject): Value | undefined {
  if (group !== 'batch') return undefined;
  return kind.value === 'Job' ? value.get('spec') : kind.value === 'CronJob' ? value.get('spec', 'jobTemplate', 'spec') : undefined;
}

// kubernetes/pkg/apis/batch/validation/validation.go, validatePodFailurePolicyRule.
function* checkRule(one: Value, spec: Value, containers: readonly string[]): Iterable<Finding> {
  const codes = one.given('onExitCodes');
  const conditions = one.given('onPodConditions');
  const hasConditions = conditions !== undefined && conditions.items().length > 0;
  if (codes && hasConditions) yield { at: conditions.keyAt, message: message`A rule is about exit codes or about conditions of the pod, not about both.` };
  if (!codes && !hasConditions) yield { at: one.headAt, message: message`A rule must be about exit codes or about conditions of the pod.` };
  const action = one.string('action');
  if (action?.value === 'FailIndex' && !spec.given('backoffLimitPerIndex'))
    yield { at: action.at, message: message`${'FailIndex'} needs a ${'backoffLimitPerIndex'}.` };
  if (codes?.kind === 'map') yield* checkCodes(codes, containers);
}

function* checkCodes(codes: Value, containers: readonly string[]): Iterable<Finding> {
  const name = codes.string('containerName');
  const written = codes.get('containerName');
  if (name && written && containers.length > 0 && !containers.includes(name.value) && ![name.value, ...containers].some(isTemplated)) {
    const [near] = suggest(name.value, containers);
    const fix: Fix | undefined = near === undefined ? undefined : { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] };
    yield { at: name.at, message: message`The pod has no container ${name.value}; there is ${containers}.`, ...(fix && { fix }) };
  }
  const values = codes.items('values').flatMap((item) => item.number() ?? []);
  if (values.length === 255 + 1) yield { at: (codes.get('values') as Value).keyAt, message: message`A rule names at most ${255} exit codes.` };
  for (const [index, value] of values.entries()) {
    const before = values[index - 1];
    if (value.value === 0 && codes.string('operator')?.value === 'In')
      yield { at: value.at, message: message`A pod that ends with 0 has not failed, so that 0 cannot be among the codes.` };
    if (before && before.value > value.value) yield { at: value.at, message: message`Exit codes are written in ascending order.`, ...sortFix(codes, values) };
    if (before && before.value === value.value)
      yield { at: value.at, message: message`The exit code ${value.value} stands here twice.`, ...sortFix(codes, values) };
  }
}

function sortFix(codes: Value, values: readonly { readonly value: number }[]): { fix: Fix } {
  const sorted = [...new Set(values.map(({ value }) => value))].sort((a, b) => a - b);
  return { fix: { title: message`Sort the exit codes`, safe: true, edits: [replaceValue(codes.get('values') as Value, sorted)] } };
}
