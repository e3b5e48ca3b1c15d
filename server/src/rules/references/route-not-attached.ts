import { replaceValue } from '../../fix/fields';
import { type Reference, referencesOf } from '../../model/graph/edges';
import { describe, type KubeObject, type Value } from '../../model/object';
import { sameNamespace } from '../../model/object-index';
import type { Project } from '../../model/project';
import { isTemplated } from '../../model/templated';
import { suggest } from '../../schema/suggest';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { type Finding, type Fix, rule } from '../rule';

/** Listeners by the kinds of routes that they take where `allowedRoutes` does not say (Gateway API, Listener.protocol). */
const PROTOCOLS: Readonly<Record<string, readonly string[]>> = table({
  HTTPRoute: ['HTTP', 'HTTPS'],
  GRPCRoute: ['HTTP', 'HTTPS'],
  TLSRoute: ['TLS'],
  TCPRoute: ['TCP', 'TLS'],
  UDPRoute: ['UDP'],
});

export default rule({
  id: 'route-not-attached',
  summary: 'A route of the Gateway API names a Gateway or listener that does not take it.',
  severity: 'error',
  stage: 'traffic',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  aliases: ['popeye:POP-407'],
  scope: 'object',
  kinds: Object.keys(PROTOCOLS),

  *check(object, project) {
    const protocols = PROTOCOLS[object.kind.value];
    if (!protocols || object.group !== 'gateway.networking.k8s.io') return;
    for (const reference of referencesOf(object)) {
      if (reference.kind !== 'Gateway' || !/^spec\.parentRefs/.test(reference.value.path)) continue;
      const gateways = project.find('Gateway', reference.name.value, object, reference.namespace);
      const [gateway] = gateways;
      if (!gateway) yield* checkName(reference, project);
      // Several Gateways of a name are those of several environments.
      else if (gateways.length === 1 && gateway.group === object.group) yield* checkListeners(reference, gateway, protocols);
    }
  },
});

/** Gateways are often kept elsewhere: only a slip is certain. */
function* checkName({ from, name, namespace, value }: Reference, project: Project): Iterable<Finding> {
  const names = project.objects('Gateway').flatMap((one) => (one.name && sameNamespace(one.namespace?.value, namespace) ? one.name.value : []));
  const [near] = suggest(name.value, names);
  const written = value.get('name');
  if (near === undefined || near.length < 4 || !written || project.mayExistElsewhere('Gateway', name.value, from, namespace)) return;
  yield { at: name.at, severity: 'warning', message: message`No file defines the Gateway ${name.value}; did you mean ${near}?`, fix: use(written, near) };
}

function* checkListeners({ from, value, name }: Reference, gateway: KubeObject, protocols: readonly string[]): Iterable<Finding> {
  const listeners = gateway.value.items('spec', 'listeners');
  const names = listeners.flatMap((listener) => listener.string('name') ?? []);
  if (listeners.length === 0 || names.length < listeners.length || names.some((one) => isTemplated(one.value))) return;
  const related = [{ at: gateway.at, message: message`The Gateway is defined here.` }];
  const section = value.get('sectionName');
  const wanted = section?.string()?.value;
  const port = value.number('port');
  if (section && wanted !== undefined && !isTemplated(wanted) && !names.some((one) => one.value === wanted)) {
    const all = names.map((one) => one.value);
    const meant = suggest(wanted, all)[0] ?? (all.length === 1 ? all[0] : undefined);
    const fix = meant === undefined ? undefined : use(section, meant);
    yield { at: section.at, message: message`${describe(gateway)} has no listener ${wanted}; it has ${all}.`, related, ...(fix && { fix }) };
    return;
  }
  const chosen = listeners.filter((listener) => wanted === undefined || listener.string('name')?.value === wanted);
  if (port && chosen.every((listener) => listener.number('port') && listener.number('port')?.value !== port.value)) {
    const ports = chosen.map((listener) => String(listener.number('port')?.value));
    yield { at: port.at, message: message`${describe(gateway)} listens on ${ports} there, and not on ${port.value}.`, related };
    return;
  }
  const speaks = chosen.map((listener) => listener.string('protocol')?.value ?? '');
  if (speaks.every((one) => /^(?:HTTPS?|TLS|TCP|UDP)$/.test(one) && !protocols.includes(one))) {
    yield { at: section?.at ?? name.at, message: message`A ${from.kind.value} does not fit to a listener for ${[...new Set(speaks)]}.`, related };
  } else if (chosen.every((listener) => refusesNamespace(listener, from, gateway))) {
    const home = gateway.namespace?.value ?? '';
    yield { at: section?.at ?? name.at, message: message`The listeners of ${describe(gateway)} take routes of the namespace ${home} alone.`, related };
  }
}

/** `from: Same` is what holds where nothing is written. */
function refusesNamespace(listener: Value, { namespace: own }: KubeObject, { namespace: home }: KubeObject): boolean {
  const from = listener.get('allowedRoutes', 'namespaces', 'from');
  const isSame = from === undefined || from.kind === 'null' || from.plain === 'Same';
  return isSame && own !== undefined && home !== undefined && own.value !== home.value;
}

function use(value: Value, text: string): Fix {
  return { title: message`Use ${text}`, safe: false, edits: [replaceValue(value, text)] };
}
