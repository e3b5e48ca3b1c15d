import { folderOf } from '../../text/path';
import type { SourceDocument } from '../document';
import type { KubeObject, Labels } from '../object';
import { bringsMore, type Contents, contentsOf } from './contents';
import { evaluate, type Rendered, type Sources } from './evaluate';
import { type Kustomization, type NamedPath, readKustomization } from './kustomization';

/** An object as one overlay makes it. */
export interface Variant {
  readonly overlay: Kustomization;
  readonly object: KubeObject;
  readonly uncertain: boolean;
  /** The overlay takes it away. */
  readonly removed: boolean;
}

/**
 * The kustomizations of a workspace, which of them are ends of a tree (no other one takes them in), and what those make.
 * Trees are evaluated when somebody asks for one of their objects, and again after a file in them changed.
 */
export class KustomizeIndex {
  readonly all: readonly Kustomization[];
  readonly #documentsOf: (file: string) => readonly SourceDocument[];
  readonly #byFolder = new Map<string, Kustomization>();
  /** File -> the ends whose trees it is in. */
  readonly #ends = new Map<string, Kustomization[]>();
  readonly #contents = new Map<string, Contents>();
  readonly #renaming: readonly Kustomization[];
  readonly #labels = new Map<string, Labels>();
  readonly #evaluated = new Map<Kustomization, ReadonlyMap<KubeObject, readonly Rendered[]>>();

  constructor(kustomizations: readonly SourceDocument[], documentsOf: (file: string) => readonly SourceDocument[]) {
    this.#documentsOf = documentsOf;
    for (const { file, root } of kustomizations) {
      if (!root) continue;
      const read = readKustomization(file, root);
      this.#byFolder.set(read.folder, read);
    }
    this.all = [...this.#byFolder.values()];
    this.#renaming = this.all.filter(({ namePrefix, nameSuffix }) => namePrefix !== '' || nameSuffix !== '');
    const taken = new Set(this.all.flatMap(({ resources, components }) => [...resources, ...components].map(({ path }) => path)));
    for (const end of this.all) {
      if (!taken.has(end.folder)) for (const file of this.#filesIn(end, new Set())) this.#ends.set(file, [...(this.#ends.get(file) ?? []), end]);
    }
  }

  get isEmpty(): boolean {
    return this.#byFolder.size === 0;
  }

  /** What lies below the kustomization of a file. */
  contentsOf(file: string): Contents | undefined {
    const kustomization = this.#byFolder.get(folderOf(file));
    if (kustomization?.file !== file) return undefined;
    const known = this.#contents.get(file) ?? contentsOf(kustomization, this.#sources, this.#documentsOf);
    this.#contents.set(file, known);
    return known;
  }

  /** True where a file ends up with something that no file shows: a remote base, a chart, a plugin, a resource that is missing. */
  mayBringMore(file: string): boolean {
    const isMissing = ({ path }: NamedPath) => !this.#byFolder.has(path) && this.#documentsOf(path).length === 0;
    return this.endsOf(file).some((end) =>
      this.#tree(end, new Set()).some((one) => bringsMore(one, this.#documentsOf) || [...one.resources, ...one.components].some(isMissing)),
    );
  }

  /** The overlays that a file ends up in. */
  endsOf(file: string): readonly Kustomization[] {
    return this.#ends.get(file) ?? [];
  }

  /** What the overlays make of an object; empty where it is in none. */
  variantsOf(object: KubeObject): readonly Variant[] {
    return this.endsOf(object.file).flatMap((overlay) =>
      (this.#evaluate(overlay).get(object) ?? []).map(({ object: made, uncertain, removed }) => ({ overlay, object: made, uncertain, removed })),
    );
  }

  /** Files with objects in the trees that a patch or kustomization is part of. */
  filesBeside(file: string): ReadonlySet<string> {
    const files = new Set<string>();
    for (const end of this.endsOf(file)) for (const base of this.#evaluate(end).keys()) files.add(base.file);
    return files;
  }

  /** Labels that the overlays of a file add to pods and to selectors alike. */
  labelsOf(file: string): Labels {
    const known = this.#labels.get(file);
    if (known) return known;
    const labels = new Map();
    this.#labels.set(file, labels);
    for (const end of this.endsOf(file)) for (const one of this.#tree(end, new Set())) for (const [key, value] of one.labels) labels.set(key, value);
    return labels;
  }

  /** True where some overlay gives an object of one of `names` the name that is asked for. */
  mayBeNamed(name: string, isKnown: (name: string) => boolean): boolean {
    return this.#renaming.some(({ namePrefix, nameSuffix }) => {
      if (!name.startsWith(namePrefix) || !name.endsWith(nameSuffix)) return false;
      return isKnown(name.slice(namePrefix.length, name.length - nameSuffix.length));
    });
  }

  /** A file changed that is no kustomization: trees that hold it are evaluated again. */
  changed(file: string): void {
    if (this.endsOf(file).length > 0) this.#contents.clear();
    for (const end of this.endsOf(file)) this.#evaluated.delete(end);
  }

  get #sources(): Sources {
    return {
      objectsIn: (file) => this.#documentsOf(file).flatMap(({ objects }) => objects),
      rootsIn: (file) => this.#documentsOf(file).flatMap(({ root }) => root ?? []),
      kustomizationIn: (folder) => this.#byFolder.get(folder),
    };
  }

  #evaluate(end: Kustomization): ReadonlyMap<KubeObject, readonly Rendered[]> {
    const known = this.#evaluated.get(end);
    if (known) return known;
    const made = new Map<KubeObject, Rendered[]>();
    for (const one of evaluate(end, this.#sources)) made.set(one.base, [...(made.get(one.base) ?? []), one]);
    this.#evaluated.set(end, made);
    return made;
  }

  #tree(end: Kustomization, seen: Set<string>): Kustomization[] {
    if (seen.has(end.file)) return [];
    seen.add(end.file);
    const inner = [...end.resources, ...end.components].flatMap(({ path }) => this.#byFolder.get(path) ?? []);
    return [end, ...inner.flatMap((one) => this.#tree(one, seen))];
  }

  #filesIn(end: Kustomization, seen: Set<string>): Set<string> {
    const files = new Set<string>();
    for (const { file, resources, components, patches, replacementFiles, transformers } of this.#tree(end, seen)) {
      files.add(file);
      for (const { path } of [...replacementFiles, ...transformers]) files.add(path);
      for (const { path } of [...resources, ...components]) if (!this.#byFolder.has(path)) files.add(path);
      for (const patch of patches) if (patch.file) files.add(patch.file.path);
    }
    return files;
  }
}
