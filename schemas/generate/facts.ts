/** What the API of Kubernetes is at one minor, as far as a source tells. */
export interface Facts {
  /** By short name, such as `core.v1.PodSpec`. */
  readonly definitions: Map<string, DefinitionFacts>;
  readonly kinds: KindFacts[];
  /** Closed lists of values, by `core.v1.ContainerPort#protocol`. */
  readonly enums: Map<string, readonly string[]>;
}

export interface DefinitionFacts {
  readonly description: string;
  readonly fields: Map<string, FieldFacts>;
}

export interface FieldFacts {
  readonly type: TypeCode;
  readonly required: boolean;
  readonly description: string;
}

export interface KindFacts {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly definition: string;
}

/**
 * A type in a few letters, from the outside in: `[` a list of, `{` a map of, then a leaf: `s` string, `b` boolean,
 * `i` int32, `I` int64, `n` number, `q` quantity, `x` integer or string, `t` time, `y` bytes, `*` anything, or `@` and
 * the short name of a definition. `?` and a name stands for what could not be resolved.
 */
export type TypeCode = string;

/** The leaf of a type code: without `[` and `{`. */
export function leafOf(type: TypeCode): string {
  return type.replace(/^[[{]+/, '');
}

/** A type code with another leaf. */
export function withLeaf(type: TypeCode, leaf: string): TypeCode {
  return type.slice(0, type.length - leafOf(type).length) + leaf;
}

/** Names that kinds and referrers of a source have for a definition: the kind without group. */
export function kindOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** `io.k8s.api.core.v1.Pod` -> `core.v1.Pod`, `io.k8s.apimachinery.pkg.apis.meta.v1.Time` -> `meta.v1.Time`. */
export function shortName(official: string): string {
  return official
    .replace(/^io\.k8s\.api\./, '')
    .replace(/^io\.k8s\.apimachinery\.pkg\.apis\.meta\./, 'meta.')
    .replace(/^io\.k8s\.(?:apiextensions-apiserver|kube-aggregator)\.pkg\.apis\./, '')
    .replace(/^io\.k8s\.apimachinery\.pkg\.api\.resource\.Quantity$/, 'Quantity')
    .replace(/^io\.k8s\.apimachinery\.pkg\.util\.intstr\.IntOrString$/, 'IntOrString')
    .replace(/^io\.k8s\.apimachinery\.pkg\.(runtime|version)\./, '$1.');
}

/** The first part of a short name for an API group: `networking.k8s.io` -> `networking`, `''` -> `core`. */
export function groupPrefix(group: string): string {
  if (group === '') return 'core';
  if (group === 'internal.apiserver.k8s.io') return 'apiserverinternal';
  return group.replace(/\.k8s\.io$/, '').replace(/\.(?:authorization|apiserver)$/, '');
}

const LEAVES = new Map([
  ['Quantity', 'q'],
  ['IntOrString', 'x'],
  ['meta.v1.Time', 't'],
  ['meta.v1.MicroTime', 't'],
  ['runtime.RawExtension', '*'],
  ['meta.v1.FieldsV1', '*'],
  ['meta.v1.Patch', '*'],
  ['meta.v1.Fields', '*'],
]);
const FREE = /^apiextensions\.v1(?:beta1)?\.(?:JSON|JSONSchemaPropsOr\w+|CustomResourceSubresourceStatus)$/;

/** The code of a definition that is written as a scalar or is free; undefined for all others. */
export function leafCode(name: string): string | undefined {
  return LEAVES.get(name) ?? (FREE.test(name) ? '*' : undefined);
}
