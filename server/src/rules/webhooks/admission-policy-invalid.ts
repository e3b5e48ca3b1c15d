import { removeItem, setField } from '../../fix/fields';
import type { Value } from '../../model/object';
import { hasTemplate } from '../../model/templated';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

// kubernetes/pkg/apis/admissionregistration/validation/validation.go, from validateValidatingAdmissionPolicySpec on.

export default rule({
  id: 'admission-policy-invalid',
  summary: 'An admission policy or its binding is described in a way that the server refuses.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],

  *check({ kind, group, value }) {
    const spec = value.get('spec');
    if (group !== 'admissionregistration.k8s.io' || spec?.kind !== 'map' || hasTemplate(spec)) return;
    if (kind.value === 'ValidatingAdmissionPolicy') yield* checkPolicy(spec);
    if (kind.value === 'ValidatingAdmissionPolicyBinding') yield* checkBinding(spec);
  },
});

function* checkPolicy(spec: Value): Iterable<Finding> {
  const constraints = spec.given('matchConstraints');
  if (!constraints) yield { at: spec.keyAt, message: message`A policy must say in ${'matchConstraints'} which objects it judges.` };
  else if (constraints.kind === 'map' && !hasTemplate(constraints) && isEmpty(constraints, 'resourceRules'))
    yield { at: constraints.keyAt, message: message`A policy must name the resources that it judges, in ${'resourceRules'}.` };
  if (isEmpty(spec, 'validations') && isEmpty(spec, 'auditAnnotations'))
    yield { at: (spec.get('validations') ?? spec).keyAt, message: message`A policy must hold something in ${'validations'} or in ${'auditAnnotations'}.` };
}

function* checkBinding(spec: Value): Iterable<Finding> {
  if (isEmpty(spec, 'validationActions')) {
    const fix: Fix = { title: message`Refuse what the policy rejects`, safe: false, edits: setField(spec, ['validationActions'], ['Deny']) };
    yield {
      at: (spec.get('validationActions') ?? spec).keyAt,
      message: message`A binding must say in ${'validationActions'} what happens to what the policy rejects.`,
      fix,
    };
  }
  const actions = spec.items('validationActions');
  const warning = actions.find(({ plain }) => plain === 'Warn');
  if (warning && actions.some(({ plain }) => plain === 'Deny'))
    yield {
      at: warning.at,
      message: message`What is refused with ${'Deny'} needs no ${'Warn'} as well.`,
      fix: { title: message`Remove ${'Warn'}`, safe: true, edits: [removeItem(warning)] },
    };
  const parameters = spec.get('paramRef');
  if (parameters?.kind !== 'map' || hasTemplate(parameters)) return;
  const name = parameters.given('name');
  const selector = parameters.given('selector');
  if (name && selector) yield { at: name.keyAt, message: message`Parameters are found by ${'name'} or by ${'selector'}, not by both.` };
  if (!name && !selector) yield { at: parameters.keyAt, message: message`Parameters are found by ${'name'} or by ${'selector'}, and neither stands here.` };
}

/** A list that is not there, or holds nothing. */
function isEmpty(holder: Value, field: string): boolean {
  const list = holder.given(field);
  return !list || (list.kind === 'list' && list.items().length === 0);
}
