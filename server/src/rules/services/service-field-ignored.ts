import { removeField, replaceValue } from '../../fix/fields';
import type { Value } from '../../model/object';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { type Finding, rule } from '../rule';

export default rule({
  id: 'service-field-ignored',
  summary: 'A Service has a field that has no effect.',
  severity: 'warning',
  stage: 'traffic',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'service',

  *check({ object, type, headless, ports }) {
    const spec = object.value.get('spec');
    if (spec?.kind !== 'map' || isTemplated(type)) return;
    if (type === 'ExternalName') {
      yield* ignored(spec, ['selector', 'externalIPs', 'sessionAffinity'], 'ExternalName');
      return;
    }
    const name = spec.string('externalName');
    const written = spec.get('externalName');
    if (name && written && name.value !== '')
      yield { at: written.keyAt, message: message`${'externalName'} has no effect in a Service of type ${type}.`, fix: removal(written), tag: 'unnecessary' };
    if (type !== 'LoadBalancer') yield* ignored(spec, ['loadBalancerIP'], type);
    if (!headless) return;
    const outside = spec.given('externalIPs');
    if (outside && outside.items().length > 0)
      yield { at: outside.keyAt, message: message`${'externalIPs'} has no effect in a headless Service.`, fix: removal(outside), tag: 'unnecessary' };
    const affinity = spec.string('sessionAffinity');
    if (affinity?.value === 'ClientIP')
      yield {
        at: affinity.at,
        message: message`A headless Service hands out the addresses of its pods, so there is nothing that ${'sessionAffinity'} could steer.`,
      };
    for (const { port, targetPort, value } of ports) {
      const target = value.get('targetPort');
      if (!port || !target || typeof targetPort?.value !== 'number' || targetPort.value === port.value) continue;
      yield {
        at: targetPort.at,
        severity: 'hint',
        message: message`Callers of a headless Service reach the pods themselves: they must use ${targetPort.value}, since nothing turns ${port.value} into it.`,
        fix: { title: message`Use port ${targetPort.value} for both`, safe: false, edits: [replaceValue(value.get('port') as Value, targetPort.value)] },
      };
    }
  },
});

function* ignored(spec: Value, fields: readonly string[], type: string): Iterable<Finding> {
  for (const field of fields) {
    const value = spec.given(field);
    if (!value || value.words === '' || value.words === 'None' || (value.kind !== 'string' && value.fields().length + value.items().length === 0)) continue;
    yield { at: value.keyAt, message: message`${field} has no effect in a Service of type ${type}.`, fix: removal(value), tag: 'unnecessary' };
  }
}

function removal(value: Value) {
  return { title: message`Remove ${String(value.step)}`, safe: true, edits: [removeField(value)] };
}
