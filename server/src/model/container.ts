import { type ImageReference, parseImageReference } from '../docker/image-reference';
import { type Message, message } from '../text/message';
import type { Located, Span } from '../text/span';
import type { Value } from '../yaml/value';
import { known } from './object';
import type { Pod } from './pod';
import { parseQuantity } from './quantity';

/** A container of a pod, init and ephemeral ones included. */
export interface Container {
  readonly pod: Pod;
  readonly value: Value;
  /** `sidecar`: an init container that keeps running (`restartPolicy: Always`). */
  readonly role: 'main' | 'init' | 'sidecar' | 'ephemeral';
  readonly name: Located<string> | undefined;
  /** Where findings about the container as a whole belong: its name, or its first key. */
  readonly at: Span;
  /** Undefined where it is missing or templated. */
  readonly image: Located<string> | undefined;
  /** The image's name taken apart; undefined where it is not known, or no registry client would accept it. */
  readonly reference: ImageReference | undefined;
  readonly command: readonly Located<string>[];
  readonly arguments: readonly Located<string>[];
  readonly ports: readonly ContainerPort[];
  readonly environment: readonly EnvironmentVariable[];
  readonly environmentFrom: readonly EnvironmentSource[];
  readonly probes: readonly Probe[];
  readonly hooks: readonly Hook[];
  readonly mounts: readonly VolumeMount[];
  readonly requests: Resources;
  readonly limits: Resources;
}

export interface ContainerPort {
  readonly value: Value;
  readonly name: Located<string> | undefined;
  readonly number: Located<number> | undefined;
  readonly hostPort: Located<number> | undefined;
  readonly hostIP: string;
  /** `TCP` where none is written. */
  readonly protocol: string;
}

export interface EnvironmentVariable {
  readonly item: Value;
  readonly name: Located<string> | undefined;
  /** A literal value; `''` where neither value nor source is written. */
  readonly literal: Located<string> | undefined;
  /** The key a value comes from: `configMapKeyRef`, `secretKeyRef`, `fieldRef` …, and what stands below it. */
  readonly source: { readonly kind: string; readonly value: Value } | undefined;
}

export interface EnvironmentSource {
  readonly item: Value;
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: Located<string> | undefined;
  readonly prefix: string;
  readonly optional: boolean;
}

/** What a probe or lifecycle hook does. */
export interface Handler {
  readonly kind: 'httpGet' | 'tcpSocket' | 'grpc' | 'exec' | 'sleep';
  readonly value: Value;
  readonly port: Located<string | number> | undefined;
  /** Of httpGet: `/` where none is written. */
  readonly path: Located<string> | undefined;
  readonly command: readonly Located<string>[];
}

export interface Probe {
  readonly kind: 'liveness' | 'readiness' | 'startup';
  readonly value: Value;
  readonly handlers: readonly Handler[];
  /** In seconds, with the server's defaults applied. */
  readonly initialDelay: number;
  readonly period: number;
  readonly timeout: number;
  readonly failureThreshold: number;
  readonly successThreshold: number;
}

export interface Hook {
  readonly kind: 'postStart' | 'preStop';
  readonly value: Value;
  readonly handlers: readonly Handler[];
}

export interface VolumeMount {
  readonly value: Value;
  readonly name: Located<string> | undefined;
  readonly path: Located<string> | undefined;
  readonly subPath: Located<string> | undefined;
  readonly readOnly: boolean;
}

/** Requests or limits by resource name. */
export type Resources = ReadonlyMap<string, Quantity>;

export interface Quantity extends Located<string> {
  readonly name: string;
  readonly key: Span;
  /** In cores, bytes or pieces; undefined where the text is no quantity. */
  readonly amount: number | undefined;
  readonly node: Value;
}

