/**
 * Where objects name other objects. A way leads from the object (or from the pod's spec) to the map that holds the name;
 * `[]` stands for every item of a list.
 */
export interface ReferenceRow {
  /** Kinds whose objects have it; `Pod` rows are relative to the pod's spec of every workload. */
  readonly from: readonly string[];
  readonly way: string;
  /** Key of the name in that map; `''` where the way leads to the name itself. */
  readonly name: string;
  /** Kind that is named; undefined where `kindKey` says it. */
  readonly to?: string;
  /** Key that holds the kind, and the kind where it is left out. */
  readonly kindKey?: string;
  readonly fallback?: string;
  /** Key that holds the namespace; without it the target lies in the namespace of the object. */
  readonly namespaceKey?: string;
  /** The target has no namespace. */
  readonly clusterScoped?: boolean;
  /** Where the same map names keys of the target's data: a key, or a way to a list of maps with it. */
  readonly dataKey?: string;
  /** Where the same map names a port of the target. */
  readonly portKeys?: readonly string[];
  /** A way from the object to a port of the target that stands elsewhere: a name is that of its port, a number one of the pods behind it. */
  readonly portOrTarget?: string;
  /** Key in that map that makes the name one of another kind where it is true. */
  readonly unless?: string;
  /** The name is written as `namespace/name`; where that is optional, a name alone lies in the namespace of the object. */
  readonly qualified?: 'always' | 'optional';
  /** A word that stands for something else than an object. */
  readonly reserved?: string;
  /** Group of the object, where other groups have a kind of that name with a field of the same way. */
  readonly group?: string;
}

/** Stands for every kind in `from`. */
export const ANY_KIND = '*';

/** What a row may say beyond who names what, and where. */
export type Details = Omit<ReferenceRow, 'from' | 'way' | 'name' | 'to' | 'kindKey' | 'fallback'>;

export const CLUSTER_WIDE: Details = { clusterScoped: true };
export const WITH_NAMESPACE: Details = { namespaceKey: 'namespace' };

export const QUALIFIED: Details = { qualified: 'always' };
export const MAYBE_QUALIFIED: Details = { qualified: 'optional' };

/** The name is the value of an annotation. */
export function annotation(from: readonly string[], name: string, to: string, details: Details = {}): ReferenceRow {
  return { from, way: 'metadata.annotations', name, to, ...details };
}

/** The name stands alone: `spec.storageClassName`. */
export function plain(from: readonly string[], way: string, to: string, details: Details = {}): ReferenceRow {
  return { from, way, name: '', to, ...details };
}

/** The name stands in a map: `secretRef: { name: … }`. */
export function named(from: readonly string[], way: string, to: string, details: Details = {}): ReferenceRow {
  return { from, way, name: 'name', to, ...details };
}

/** The kind stands beside the name, unless it is the one that is meant where none is written. */
export function ofKind(from: readonly string[], way: string, fallback: string | undefined, details: Details = {}): ReferenceRow {
  return { from, way, name: 'name', kindKey: 'kind', ...(fallback !== undefined && { fallback }), ...details };
}
