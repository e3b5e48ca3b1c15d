import { changeFields } from '../../fix/change-fields';
import type { Data } from '../../fix/write-yaml';
import type { Value } from '../../model/object';
import type { Pod } from '../../model/pod';
import { message } from '../../text/message';
import { type Fix, rule } from '../rule';

const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';

/** Minors from which on the annotation does nothing (seccomp), or the field exists that is to be used (AppArmor). */
const SECCOMP_DEAD = 27;
const APPARMOR_FIELD = 30;

export default rule({
  id: 'security-annotation-outdated',
  summary: 'Seccomp or AppArmor is set by an annotation where there is a field.',
  severity: 'warning',
  stage: 'secure',
  profile: 'recommended',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check(pod, project) {
    const { from, to } = project.kubernetes;
    for (const { name, at, value } of pod.template.fields('metadata', 'annotations')) {
      const isSeccomp = name === SECCOMP_POD || name.startsWith(SECCOMP_CONTAINER);
      const field = isSeccomp ? 'seccompProfile' : 'appArmorProfile';
      if (isSeccomp && to >= SECCOMP_DEAD) {
        const fix = toField(pod, value, name, field);
        yield {
          at,
          message: message`From Kubernetes 1.${SECCOMP_DEAD} on this annotation has no effect; the field ${field} takes its place.`,
          tag: 'deprecated',
          ...(fix && { fix }),
        };
      } else if (name.startsWith(APPARMOR) && from >= APPARMOR_FIELD) {
        const fix = toField(pod, value, name, field);
        yield { at, severity: 'hint', message: message`The field ${field} takes the place of this annotation.`, tag: 'deprecated', ...(fix && { fix }) };
      }
    }
  },
});

/** Writes the field where it belongs, and takes the annotation away; none where the field is written already. */
function toField(pod: Pod, annotation: Value, name: string, field: 'seccompProfile' | 'appArmorProfile'): Fix | undefined {
  const container = pod.allContainers.find((one) => one.name !== undefined && name.endsWith(`/${one.name.value}`));
  const map = name === SECCOMP_POD ? pod.value : container?.value;
  const profile = profileOf(annotation.string()?.value ?? '');
  if (!map || !profile || map.get('securityContext', field)) return undefined;
  const edits = changeFields({ set: [{ map, way: ['securityContext', field], data: profile }], remove: [annotation] });
  return edits.length === 0 ? undefined : { title: message`Write it as ${field}`, safe: false, edits };
}

function profileOf(text: string): Data | undefined {
  if (text === 'runtime/default' || text === 'docker/default') return { type: 'RuntimeDefault' };
  if (text === 'unconfined') return { type: 'Unconfined' };
  return text.startsWith('localhost/') ? { type: 'Localhost', localhostProfile: text.slice('localhost/'.length) } : undefined;
}
