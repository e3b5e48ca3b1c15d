import type { ProjectSettings } from '../model/project-index';
import { isBelow } from '../text/path';
import { fileKind } from './file-kind';
import { withHadolint } from './hadolint-settings';
import { DEFAULT_SETTINGS, type Settings } from './settings';

/** Settings by folder: for each file, the nearest folder above it that has any, over the settings of the whole. */
export class Configuration {
  readonly #base: Settings;
  /** Deepest folders first. */
  readonly #folders: readonly FolderSettings[];
  /** Those of hadolint, which hold for Dockerfiles. */
  readonly #hadolint: readonly FolderSettings[];
  readonly #workspaceFolders: readonly FolderSettings[];
  readonly #known = new Map<string, Settings>();
  readonly #overrides: Partial<Settings>;
  readonly #partial: boolean;
  #project: ProjectSettings | undefined;

  /** `overrides` win over everything: they come from the command line. `workspaceFolders` lose against every file: they come from an editor. */
  constructor(
    base: Settings = DEFAULT_SETTINGS,
    folders: readonly FolderSettings[] = [],
    overrides: Partial<Settings> = {},
    partial = false,
    workspaceFolders: readonly FolderSettings[] = [],
  ) {
    this.#base = base;
    this.#folders = deepestFirst(folders.filter(({ isHadolint }) => !isHadolint));
    this.#hadolint = deepestFirst(folders.filter(({ isHadolint }) => isHadolint));
    this.#overrides = overrides;
    this.#partial = partial;
    this.#workspaceFolders = deepestFirst(workspaceFolders);
  }

  of(file: string): Settings {
    const [nearest, workspaceFolder] = this.#around(file);
    const foreign = this.#hadolint.length > 0 && fileKind(file) === 'dockerfile' ? this.#hadolint.find(({ folder }) => isBelow(folder, file)) : undefined;
    const key = `${nearest?.folder}\0${workspaceFolder?.folder}\0${foreign?.folder}`;
    const known = this.#known.get(key) ?? this.#merged(nearest, workspaceFolder, foreign);
    this.#known.set(key, known);
    return known;
  }

  #merged(...[nearest, workspaceFolder, foreign]: readonly (FolderSettings | undefined)[]): Settings {
    const own = { ...this.#base, ...workspaceFolder?.settings, ...nearest?.settings, ...this.#overrides };
    return foreign ? withHadolint(own, foreign.settings) : own;
  }

  /** The configuration file that holds for a file; undefined where only general settings do. */
  fileOf(file: string): string | undefined {
    return this.#around(file)[0]?.file;
  }

  /** The patterns of files that are not checked, and the folder that they are relative to. */
  ignoreOf(file: string): { readonly folder: string; readonly patterns: readonly string[] } {
    const from = this.#around(file).find((one) => one?.settings.ignore !== undefined);
    return { folder: from?.folder ?? '', patterns: this.of(file).ignore };
  }

  /** What holds for the project as a whole: facts that the folders state add up. */
  get project(): ProjectSettings {
    this.#project ??= {
      kubernetes: { ...this.#base, ...this.#overrides }.kubernetes,
      images: new Map(this.#everywhere.flatMap(({ images }) => [...(images ?? [])])),
      external: this.#everywhere.flatMap(({ external }) => external ?? []),
      partial: this.#partial,
    };
    return this.#project;
  }

  /** Files and folders with CustomResourceDefinitions outside the workspace. */
  get definitions(): readonly string[] {
    return [...new Set(this.#everywhere.flatMap(({ crds }) => crds ?? []))];
  }

  get #everywhere(): readonly Partial<Settings>[] {
    return [this.#base, ...this.#workspaceFolders.map(({ settings }) => settings), ...this.#folders.map(({ settings }) => settings), this.#overrides];
  }

  #around(file: string): readonly [nearest: FolderSettings | undefined, workspaceFolder: FolderSettings | undefined] {
    const above = ({ folder }: FolderSettings) => isBelow(folder, file);
    return [this.#folders.find(above), this.#workspaceFolders.find(above)];
  }
}

export interface FolderSettings {
  readonly folder: string;
  readonly settings: Partial<Settings>;
  /** The file that states them; undefined for those of an editor. */
  readonly file?: string;
  /** It is a `.hadolint.yaml`. */
  readonly isHadolint?: boolean;
}

function deepestFirst(folders: readonly FolderSettings[]): readonly FolderSettings[] {
  return folders.toSorted((a, b) => b.folder.length - a.folder.length);
}
