import { removeField } from '../../fix/fields';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { rule } from '../rule';

const SECCOMP = 'container.seccomp.security.alpha.kubernetes.io/';
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';

/** Annotations that have long become fields: the first minor without an effect, and the field (kubernetes/pkg/api/pod/warnings.go). */
const DEAD: Readonly<Record<string, readonly [since: number, field: string]>> = table({
  'scheduler.alpha.kubernetes.io/critical-pod': [16, 'priorityClassName'],
  'security.alpha.kubernetes.io/sysctls': [11, 'securityContext.sysctls'],
  'security.alpha.kubernetes.io/unsafe-sysctls': [11, 'securityContext.sysctls'],
  'seccomp.security.alpha.kubernetes.io/pod': [27, 'securityContext.seccompProfile'],
  [SECCOMP]: [27, 'securityContext.seccompProfile'],
});

export default rule({
  id: 'pod-annotation-dead',
  summary: 'An annotation of a pod that has long had no effect.',
  severity: 'warning',
  stage: 'schedule',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check({ template, value: spec }, { kubernetes }) {
    for (const { name, at, value } of template.fields('metadata', 'annotations')) {
      if (name.startsWith(APPARMOR) && kubernetes.from >= 30 && !name.includes('{'))
        yield {
          at,
          tag: 'deprecated',
          severity: 'hint',
          message: message`The annotation ${name} is deprecated since 1.${30}; the field ${'securityContext.appArmorProfile'} takes its place.`,
        };
      const [since, field] = DEAD[name] ?? (name.startsWith(SECCOMP) ? DEAD[SECCOMP] : undefined) ?? [];
      if (since !== undefined && since > kubernetes.to) continue;
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
