import type { Document } from '../yaml/node';
import { Value } from '../yaml/value';
import { type Classification, classifyDocument } from './classify';
import { buildObject, type KubeObject } from './object';

/** One YAML document of a file and what it was taken for. */
export interface SourceDocument {
  readonly file: string;
  readonly source: Document;
  readonly root: Value | undefined;
  readonly classification: Classification;
  /** The Kubernetes objects in it: one, or the items of a List. */
  readonly objects: readonly KubeObject[];
}

/** What classification knows of the surroundings of a file. */
export interface Surroundings {
  /** The name of the Helm chart in whose `templates/` the file lies. */
  readonly chart: string | undefined;
  /** The kustomization that names the file as a patch. */
  readonly kustomization: string | undefined;
}

/** A file that nothing around it makes something else than it looks like. */
export const NOWHERE: Surroundings = { chart: undefined, kustomization: undefined };

export function buildDocument(file: string, source: Document, surroundings: Surroundings): SourceDocument {
  const root = Value.root(source);
  const classification = classifyDocument(file, source, root, surroundings);
  const isObject = classification.kind === 'kubernetes' || classification.kind === 'list';
  return new ReadDocument(file, source, classification, isObject && root ? objectsIn(root, 0) : []);
}

/** Asks the document for its root each time, so as not to keep its tree in memory. */
class ReadDocument implements SourceDocument {
  constructor(
    readonly file: string,
    readonly source: Document,
    readonly classification: Classification,
    readonly objects: readonly KubeObject[],
  ) {}

  get root(): Value | undefined {
    return Value.root(this.source);
  }
}

/** Lists may hold Lists; the API server unpacks them, kubectl too. */
function objectsIn(root: Value, depth: number): KubeObject[] {
  const kind = root.string('kind')?.value;
  if (kind?.endsWith('List') && root.get('items')?.kind === 'list' && depth < 10) {
    return root.items('items').flatMap((item) => (item.kind === 'map' ? objectsIn(item, depth + 1) : []));
  }
  const object = buildObject(root);
  return object ? [object] : [];
}
