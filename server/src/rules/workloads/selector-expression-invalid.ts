import { removeField, replaceValue } from '../../fix/fields';
import { valuesAt } from '../../model/graph/edges';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { type Finding, type Fix, rule } from '../rule';

/** Where objects hold label selectors outside of pods; `[]` stands for every item of a list. */
const SELECTORS: Readonly<Record<string, readonly string[]>> = table({
  Deployment: ['spec.selector'],
  ReplicaSet: ['spec.selector'],
  StatefulSet: ['spec.selector', 'spec.volumeClaimTemplates[].spec.selector'],
  DaemonSet: ['spec.selector'],
  Job: ['spec.selector'],
  PodDisruptionBudget: ['spec.selector'],
  PersistentVolumeClaim: ['spec.selector'],
  ClusterRole: ['aggregationRule.clusterRoleSelectors[]'],
  ValidatingWebhookConfiguration: ['webhooks[].namespaceSelector', 'webhooks[].objectSelector'],
  MutatingWebhookConfiguration: ['webhooks[].namespaceSelector', 'webhooks[].objectSelector'],
  NetworkPolicy: ['spec.podSelector', ...['ingress[].from', 'egress[].to'].flatMap((way) => [`spec.${way}[].podSelector`, `spec.${way}[].namespaceSelector`])],
});

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

export default rule({
  id: 'selector-expression-invalid',
  summary: 'A requirement of a label selector does not make sense.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: Object.keys(SELECTORS),

  *check({ kind, value }) {
    for (const way of SELECTORS[kind.value] ?? []) {
      for (const selector of valuesAt(value, way)) {
        for (const requirement of selector.items('matchExpressions')) yield* checkRequirement(requirement);
      }
    }
  },
});

// apimachinery/pkg/apis/meta/v1/validation/validation.go, ValidateLabelSelectorRequirement.
function* checkRequirement(requirement: Value): Iterable<Finding> {
  const operator = requirement.string('operator');
  const written = requirement.get('operator');
  if (!operator || !written || isTemplated(operator.value)) return;
  if (!OPERATORS.includes(operator.value)) {
    const [near] = suggest(operator.value, OPERATORS);
    const fix: Fix | undefined = near === undefined ? undefined : { title: message`Use ${near}`, safe: false, edits: [replaceValue(written, near)] };
    yield { at: operator.at, message: message`${operator.value} is no operator of a selector; there are ${OPERATORS}.`, ...(fix && { fix }) };
    return;
  }
  const wantsValues = operator.value === 'In' || operator.value === 'NotIn';
  const values = requirement.given('values');
  const count = requirement.items('values').length;
  if (wantsValues && count === 0) yield { at: operator.at, message: message`${operator.value} needs values to compare with.` };
  if (!wantsValues && values && count > 0) {
    const fix: Fix = { title: message`Remove the values`, safe: false, edits: [removeField(values)] };
    yield { at: values.keyAt, message: message`${operator.value} takes no values.`, fix };
  }
}
