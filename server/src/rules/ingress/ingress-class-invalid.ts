import { removeField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

export default rule({
  id: 'ingress-class-invalid',
  summary: 'The parameters of an IngressClass do not say plainly where they are.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['IngressClass'],

  // kubernetes/pkg/apis/networking/validation/validation.go, validateIngressClassParametersReference; v1 has the scope `Cluster` by default.
  *check({ group, value }) {
    if (group !== 'networking.k8s.io') return;
    const parameters = value.given('spec', 'parameters');
    const scope = parameters?.string('scope');
    const namespace = parameters?.given('namespace');
    if (!parameters || (scope && scope.value !== 'Cluster' && scope.value !== 'Namespace') || (parameters.given('scope') && !scope)) return;
    if (scope?.value === 'Namespace' && !namespace)
      yield { at: scope.at, message: message`With the scope ${'Namespace'} a ${'namespace'} must be named, in which the parameters are.` };
    if (scope?.value !== 'Namespace' && namespace)
      yield {
        at: namespace.keyAt,
        message: message`The parameters are for the whole cluster, so that they are in no namespace; with the scope ${'Namespace'} they would be.`,
        fix: { title: message`Remove ${'namespace'}`, safe: false, edits: [removeField(namespace)] },
      };
  },
});
