import type { KubeObject } from './object';

/** Objects as the commit has them that the workspace is compared with: of files that may differ from it, read when asked for. */
export class CommittedIndex {
  readonly #files = new Map<string, { readonly read: () => readonly KubeObject[]; objects?: readonly KubeObject[] }>();

  set(file: string, read: (() => readonly KubeObject[]) | undefined): void {
    if (read) this.#files.set(file, { read });
    else this.#files.delete(file);
  }

  /** The same object in the commit: that of its file, or where it stood in another file, the only one of its name. */
  find(object: KubeObject): KubeObject | undefined {
    if (this.#files.size === 0 || object.name === undefined) return undefined;
    const isSame = (other: KubeObject) =>
      other.kind.value === object.kind.value &&
      other.group === object.group &&
      other.name?.value === object.name?.value &&
      other.namespace?.value === object.namespace?.value;
    const own = this.#objectsOf(object.file).find(isSame);
    if (own) return own;
    const elsewhere = [...this.#files.keys()].flatMap((file) => this.#objectsOf(file).filter(isSame));
    return elsewhere.length === 1 ? elsewhere[0] : undefined;
  }

  #objectsOf(file: string): readonly KubeObject[] {
    const entry = this.#files.get(file);
    if (!entry) return [];
    entry.objects ??= entry.read();
    return entry.objects;
  }
}
