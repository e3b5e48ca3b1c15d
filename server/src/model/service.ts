import type { Located } from '../text/span';
import type { Node } from '../yaml/node';
import type { Value } from '../yaml/value';
import { readPortReference } from './container';
import { type KubeObject, known } from './object';
import { readPlainSelector, type Selector } from './selector';

export interface Service {
  readonly object: KubeObject;
  /** `ClusterIP` where none is written. */
  readonly type: string;
  readonly headless: boolean;
  readonly selector: Selector | undefined;
  readonly ports: readonly ServicePort[];
}

export interface ServicePort {
  readonly value: Value;
  readonly name: Located<string> | undefined;
  readonly port: Located<number> | undefined;
  /** As written; where it is left out, the server takes `port`. */
  readonly targetPort: Located<string | number> | undefined;
  readonly nodePort: Located<number> | undefined;
  /** `TCP` where none is written. */
  readonly protocol: string;
}

/** By the node of the object: when its document's tree is released, its Service goes with it. */
const SERVICES = new WeakMap<Node, Service>();

/** The Service that an object is, built once for each reading of its document. */
export function serviceOf(object: KubeObject): Service | undefined {
  if (object.kind.value !== 'Service' || object.group !== '') return undefined;
  const { node } = object.value;
  const service = SERVICES.get(node) ?? buildService(object);
  SERVICES.set(node, service);
  return service;
}

function buildService(object: KubeObject): Service {
  const spec = object.value.get('spec');
  return {
    object,
    type: spec?.string('type')?.value ?? 'ClusterIP',
    headless: spec?.string('clusterIP')?.value === 'None',
    selector: readPlainSelector(spec?.get('selector')),
    ports: (spec?.items('ports') ?? []).map((value) => ({
      value,
      name: value.string('name'),
      port: value.number('port'),
      targetPort: readPortReference(value.get('targetPort')),
      nodePort: value.number('nodePort'),
      protocol: value.string('protocol')?.value ?? 'TCP',
    })),
  };
}

export interface Ingress {
  readonly object: KubeObject;
  readonly backends: readonly IngressBackend[];
}

/** One place where an Ingress names a Service. */
export interface IngressBackend {
  readonly value: Value;
  readonly service: Located<string> | undefined;
  /** The Service's port by number or by name. */
  readonly port: Located<string | number> | undefined;
  readonly path: Located<string> | undefined;
  readonly host: Located<string> | undefined;
}

/**
 * In the place of a port this says that the backend is no Service but an action that an annotation describes
 * (AWS Load Balancer Controller, guide/ingress/annotations, "actions").
 */
export const ANNOTATED = 'use-annotation';

/** Reads networking.k8s.io/v1 backends and the older `serviceName`/`servicePort` shape. */
export function buildIngress(object: KubeObject): Ingress | undefined {
  if (object.kind.value !== 'Ingress' || (object.group !== 'networking.k8s.io' && object.group !== 'extensions')) return undefined;
  const spec = object.value.get('spec');
  const backends: IngressBackend[] = [];
  const add = (value: Value | undefined, host?: Located<string>, path?: Located<string>) => {
    if (value?.kind !== 'map' || value.given('resource')) return;
    const service = known(value.string('service', 'name') ?? value.string('serviceName'));
    const port = readPortReference(value.get('service', 'port', 'number') ?? value.get('service', 'port', 'name') ?? value.get('servicePort'));
    if (port?.value === ANNOTATED) return;
    backends.push({ value, service, port, host, path });
  };
  add(spec?.get('defaultBackend') ?? spec?.get('backend'));
  for (const rule of spec?.items('rules') ?? []) {
    for (const path of rule.items('http', 'paths')) add(path.get('backend'), rule.string('host'), path.string('path'));
  }
  return { object, backends };
}
