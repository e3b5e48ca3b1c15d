import type { Surroundings } from '../model/document';
import { baseName, folderOf, resolvePath } from '../text/path';
import type { Document } from '../yaml/node';
import { Value } from '../yaml/value';

const KUSTOMIZATION = /^kustomization(?:\.ya?ml)?$/i;

/**
 * What lies around files and decides what their documents are: charts, whose `templates/` hold templates, and
 * kustomizations, which name their patches. A patch cannot be told by its own content.
 */
export class SurroundingsIndex {
  readonly #charts = new Set<string>();
  readonly #patches = new Map<string, readonly string[]>();
  /** The kustomizations that name a file as a patch. */
  readonly #namers = new Map<string, readonly string[]>();

  of(file: string): Surroundings {
    return { chart: this.#chartOf(file), kustomization: this.#namers.get(file)?.[0] };
  }

  /** Takes note of a file (undefined: it is gone). True where other files may now be something else than before. */
  update(file: string, documents: readonly Document[] | undefined): boolean {
    const name = baseName(file);
    if (name === 'Chart.yaml') {
      const folder = folderOf(file);
      const known = this.#charts.has(folder);
      if (documents) this.#charts.add(folder);
      else this.#charts.delete(folder);
      return known !== (documents !== undefined);
    }
    if (!KUSTOMIZATION.test(name)) return false;
    const before = this.#patches.get(file) ?? [];
    const now = (documents ?? []).flatMap((document) => patchesIn(file, document));
    if (before.join('\n') === now.join('\n')) return false;
    for (const patch of before) this.#name(patch, (namers) => namers.filter((namer) => namer !== file));
    for (const patch of now) this.#name(patch, (namers) => [...namers, file].sort());
    if (now.length > 0) this.#patches.set(file, now);
    else this.#patches.delete(file);
    return true;
  }

  #name(patch: string, change: (namers: readonly string[]) => readonly string[]): void {
    const namers = change(this.#namers.get(patch) ?? []);
    if (namers.length > 0) this.#namers.set(patch, namers);
    else this.#namers.delete(patch);
  }

  #chartOf(file: string): string | undefined {
    if (this.#charts.size === 0) return undefined;
    for (let folder = folderOf(file); folder !== ''; folder = folderOf(folder)) {
      const chart = folderOf(folder);
      if (baseName(folder) === 'templates' && this.#charts.has(chart)) return baseName(chart);
      if (folder === '/') return undefined;
    }
    return undefined;
  }
}

/** The files that a kustomization names as patches. */
function patchesIn(file: string, document: Document): string[] {
  const root = Value.root(document);
  if (!root) return [];
  const named = [
    ...root.strings('patchesStrategicMerge'),
    ...root.items('patches').flatMap((item) => item.string('path') ?? []),
    // As kustomize read it before version 2.1.
    ...root.strings('patches'),
    ...root.items('patchesJson6902').flatMap((item) => item.string('path') ?? []),
  ];
  // A patch may also stand in the kustomization itself, as a text of several lines.
  return named.filter(({ value }) => !value.includes('\n')).map(({ value }) => resolvePath(folderOf(file), value));
}
