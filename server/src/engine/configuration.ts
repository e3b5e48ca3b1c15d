import type { ProjectSettings } from '../model/project-index';
import { isBelow } from '../text/path';
import { DEFAULT_SETTINGS, type Settings } from './settings';

/** Settings by folder: for each file, the nearest folder above it that has any, over the settings of the whole. */
export class Configuration {
  readonly #base: Settings;
  /** Deepest folders first. */
  readonly #folders: readonly FolderSettings[];
  readonly #known = new Map<FolderSettings | undefined, Settings>();
  readonly #overrides: Partial<Settings>;
  readonly #partial: boolean;

  /** `overrides` win over everything: they come from the command line. */
  constructor(base: Settings = DEFAULT_SETTINGS, folders: readonly FolderSettings[] = [], overrides: Partial<Settings> = {}, partial = false) {
    this.#base = base;
    this.#folders = folders.toSorted((a, b) => b.folder.length - a.folder.length);
    this.#overrides = overrides;
    this.#partial = partial;
  }

  of(file: string): Settings {
    const nearest = this.#folders.find(({ folder }) => isBelow(folder, file));
    const known = this.#known.get(nearest) ?? { ...this.#base, ...nearest?.settings, ...this.#overrides };
    this.#known.set(nearest, known);
    return known;
  }

  /** The folder whose settings hold for a file; undefined where only the general ones do. */
  folderOf(file: string): string | undefined {
    return this.#folders.find(({ folder }) => isBelow(folder, file))?.folder;
  }

  /** What holds for the project as a whole: facts that the folders state add up. */
  get project(): ProjectSettings {
    const all = [this.#base, ...this.#folders.map(({ settings }) => settings), this.#overrides];
    return {
      kubernetes: { ...this.#base, ...this.#overrides }.kubernetes,
      images: new Map(all.flatMap(({ images }) => [...(images ?? [])])),
      external: all.flatMap(({ external }) => external ?? []),
      partial: this.#partial,
    };
  }
}

export interface FolderSettings {
  readonly folder: string;
  readonly settings: Partial<Settings>;
}
