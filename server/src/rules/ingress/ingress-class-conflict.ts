import { removeField } from '../../fix/fields';
import { isTemplated } from '../../model/templated';
import { message } from '../../text/message';
import { rule } from '../rule';

const ANNOTATION = 'kubernetes.io/ingress.class';

export default rule({
  id: 'ingress-class-conflict',
  summary: 'An Ingress names one class in its annotation and another in its spec.',
  severity: 'error',
  stage: 'apply',
  profile: 'essential',
  fixable: 'always',
  since: '0.1.0',
  scope: 'object',
  kinds: ['Ingress'],

  *check({ group, value, annotations }) {
    if (group !== 'networking.k8s.io') return;
    const annotation = annotations.get(ANNOTATION);
    const written = value.get('metadata', 'annotations', ANNOTATION);
    const field = value.string('spec', 'ingressClassName');
    if (!annotation || !written || !field || annotation.value === field.value || isTemplated(annotation.value) || isTemplated(field.value)) return;
    yield {
      at: annotation.at,
      message: message`The annotation names the class ${annotation.value}, but ingressClassName is ${field.value}.`,
      related: [{ at: field.at, message: message`This is the class that counts.` }],
      fix: { title: message`Remove the annotation`, safe: false, edits: [removeField(written)] },
    };
  },
});
