import { removeField } from '../../fix/fields';
import { message } from '../../text/message';
import { rule } from '../rule';

/** Annotations that have long become fields: the first minor without an effect, and the field (kubernetes/pkg/api/pod/warnings.go). */
const DEAD: Readonly<Record<string, readonly [since: number, field: string]>> = {
  'scheduler.alpha.kubernetes.io/critical-pod': [16, 'priorityClassName'],
  'security.alpha.kubernetes.io/sysctls': [11, 'securityContext.sysctls'],
  'security.alpha.kubernetes.io/unsafe-sysctls': [11, 'securityContext.sysctls'],
};

export default rule({
  id: 'pod-annotation-dead',
  summary: 'An annotation of a pod that has long had no effect.',
  severity: 'warning',
  stage: 'schedule',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'pod',

  *check({ template, value: spec }) {
    for (const { name, at, value } of template.fields('metadata', 'annotations')) {
      const [since, field] = DEAD[name] ?? [];
      if (since === undefined || field === undefined) continue;
      // Where the field is written too, the annotation is a rest for clusters of that time.
      const isRest = spec.given(...field.split('.')) !== undefined;
      yield {
        at,
        tag: 'deprecated',
        ...(isRest && { severity: 'hint' }),
        message: message`The annotation ${name} has no effect from 1.${since} on; the field ${field} takes its place.`,
        fix: { title: message`Remove the annotation`, safe: isRest, edits: [removeField(value)] },
      };
    }
  },
});
