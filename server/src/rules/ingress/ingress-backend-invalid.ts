import { removeField, replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { nameFault } from '../../schema/names';
import { message } from '../../text/message';
import { type Finding, type Fix, rule } from '../rule';

export default rule({
  id: 'ingress-backend-invalid',
  summary: 'An Ingress does not say plainly where requests go.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'object',
  kinds: ['Ingress'],

  *check({ group, version, value, at }) {
    if (group !== 'networking.k8s.io' || version !== 'v1') return;
    const spec = value.get('spec');
    if (spec?.kind !== 'map') return;
    const rules = spec.items('rules');
    const fallback = spec.given('defaultBackend');
    // The `backend` of v1beta1 is told of by itself.
    if (!fallback && rules.length === 0 && !spec.given('backend'))
      yield { at: spec.get('rules')?.keyAt ?? at, message: message`An Ingress needs rules or a ${'defaultBackend'}.` };
    if (fallback) yield* checkBackend(fallback);
    for (const rule of rules) {
      const http = rule.given('http');
      if (http && http.items('paths').length === 0 && http.get('paths')?.kind === 'list')
        yield { at: http.keyAt, message: message`A rule for http needs at least one path.` };
      for (const path of rule.items('http', 'paths')) {
        const backend = path.given('backend');
        if (backend) yield* checkBackend(backend);
      }
    }
  },
});

// kubernetes/pkg/apis/networking/validation/validation.go, validateIngressBackend.
function* checkBackend(backend: Value): Iterable<Finding> {
  if (backend.kind !== 'map') return;
  const service = backend.given('service');
  const resource = backend.given('resource');
  if (service && resource) {
    yield { at: resource.keyAt, message: message`A backend is a service or a resource, not both.` };
    return;
  }
  if (!service && !resource) {
    // The shape of older versions has unknown fields, which is said of them.
    if (!backend.get('serviceName')) yield { at: backend.keyAt, message: message`A backend needs a service or a resource.` };
    return;
  }
  if (service?.kind === 'map') yield* checkPort(service);
}

function* checkPort(service: Value): Iterable<Finding> {
  const port = service.given('port');
  const name = port?.string('name');
  const number = port?.get('number');
  const hasNumber = number !== undefined && number.kind !== 'null' && number.words !== '0';
  const hasName = name !== undefined && name.value !== '';
  if (!port || (port.kind === 'map' && !hasName && !hasNumber && !number?.words && !port.get('name')?.words)) {
    yield { at: (port ?? service).keyAt, message: message`The service of a backend needs a port, by name or by number.` };
    return;
  }
  if (!name || !hasName) return;
  const written = port.get('name') as Value;
  if (hasNumber) {
    const fix: Fix = { title: message`Keep the number`, safe: false, edits: [removeField(written)] };
    yield { at: written.keyAt, message: message`A port is given by name or by number, not by both.`, fix };
    return;
  }
  if (isTemplated(name.value)) return;
  const fault = nameFault(name.value, 'port');
  if (!fault) return;
  const digits = /^\d+$/.test(name.value);
  const edits = digits && written.entry ? [{ at: written.keyAt, text: 'number' }, replaceValue(written, Number(name.value))] : [];
  yield {
    at: name.at,
    message: message`The port name ${name.value} ${fault}.`,
    ...(digits && { fix: { title: message`Give it as a number`, safe: true, edits } }),
  };
}
