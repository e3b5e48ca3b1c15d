import { removeField } from '../../fix/fields';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'api-service-invalid',
  summary: 'An APIService contradicts itself about how its server is reached.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['APIService'],

  // kube-aggregator/pkg/apis/apiregistration/validation/validation.go, ValidateAPIService.
  *check({ group, value }) {
    const spec = value.get('spec');
    if (group !== 'apiregistration.k8s.io' || spec?.kind !== 'map') return;
    const service = spec.given('service');
    const insecure = spec.boolean('insecureSkipTLSVerify')?.value === true ? spec.get('insecureSkipTLSVerify') : undefined;
    const bundle = spec.given('caBundle')?.words === '' ? undefined : spec.given('caBundle');
    if (!service) {
      for (const setting of [insecure, bundle]) if (setting) yield { ...withoutService(setting), fix: removal(setting) };
      return;
    }
    if (insecure && bundle)
      yield {
        at: insecure.at,
        message: message`The server is either trusted by its ${'caBundle'} or not checked at all, not both.`,
        related: [{ at: bundle.keyAt, message: message`The certificates are here.` }],
        fix: [removal(insecure), removal(bundle)],
      };
    yield* checkService(service);
  },
});

function withoutService(setting: Value): Pick<Finding, 'at' | 'message'> {
  return {
    at: setting.keyAt,
    message: message`Without ${'service'} the API server itself serves this version, and ${String(setting.step)} is not allowed.`,
  };
}

function* checkService(service: Value): Iterable<Finding> {
  if (service.kind !== 'map') return;
  for (const field of ['namespace', 'name']) {
    const written = service.given(field);
    if (written && (written.words !== '' || isTemplated(written.words))) continue;
    yield { at: written?.at ?? service.keyAt, message: message`The ${'service'} of an ${'APIService'} needs a ${field}.` };
  }
}

function removal(value: Value) {
  return { title: message`Remove ${String(value.step)}`, safe: false, edits: [removeField(value)] };
}
