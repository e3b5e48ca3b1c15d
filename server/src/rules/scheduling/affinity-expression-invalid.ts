import { removeField, replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';
import { affinityTerms, nodeTerms, spreadConstraints } from './pod-selectors';

const OF_LABELS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

export default rule({
  id: 'affinity-expression-invalid',
  summary: 'A requirement for nodes or pods does not make sense.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check(pod) {
    for (const term of nodeTerms(pod)) {
      for (const requirement of term.items('matchExpressions')) yield* checkValues(requirement);
      for (const requirement of term.items('matchFields')) yield* checkField(requirement);
    }
    const holders = [...affinityTerms(pod).map(({ value }) => value), ...spreadConstraints(pod)];
    for (const selector of holders.flatMap((holder) => [holder.given('labelSelector'), holder.given('namespaceSelector')])) {
      for (const requirement of selector?.items('matchExpressions') ?? []) {
        const operator = requirement.string('operator');
        const written = requirement.get('operator');
        if (!operator || !written || isTemplated(operator.value)) continue;
        if (OF_LABELS.includes(operator.value)) {
          yield* checkValues(requirement);
          continue;
        }
        const [near] = suggest(operator.value, OF_LABELS);
        yield {
          at: operator.at,
          message: message`${operator.value} is no operator for labels; there are ${OF_LABELS}.`,
          ...(near !== undefined && { fix: { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] } }),
        };
      }
    }
  },
});

function* checkValues(requirement: Value): Iterable<Finding> {
  const operator = requirement.string('operator');
  const values = requirement.given('values');
  const count = requirement.items('values').length;
  if (!operator) return;
  const { value: name, at } = operator;
  if ((name === 'In' || name === 'NotIn') && count === 0) yield { at, message: message`${name} needs values to compare with.` };
  if ((name === 'Exists' || name === 'DoesNotExist') && values && count > 0)
    yield {
      at: values.keyAt,
      message: message`${name} takes no values.`,
      fix: { title: message`Remove the values`, safe: false, edits: [removeField(values)] },
    };
  if (name !== 'Gt' && name !== 'Lt') return;
  const [only] = requirement.items('values');
  if (count !== 1) yield { at, message: message`${name} compares with one number, not with ${count} values.` };
  else if (only?.words !== undefined && !isTemplated(only.words) && !/^[+-]?\d+$/.test(only.words))
    yield { at: only.at, severity: 'warning', message: message`${name} compares numbers; ${only.words} is none, so no node matches.` };
}

function* checkField(requirement: Value): Iterable<Finding> {
  const key = requirement.string('key');
  if (key && key.value !== 'metadata.name')
    yield { at: key.at, message: message`Of the fields of a node only ${'metadata.name'} can be asked for, not ${key.value}.` };
  const operator = requirement.string('operator');
  if (operator && operator.value !== 'In' && operator.value !== 'NotIn')
    yield { at: operator.at, message: message`A field of a node is compared with ${'In'} or ${'NotIn'}, not with ${operator.value}.` };
  else if (operator && requirement.items('values').length !== 1)
    yield { at: operator.at, message: message`A field of a node is compared with exactly one value.` };
}