export function buildContainer(value: Value, pod: Pod, list: 'containers' | 'initContainers' | 'ephemeralContainers'): Container {
  const name = known(value.string('name'));
  const image = known(value.string('image'));
  return {
    pod,
    value,
    role:
      list === 'containers' ? 'main' : list === 'ephemeralContainers' ? 'ephemeral' : value.string('restartPolicy')?.value === 'Always' ? 'sidecar' : 'init',
    name,
    at: value.string('name')?.at ?? value.headAt,
    image,
    reference: image && parseImageReference(image.value),
    command: value.strings('command'),
    arguments: value.strings('args'),
    ports: value.items('ports').map(readPort),
    environment: value.items('env').map(readVariable),
    environmentFrom: value.items('envFrom').flatMap(readEnvironmentSource),
    probes: (['liveness', 'readiness', 'startup'] as const).flatMap((kind) => readProbe(kind, value.given(`${kind}Probe`))),
    hooks: (['postStart', 'preStop'] as const).flatMap((kind) => readHook(kind, value.given('lifecycle', kind))),
    mounts: value.items('volumeMounts').map(readMount),
    requests: readResources(value.get('resources', 'requests')),
    limits: readResources(value.get('resources', 'limits')),
  };
}

/** True where a registry client would accept the text as the name of an image. */
export function isImageName(text: string): boolean {
  return parseImageReference(text) !== undefined;
}

/** How a container is called at the beginning of a sentence. */
export function describeContainer({ name }: Container): Message {
  return name ? message`Container ${name.value}` : message`This container`;
}

export function readResources(value: Value | undefined): Resources {
  const resources = new Map<string, Quantity>();
  for (const { name, at, value: node } of value?.fields() ?? []) {
    const words = node.words;
    if (words !== undefined) resources.set(name, { name, key: at, value: words, at: node.at, amount: parseQuantity(words), node });
  }
  return resources;
}

/** A number or a string that stands for a port; anything else is undefined. */
export function readPortReference(value: Value | undefined): Located<string | number> | undefined {
  const plain = value?.plain;
  return value && (typeof plain === 'number' || typeof plain === 'string') ? { value: plain, at: value.at } : undefined;
}

function readPort(value: Value): ContainerPort {
  return {
    value,
    name: value.string('name'),
    number: value.number('containerPort'),
    hostPort: value.number('hostPort'),
    hostIP: value.string('hostIP')?.value ?? '',
    protocol: value.string('protocol')?.value ?? 'TCP',
  };
}

function readVariable(item: Value): EnvironmentVariable {
  const from = item.given('valueFrom')?.fields()[0];
  const literal = item.given('value');
  return {
    item,
    name: item.string('name'),
    literal: literal?.words === undefined ? undefined : { value: literal.words, at: literal.at },
    source: from && { kind: from.name, value: from.value },
  };
}

function readEnvironmentSource(item: Value): EnvironmentSource[] {
  const prefix = item.string('prefix')?.value ?? '';
  return (['ConfigMap', 'Secret'] as const).flatMap((kind) => {
    const value = item.given(kind === 'ConfigMap' ? 'configMapRef' : 'secretRef');
    if (!value) return [];
    return [{ item, kind, name: known(value.string('name')), prefix, optional: value.boolean('optional')?.value ?? false }];
  });
}

function readProbe(kind: Probe['kind'], value: Value | undefined): Probe[] {
  if (value?.kind !== 'map') return [];
  const seconds = (name: string, fallback: number) => {
    const written = value.number(name)?.value;
    // The server takes 0 for "not set", except for the initial delay, where both mean the same.
    return written === undefined || written === 0 ? fallback : written;
  };
  return [
    {
      kind,
      value,
      handlers: readHandlers(value),
      initialDelay: seconds('initialDelaySeconds', 0),
      period: seconds('periodSeconds', 10),
      timeout: seconds('timeoutSeconds', 1),
      failureThreshold: seconds('failureThreshold', 3),
      successThreshold: seconds('successThreshold', 1),
    },
  ];
}

function readHook(kind: Hook['kind'], value: Value | undefined): Hook[] {
  return value?.kind === 'map' ? [{ kind, value, handlers: readHandlers(value) }] : [];
}

function readHandlers(value: Value): Handler[] {
  return (['httpGet', 'tcpSocket', 'grpc', 'exec', 'sleep'] as const).flatMap((kind) => {
    const handler = value.given(kind);
    if (!handler) return [];
    return [{ kind, value: handler, port: readPortReference(handler.get('port')), path: handler.string('path'), command: handler.strings('command') }];
  });
}

function readMount(value: Value): VolumeMount {
  return {
    value,
    name: value.string('name'),
    path: value.string('mountPath'),
    subPath: value.string('subPath') ?? value.string('subPathExpr'),
    readOnly: value.boolean('readOnly')?.value ?? false,
  };
}
