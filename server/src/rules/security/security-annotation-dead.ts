import { removeField, setField } from '../../fix/fields';
import type { Value } from '../../model/object';
import type { Pod } from '../../model/pod';
import { type Message, message } from '../../text/message';
import { type Fix, rule } from '../rule';

interface Dead {
  readonly prefix: string;
  /** The first minor in which it has no effect; undefined where it still has. */
  readonly since: number | undefined;
  readonly field: string;
}

/** kubernetes/pkg/api/pod/warnings.go. */
const ANNOTATIONS: readonly Dead[] = [
  { prefix: 'seccomp.security.alpha.kubernetes.io/pod', since: 27, field: 'seccompProfile' },
  { prefix: 'container.seccomp.security.alpha.kubernetes.io/', since: 27, field: 'seccompProfile' },
  { prefix: 'container.apparmor.security.beta.kubernetes.io/', since: undefined, field: 'appArmorProfile' },
  { prefix: 'scheduler.alpha.kubernetes.io/critical-pod', since: 16, field: 'priorityClassName' },
  { prefix: 'security.alpha.kubernetes.io/sysctls', since: 11, field: 'sysctls' },
  { prefix: 'security.alpha.kubernetes.io/unsafe-sysctls', since: 11, field: 'sysctls' },
];
const TYPES: Readonly<Record<string, string>> = { 'runtime/default': 'RuntimeDefault', 'docker/default': 'RuntimeDefault', unconfined: 'Unconfined' };

export default rule({
  id: 'security-annotation-dead',
  summary: 'An annotation of a pod that has long become a field.',
  severity: 'warning',
  stage: 'secure',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check(pod, { kubernetes }) {
    for (const { name, at, value } of pod.template.fields('metadata', 'annotations')) {
      const dead = ANNOTATIONS.find(({ prefix }) => (prefix.endsWith('/') ? name.startsWith(prefix) : name === prefix));
      // The field for AppArmor exists from 1.30 on.
      if (!dead || (dead.since === undefined && kubernetes.from < 30) || (dead.since ?? 0) > kubernetes.to) continue;
      const container = dead.prefix.endsWith('/') ? name.slice(dead.prefix.length) : undefined;
      const fix = toField(pod, dead.field, value, container);
      yield { at, tag: 'deprecated', ...(dead.since === undefined && { severity: 'hint' }), message: say(dead, name), ...(fix && { fix }) };
    }
  },
});

function say({ since, field }: Dead, name: string): Message {
  if (since === undefined) return message`The annotation ${name} has become the field ${field}.`;
  return message`The annotation ${name} has no effect from 1.${since} on; the field ${field} takes its place.`;
}

/** Only where neither the field nor a second annotation would be run over. */
function toField(pod: Pod, field: string, value: Value, name: string | undefined): Fix | undefined {
  const type = TYPES[value.words ?? ''];
  const container = pod.allContainers.find((one) => one.name?.value === name);
  const holder = name === undefined ? pod.value : container?.value;
  if (type === undefined || !field.endsWith('Profile') || !holder || holder.get('securityContext', field)) return undefined;
  const edits = [...setField(holder, ['securityContext', field], { type }), removeField(value)];
  return { title: message`Write it as ${field}`, safe: false, edits };
}
