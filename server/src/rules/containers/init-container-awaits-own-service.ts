import { setField } from '../../fix/fields';
import type { Container } from '../../model/container';
import { isSameObject } from '../../model/neighbours';
import { describe, type KubeObject, type Value } from '../../model/object';
import type { Pod } from '../../model/pod';
import type { Project } from '../../model/project';
import { isEmpty } from '../../model/selector';
import type { Service } from '../../model/service';
import { message } from '../../text/message';
import type { Span } from '../../text/span';
import { type Finding, rule } from '../rule';

/** `until …; do` and `while ! …; do`. */
const LOOP = /(?:^|[\s;'"])(?:until|while\s+!)\s+([^!|]{1,400}?)\s*[;\n]\s*do\b/g;
/** A loop may end otherwise, or only some pods come to it. */
const WAY_OUT =
  /(?:^|[;&|\n({]|\b(?:do|then|else))\s*(?:timeout|break|exit|return|if|case|for|kill)\b|\[|\btest\s|\b(?:hostname|HOSTNAME|POD_NAME)\b|&\s*$|\(\(/;
const CALLS = /(?:^|[\s;&(])(?:nc|ncat|netcat|curl|wget|pg_isready|mysqladmin|redis-cli|grpc_health_probe)\s|\/dev\/tcp\//;
/** Their host is that of an option; other words are databases and users. */
const CLIENTS = /\b(?:pg_isready|mysqladmin|redis-cli)\s/;
/** Words of curl that look like hosts and are none. */
const NO_HOSTS = /\s(?:-[HUud]|--(?:header|user|data|resolve))\b/;
const LOOKS_UP = /(?:^|[\s;&(])(?:nslookup|dig|host|getent)\s/;

export default rule({
  id: 'init-container-awaits-own-service',
  summary: 'An init container waits for a Service that leads to its own pods alone.',
  severity: 'error',
  stage: 'start',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'pod',

  *check(pod, project) {
    for (const container of pod.initContainers) if (container.role === 'init') yield* checkContainer(container, pod, project);
  },
});

function* checkContainer({ value }: Container, pod: Pod, project: Project): Iterable<Finding> {
  const words = [...value.items('command'), ...value.items('args')];
  if (words.some((word) => WAY_OUT.test(word.string()?.value ?? ''))) return;
  for (const word of words) {
    for (const [, condition = ''] of (word.string()?.value ?? '').matchAll(LOOP)) {
      const calls = CALLS.test(condition);
      if (!calls && !LOOKS_UP.test(condition)) continue;
      for (const host of hostsIn(condition, pod.owner)) {
        const service = project.servicesOf(pod).find(({ object }) => object.name?.value === host);
        if (!service || !isOwn(service, pod.owner, project) || !neverAnswers(service, pod, calls)) continue;
        const spec = service.object.value.get('spec');
        yield {
          at: placeIn(word, host),
          message: calls
            ? message`This waits for ${describe(service.object)}, behind which are only the pods that wait here.`
            : message`This waits for the name of ${describe(service.object)}, which has no address before a pod that waits here is ready.`,
          related: [{ at: service.object.at, message: message`The Service is here.` }],
          ...(!calls &&
            spec && { fix: { title: message`Publish pods that are not ready`, safe: false, edits: setField(spec, ['publishNotReadyAddresses'], true) } }),
        };
        return;
      }
    }
  }
}

/** Names of Services of the own namespace in a command. */
function hostsIn(condition: string, { namespace }: KubeObject): string[] {
  const isClient = CLIENTS.test(condition);
  if (!isClient && NO_HOSTS.test(condition)) return [];
  const words = isClient ? [...condition.matchAll(/\s(?:-h\s*|--host[= ]\s*)([\w.-]+)/g)].map(([, host = '']) => host) : condition.split(/[\s'"=]+/);
  return words.flatMap((word) => {
    const host = word.replace(/^.*\/dev\/tcp\/|^[a-z]+:\/\//, '').replace(/[/:;)].*$/, '');
    const [, name, own, other] = /^([a-z][a-z0-9-]*)(?:(\.\$\(cat)?$|\.([a-z][a-z0-9-]*)(?:\.svc(?:\.[a-z0-9.-]+)?)?$)/.exec(host) ?? [];
    return name !== undefined && (other === undefined || own !== undefined || other === namespace?.value) ? name : [];
  });
}

/** Whether nothing else can be behind it: no other pods, and no Service of this name in another place. */
function isOwn({ object, selector, type }: Service, owner: KubeObject, project: Project): boolean {
  if (!selector?.certain || isEmpty(selector) || type === 'ExternalName' || project.isPartOfMore(owner) || project.isPartOfMore(object)) return false;
  const all = [...project.selectedWorkloads(selector, object), ...project.find('Service', object.name?.value ?? '', owner)];
  return all.every((one) => isSameObject(one, owner) || isSameObject(one, object));
}

/**
 * Endpoints are pods that are ready. Only a headless Service has no name before, and `publishNotReadyAddresses` gives it
 * one, but nobody answers there unless a sidecar does.
 */
function neverAnswers({ object, headless }: Service, { initContainers }: Pod, calls: boolean): boolean {
  const setting = object.value.given('spec', 'publishNotReadyAddresses');
  const published = setting !== undefined && setting.plain !== false;
  if (calls) return !published || !initContainers.some(({ role }) => role === 'sidecar');
  return headless && !published;
}

/** The name itself where the text stands there as it is. */
function placeIn({ at, document, node }: Value, host: string): Span {
  const offset = document.text.slice(node.start, node.end).search(new RegExp(`(?<![\\w.-])${host}(?![\\w-])`));
  return offset < 0 ? at : document.span(node.start + offset, node.start + offset + host.length);
}
