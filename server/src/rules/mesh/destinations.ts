import { valuesAt } from '../../model/graph/edges';
import { type KubeObject, known, type Value } from '../../model/object';
import type { Project } from '../../model/project';
import type { Located } from '../../text/span';

/** A place in a VirtualService or DestinationRule that names a host of the mesh. */
export interface Destination {
  readonly host: Located<string>;
  /** The value that holds the host. */
  readonly written: Value;
  readonly subset: Located<string> | undefined;
  readonly port: Located<number> | undefined;
}

/** A Service as a host of the mesh names it: `web`, `web.shop`, `web.shop.svc`, `web.shop.svc.cluster.local`. */
export interface ServiceName {
  readonly name: string;
  readonly namespace: string | undefined;
}

const ROUTES = [
  'spec.http[].route[].destination',
  'spec.http[].mirror',
  'spec.http[].mirrors[].destination',
  'spec.tcp[].route[].destination',
  'spec.tls[].route[].destination',
];

export function isOfIstio({ group }: KubeObject): boolean {
  return group === 'networking.istio.io';
}

export function destinationsOf(object: KubeObject): Destination[] {
  if (!isOfIstio(object)) return [];
  const holders = object.kind.value === 'VirtualService' ? ROUTES.flatMap((way) => valuesAt(object.value, way)) : [];
  if (object.kind.value === 'DestinationRule') holders.push(...valuesAt(object.value, 'spec'));
  return holders.flatMap((holder) => {
    const host = known(holder.string('host'));
    const written = holder.get('host');
    return host && written ? [{ host, written, subset: known(holder.string('subset')), port: holder.number('port', 'number') }] : [];
  });
}

/** Undefined for a host that is no Service: with a wildcard, or outside of the cluster. */
export function serviceNameOf(host: string, from: KubeObject): ServiceName | undefined {
  const [name, namespace, ...rest] = host.split('.');
  if (name === undefined || name === '' || host.includes('*')) return undefined;
  if (namespace === undefined) return { name, namespace: from.namespace?.value };
  return rest.length === 0 || rest.join('.') === 'svc' || rest.join('.') === 'svc.cluster.local' ? { name, namespace } : undefined;
}

/** The DestinationRules that say something about a Service. */
export function rulesAbout({ name, namespace }: ServiceName, project: Project): readonly KubeObject[] {
  return project.objects('DestinationRule', 'networking.istio.io').filter((rule) => {
    const host = rule.value.string('spec', 'host')?.value;
    const meant = host === undefined ? undefined : serviceNameOf(host, rule);
    return meant?.name === name && (meant.namespace === undefined || namespace === undefined || meant.namespace === namespace);
  });
}
