import type { Located, Span } from '../text/span';
import type { Document } from '../yaml/node';
import { Value } from '../yaml/value';
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

/**
 * Reads the parts that all objects have. Undefined where apiVersion or kind is missing or no string. `value` is found
 * again from the document each time, so that an object does not keep the document's tree in memory.
 */
export function buildObject(value: Value): KubeObject | undefined {
  const facts = readFacts(value);
  return facts && new DocumentObject(value, facts);
}

/** An object that no file holds as it is: a base that an overlay changed. It keeps the tree that was made for it. */
export function fixedObject(value: Value, base: KubeObject): KubeObject | undefined {
  const facts = readFacts(value);
  return facts && { ...facts, file: base.file, value };
}

function readFacts(value: Value): Omit<KubeObject, 'value'> | undefined {
  const apiVersion = value.string('apiVersion');
  const kind = value.string('kind');
  if (!apiVersion || !kind || apiVersion.value === '' || kind.value === '') return undefined;
  const slash = apiVersion.value.indexOf('/');
  const name = known(value.string('metadata', 'name'));
  return {
    file: value.at.file,
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

class DocumentObject implements KubeObject {
  readonly file: string;
  readonly group: string;
  readonly version: string;
  readonly apiVersion: Located<string>;
  readonly kind: Located<string>;
  readonly name: Located<string> | undefined;
  readonly namespace: Located<string> | undefined;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly at: Span;
  readonly #document: Document;
  readonly #way: readonly (string | number)[];

  constructor(value: Value, facts: Omit<KubeObject, 'value'>) {
    this.#document = value.document;
    this.#way = wayTo(value);
    this.file = facts.file;
    this.group = facts.group;
    this.version = facts.version;
    this.apiVersion = facts.apiVersion;
    this.kind = facts.kind;
    this.name = facts.name;
    this.namespace = facts.namespace;
    this.labels = facts.labels;
    this.annotations = facts.annotations;
    this.at = facts.at;
  }

  get value(): Value {
    const root = Value.root(this.#document) as Value;
    return this.#way.length === 0 ? root : (root.get(...this.#way) as Value);
  }
}

function wayTo(value: Value): (string | number)[] {
  const way: (string | number)[] = [];
  for (let at: Value | undefined = value; at?.step !== undefined; at = at.parent) way.unshift(at.step);
  return way;
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
