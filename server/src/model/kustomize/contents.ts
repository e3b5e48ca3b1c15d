import type { Located } from '../../text/span';
import type { Value } from '../../yaml/value';
import type { SourceDocument } from '../document';
import { limited, type Rendered, type Sources, stepOf } from './evaluate';
import type { Kustomization } from './kustomization';

/** What lies below a kustomization, as it finds it before it changes anything. */
export interface Contents {
  readonly kustomization: Kustomization;
  readonly objects: readonly Named[];
  /** The same after the patches of the kustomization: what `images` and `replicas` are applied to. */
  readonly patched: readonly Rendered[];
  /** What generators below it and its own make, as kind and name. */
  readonly generated: readonly { readonly kind: string; readonly name: string; readonly own: boolean }[];
  /** The documents of a file that it names as a patch. */
  readonly rootsIn: (file: string) => readonly Value[];
  /** False where something may bring more: what is remote, missing or a template, charts and plugins. */
  readonly complete: boolean;
  /** Resources that lead back to the kustomization. */
  readonly loops: readonly Located<string>[];
}

export interface Named {
  readonly rendered: Rendered;
  /** The names by which it may be called: the one that is written, and those that prefixes and suffixes make of it. */
  readonly names: readonly string[];
}

const BRING_MORE = ['helmCharts', 'helmChartInflationGenerator', 'generators'];

/** Transformers of kustomize's own that neither bring objects nor give them other names or namespaces. */
const HARMLESS = ['LabelTransformer', 'AnnotationsTransformer', 'ImageTagTransformer', 'ReplicaCountTransformer'];

const GENERATORS = { configMapGenerator: 'ConfigMap', secretGenerator: 'Secret' } as const;

export function contentsOf(kustomization: Kustomization, all: Sources, documentsIn: (file: string) => readonly SourceDocument[]): Contents {
  const sources = limited(all);
  const generated: { kind: string; name: string; own: boolean }[] = [];
  const loops: Located<string>[] = [];
  let complete = true;

  function walk(one: Kustomization, above: readonly Kustomization[]): void {
    if (bringsMore(one, documentsIn)) complete = false;
    for (const { path, written } of [...one.resources, ...one.components]) {
      const inner = sources.kustomizationIn(path);
      const documents = documentsIn(path);
      if (inner && [...above, one].some(({ file }) => file === inner.file)) {
        if (inner.file === kustomization.file && above.length === 0) loops.push(written);
        else if (inner.file === kustomization.file) loops.push(entryOf(kustomization, above[1] ?? one, all) ?? written);
        complete = false;
      } else if (inner) walk(inner, [...above, one]);
      else if (documents.length === 0 || documents.some(isUncertain)) complete = false;
    }
    for (const [field, kind] of Object.entries(GENERATORS)) {
      for (const item of one.root.items(field)) generated.push({ kind, name: item.string('name')?.value ?? '', own: one === kustomization });
    }
  }

  walk(kustomization, []);
  const { given, patched } = stepOf(kustomization, all);
  return {
    kustomization,
    objects: given.filter(({ removed }) => !removed).map((rendered) => ({ rendered, names: rendered.names })),
    patched: patched.filter(({ removed }) => !removed),
    generated,
    rootsIn: sources.rootsIn,
    complete,
    loops,
  };
}

/** True for one that takes in what no file shows. */
export function bringsMore({ remotes, root, transformers }: Kustomization, documentsIn: (file: string) => readonly SourceDocument[]): boolean {
  if (remotes.length > 0 || BRING_MORE.some((field) => root.given(field))) return true;
  if (root.items('transformers').length > transformers.length) return true;
  return transformers.some(({ path }) => {
    const documents = documentsIn(path);
    return documents.length === 0 || !documents.every(({ root: transformer }) => transformer && isHarmless(transformer));
  });
}

function isHarmless(transformer: Value): boolean {
  return transformer.string('apiVersion')?.value === 'builtin' && HARMLESS.includes(transformer.string('kind')?.value ?? '');
}

function isUncertain({ classification, objects }: SourceDocument): boolean {
  return !['kubernetes', 'list', 'empty'].includes(classification.kind) || objects.some(({ name }) => !name);
}

/** The entry of a kustomization by which another one below it is reached. */
function entryOf(kustomization: Kustomization, below: Kustomization, sources: Sources): Located<string> | undefined {
  return [...kustomization.resources, ...kustomization.components].find(({ path }) => sources.kustomizationIn(path)?.file === below.file)?.written;
}
