import { renameKey, replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import { parseQuantity } from '../../model/quantity';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { type Finding, type Fix, rule } from '../rule';

/** The field that holds a metric, by its type; and what its target may be given as. */
const SOURCES: Readonly<Record<string, readonly [field: string, targets: readonly string[]]>> = table({
  Resource: ['resource', ['averageUtilization', 'averageValue']],
  ContainerResource: ['containerResource', ['averageUtilization', 'averageValue']],
  Pods: ['pods', ['averageValue']],
  Object: ['object', ['value', 'averageValue']],
  External: ['external', ['value', 'averageValue']],
});
const FIELDS = Object.values(SOURCES).map(([field]) => field);
const TARGETS = ['averageUtilization', 'averageValue', 'value'];
const TARGET_TYPES = ['Utilization', 'Value', 'AverageValue'];

export default rule({
  id: 'autoscaler-metric-invalid',
  summary: 'A metric of an autoscaler contradicts itself.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['HorizontalPodAutoscaler'],

  *check({ group, version, value }) {
    if (group !== 'autoscaling' || (version !== 'v2' && version !== 'v2beta2')) return;
    for (const metric of value.items('spec', 'metrics')) if (metric.kind === 'map') yield* checkMetric(metric);
  },
});

// kubernetes/pkg/apis/autoscaling/validation/validation.go, validateMetricSpec, validateMetricTarget.
function* checkMetric(metric: Value): Iterable<Finding> {
  const type = metric.string('type');
  const written = metric.get('type');
  if (!type || !written || isTemplated(type.value)) return;
  const source = SOURCES[type.value];
  if (!source) {
    const types = Object.keys(SOURCES);
    const [near] = suggest(type.value, types);
    const fix: Fix | undefined = near === undefined ? undefined : { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] };
    yield { at: type.at, message: message`${type.value} is no type of metric; there are ${types}.`, ...(fix && { fix }) };
    return;
  }
  const [field, targets] = source;
  const present = FIELDS.filter((one) => metric.given(one));
  const holder = metric.given(field);
  const [other] = present.filter((one) => one !== field);
  if (!holder) {
    const meant = Object.keys(SOURCES).find((one) => SOURCES[one]?.[0] === other);
    const fix: Fix | undefined =
      meant !== undefined && present.length === 1 ? { title: message`Use ${meant}`, safe: false, edits: [replaceValue(written, meant)] } : undefined;
    yield { at: type.at, message: message`A metric of type ${type.value} is described below ${field}.`, ...(fix && { fix }) };
    return;
  }
  if (other !== undefined) yield { at: (metric.get(other) as Value).keyAt, message: message`A metric of type ${type.value} has no ${other}.` };
  const target = holder.given('target');
  if (target?.kind === 'map') yield* checkTarget(target, type.value, targets);
}

function* checkTarget(target: Value, type: string, allowed: readonly string[]): Iterable<Finding> {
  const targetType = target.string('type');
  const written = target.get('type');
  if (targetType && written && !TARGET_TYPES.includes(targetType.value) && !isTemplated(targetType.value)) {
    const [near] = suggest(targetType.value, TARGET_TYPES);
    const fix: Fix | undefined = near === undefined ? undefined : { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] };
    yield { at: targetType.at, message: message`${targetType.value} is no type of target; there are ${TARGET_TYPES}.`, ...(fix && { fix }) };
  }
  const given = TARGETS.flatMap((name) => target.given(name) ?? []);
  for (const value of given) {
    const amount = value.words === undefined || isTemplated(value.words) ? undefined : parseQuantity(value.words);
    // An average use is looked at with the other numbers.
    if (amount !== undefined && amount <= 0 && value.step !== 'averageUtilization')
      yield { at: value.at, message: message`The target ${String(value.step)} must be above ${0}.` };
  }
  const fitting = given.filter((value) => allowed.includes(String(value.step)));
  const [first, second] = fitting;
  if (!first) {
    const [wrong] = given;
    yield {
      at: wrong?.keyAt ?? target.keyAt,
      message: message`The target of a metric of type ${type} is given as ${allowed}.`,
      ...(wrong &&
        allowed.length === 1 && {
          fix: { title: message`Rename to ${allowed[0] as string}`, safe: false, edits: [renameKey({ at: wrong.keyAt }, allowed[0] as string)] },
        }),
    };
  } else if (second) {
    yield {
      at: second.keyAt,
      message: message`A target is given once, as ${String(first.step)} or as ${String(second.step)}.`,
      related: [{ at: first.keyAt, message: message`It is given here too.` }],
    };
  }
}
