import type { Value } from '../yaml/value';
import type { KubeObject } from './object';
import { ANNOTATED } from './service';
import { isTemplated } from './templated';

/** One host and path of an Ingress. */
export interface IngressRoute {
  /** Equal for routes that match the same requests. */
  readonly key: string;
  /** As people write it: `shop.example.com/cart`. */
  readonly shown: string;
  /** The path. */
  readonly value: Value;
  readonly service: string | undefined;
}

const ROUTES = new WeakMap<KubeObject, readonly IngressRoute[]>();

/** The routes of an Ingress, read once for each object; those that are filled in later are left out. */
export function ingressRoutes(object: KubeObject): readonly IngressRoute[] {
  const known = ROUTES.get(object);
  if (known) return known;
  const routes = object.value.items('spec', 'rules').flatMap((rule) => {
    const host = rule.string('host')?.value ?? '';
    return rule.items('http', 'paths').flatMap((item) => readRoute(item, host));
  });
  ROUTES.set(object, routes);
  return routes;
}

function readRoute(item: Value, host: string): IngressRoute[] {
  const path = item.string('path');
  const value = item.get('path');
  if (!path || !value || isTemplated(host) || isTemplated(path.value)) return [];
  if ((item.string('backend', 'service', 'port', 'name') ?? item.string('backend', 'servicePort'))?.value === ANNOTATED) return [];
  const service = item.string('backend', 'service', 'name')?.value ?? item.string('backend', 'serviceName')?.value;
  return [{ key: `${host} ${path.value} ${item.string('pathType')?.value ?? ''}`, shown: `${host}${path.value}`, value, service }];
}
