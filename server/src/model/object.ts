import type { Located, Span } from '../text/span';
import type { Value } from '../yaml/value';
import { isTemplated } from './templated';

export type { Field, Value } from '../yaml/value';

/** One Kubernetes object as it stands in a file, also inside a List. */
export interface KubeObject {
  readonly file: string;
  readonly value: Value;
  /** `''` for the core group. */
  readonly group: string;
  readonly version: string;
  readonly apiVersion: Located<string>;
  readonly kind: Located<string>;
  /** Undefined where it is missing, generated or templated. */
  readonly name: Located<string> | undefined;
  /** As written; undefined where the namespace is left to kubectl, kustomize or Helm. */
  readonly namespace: Located<string> | undefined;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** A short place that stands for the object: its name, or its kind. */
  readonly at: Span;
}

/** Labels or annotations. A value that is no string in YAML is kept as the text it is written as. */
export type Labels = ReadonlyMap<string, Located<string>>;

/** Reads the parts that all objects have. Undefined where apiVersion or kind is missing or no string. */
export function buildObject(value: Value): KubeObject | undefined {
  const apiVersion = value.string('apiVersion');
  const kind = value.string('kind');
  if (!apiVersion || !kind || apiVersion.value === '' || kind.value === '') return undefined;
  const slash = apiVersion.value.indexOf('/');
  const name = known(value.string('metadata', 'name'));
  return {
    file: value.at.file,
    value,
    group: slash < 0 ? '' : apiVersion.value.slice(0, slash),
    version: apiVersion.value.slice(slash + 1),
    apiVersion,
    kind,
    name,
    namespace: known(value.string('metadata', 'namespace')),
    labels: readLabels(value.get('metadata', 'labels')),
    annotations: readLabels(value.get('metadata', 'annotations')),
    at: name?.at ?? value.string('metadata', 'name')?.at ?? kind.at,
  };
}

/** The entries of a map of strings. */
export function readLabels(value: Value | undefined): Labels {
  const labels = new Map<string, Located<string>>();
  for (const field of value?.fields() ?? []) {
    const words = field.value.words;
    if (words !== undefined) labels.set(field.name, { value: words, at: field.value.at });
  }
  return labels;
}

/** A located text, unless it is a template whose value is not known. */
export function known(text: Located<string> | undefined): Located<string> | undefined {
  return text && !isTemplated(text.value) && text.value !== '' ? text : undefined;
}

/** How an object is called in messages: `Deployment shop/web`, or the kind alone where the name is not known. */
export function describe(object: KubeObject): string {
  const name = object.name?.value;
  return name === undefined ? object.kind.value : `${object.kind.value} ${object.namespace ? `${object.namespace.value}/` : ''}${name}`;
}
