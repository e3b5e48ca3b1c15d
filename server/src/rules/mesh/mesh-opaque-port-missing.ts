import { setField } from '../../fix/fields';
import { named } from '../../model/named';
import type { KubeObject } from '../../model/object';
import type { Pod } from '../../model/pod';
import type { Project } from '../../model/project';
import { message } from '../../text/message';
import { rule } from '../rule';

const OPAQUE = 'config.linkerd.io/opaque-ports';
const SKIPPED = 'config.linkerd.io/skip-inbound-ports';

/** What Linkerd takes for opaque without being told, and the names of what is spoken there (linkerd.io, "TCP Proxying and Protocol Detection"). */
const DEFAULTS = [25, 587, 3306, 4444, 5432, 6379, 9300, 11211];
const NAMES = /^(?:mysqlx?|mariadb|galera|postgres(?:ql)?|pgsql|redis|memcached?|smtps?|nats)(?:-|$)/;

export default rule({
  id: 'mesh-opaque-port-missing',
  summary: 'Linkerd waits for words on a port where the server speaks first, or where it cannot tell what is spoken.',
  severity: 'warning',
  stage: 'traffic',
  profile: 'recommended',
  fixable: 'always',
  since: '0.1.0',
  scope: 'pod',

  *check(pod, project) {
    const opaque = pod.containers.flatMap(({ ports }) =>
      ports.flatMap(({ name, number }) => (name && number && NAMES.test(name.value) && !DEFAULTS.includes(number.value) ? [number] : [])),
    );
    if (opaque.length === 0 || !isInjected(pod, project) || isTold(pod, project)) return;
    for (const { value, at } of opaque) {
      yield {
        at,
        message: message`Linkerd waits ten seconds on port ${value} for the client to speak, unless ${OPAQUE} names the port.`,
        fix: {
          title: message`Name the port in ${OPAQUE}`,
          safe: false,
          edits: setField(pod.template, ['metadata', 'annotations', OPAQUE], String(value)),
        },
      };
    }
  },
});

/** The annotation of the pod comes before that of its namespace. */
function isInjected({ annotations, owner }: Pod, project: Project): boolean {
  const own = annotations.get('linkerd.io/inject')?.value;
  const inherited = namespaceOf(owner, project)?.annotations.get('linkerd.io/inject')?.value;
  return /^(?:enabled|ingress)$/.test(own ?? inherited ?? '');
}

/** Whoever has set such ports somewhere has thought of it. */
function isTold(pod: Pod, project: Project): boolean {
  const holders = [pod, ...project.servicesOf(pod).map(({ object }) => object), namespaceOf(pod.owner, project)];
  return holders.some((holder) => holder?.annotations.has(OPAQUE) || holder?.annotations.has(SKIPPED));
}

function namespaceOf({ namespace }: KubeObject, project: Project): KubeObject | undefined {
  return named(namespace?.value ?? 'default', project.objects('Namespace', ''))[0];
}
