import { dirname } from 'node:path';
import { Analysis } from '../engine/analysis';
import { Configuration, type FolderSettings } from '../engine/configuration';
import { type FileKind, fileKind } from '../engine/file-kind';
import { DEFAULT_SETTINGS, type Settings } from '../engine/settings';
import { baseName } from '../text/path';
import { type Discovered, discover, isWanted } from './discover';
import { CONFIGURATION_NAMES, configurationAbove, readConfiguration } from './find-configuration';
import { loadGoGrammar } from './go-grammar';
import { isIgnored } from './load';
import { readText } from './read-text';
import { toSystemPath } from './system-path';

/** How long one step of the background reading may keep a request waiting, in milliseconds. */
const SLICE = 12;

/**
 * The files of an editor's workspace: those on the disk, with the texts of open editors laid over them. Reading the disk
 * happens in the background, in slices, so that an open file is answered at once; until it is done, what a file names
 * counts as possibly existing elsewhere.
 */
export class Workspace {
  readonly analysis: Analysis;
  readonly #open = new Map<string, { text: string; kind: FileKind }>();
  readonly #folders: string[] = [];
  readonly #discovered = new Map<string, Discovered>();
  readonly #configurations = new Map<string, FolderSettings>();
  #base: Settings = DEFAULT_SETTINGS;
  #configuration = new Configuration();
  #complete = true;
  #reading: Promise<void> = Promise.resolve();
  #grammar: 'none' | 'loading' | 'loaded' = 'none';

  constructor() {
    this.analysis = new Analysis(this.#configuration);
    this.analysis.leaveOut((path) => [...this.#discovered.values()].every((one) => one.leavesOut(path)) || isIgnored(path, this.#configuration));
  }

  /** True while the disk is being read. */
  get isReading(): boolean {
    return !this.#complete;
  }

  /** Settles when everything that was asked for so far is read. */
  get settled(): Promise<void> {
    return this.#reading;
  }

  get folders(): readonly string[] {
    return this.#folders;
  }

  /** The settings of the editor; configuration files win over them. */
  configure(base: Settings): void {
    this.#base = base;
    this.#applyConfiguration();
  }

  /** Starts to read folders. `progress` is told how many files of how many are read. */
  addFolders(folders: readonly string[], progress?: (done: number, total: number) => void): Promise<void> {
    this.#folders.push(...folders);
    this.#complete = this.#folders.length === 0;
    for (const folder of folders) {
      const above = configurationAbove(toSystemPath(folder));
      if (above !== undefined) this.#readConfiguration(above);
    }
    this.#applyConfiguration();
    this.#reading = this.#reading.then(() => this.#readFolders(folders, progress));
    return this.#reading;
  }

  removeFolders(folders: readonly string[]): void {
    for (const folder of folders) {
      const index = this.#folders.indexOf(folder);
      if (index >= 0) this.#folders.splice(index, 1);
      this.#discovered.delete(folder);
      for (const file of this.analysis.files) if (file.startsWith(`${folder}/`) && !this.#open.has(file)) this.analysis.removeFile(file);
    }
  }

  /** An editor shows a file. `kind` is what the editor takes it for; the name decides where the editor does not know. */
  open(file: string, text: string, kind: FileKind | undefined): void {
    const known = fileKind(file);
    this.#open.set(file, { text, kind: kind ?? known });
    if (CONFIGURATION_NAMES.includes(baseName(file))) this.#readConfiguration(file, text);
    // A file outside all folders may have a configuration of its own above it.
    if (!this.#folders.some((folder) => file.startsWith(`${folder}/`)) && file.startsWith('/')) {
      const above = configurationAbove(dirname(toSystemPath(file)));
      if (above !== undefined && !this.#configurations.has(above)) this.#readConfiguration(above);
    }
    this.#setFile(file);
  }

  change(file: string, text: string): void {
    const before = this.#open.get(file);
    if (!before) return;
    this.#open.set(file, { ...before, text });
    if (CONFIGURATION_NAMES.includes(baseName(file))) this.#readConfiguration(file, text);
    this.#setFile(file);
  }

  close(file: string): void {
    this.#open.delete(file);
    this.fileChanged(file);
  }

  isOpen(file: string): boolean {
    return this.#open.has(file);
  }

  get openFiles(): readonly string[] {
    return [...this.#open.keys()];
  }

  /** A file on the disk was made, changed or deleted. */
  fileChanged(file: string): void {
    if (CONFIGURATION_NAMES.includes(baseName(file)) && !this.#open.has(file)) this.#readConfiguration(file);
    if (!this.#open.has(file)) this.#setFile(file);
  }

  async #readFolders(folders: readonly string[], progress?: (done: number, total: number) => void): Promise<void> {
    const files = folders.flatMap((folder) => {
      const found = discover(toSystemPath(folder));
      this.#discovered.set(folder, found);
      return [...found.files];
    });
    for (const file of files) if (CONFIGURATION_NAMES.includes(baseName(file)) && !this.#open.has(file)) this.#readConfiguration(file);
    let start = performance.now();
    for (const [index, file] of files.entries()) {
      if (!this.#open.has(file)) this.#setFile(file);
      if (performance.now() - start < SLICE) continue;
      progress?.(index, files.length);
      await new Promise((resolve) => setImmediate(resolve));
      start = performance.now();
    }
    if (this.#grammar === 'loading') this.analysis.useGrammar(await loadGoGrammar());
    if (this.#grammar === 'loading') this.#grammar = 'loaded';
    this.#complete = true;
    this.#applyConfiguration();
  }

  #setFile(file: string): void {
    const open = this.#open.get(file);
    if (isIgnored(file, this.#configuration) || (!open && !isWanted(baseName(file)))) {
      this.analysis.removeFile(file);
      return;
    }
    const read = open ? { kind: 'text' as const, text: open.text } : readText(toSystemPath(file));
    if (read.kind === 'text') this.analysis.setFile(file, read.text, open?.kind);
    else this.analysis.removeFile(file);
    if (file.endsWith('.go') && this.#grammar === 'none') this.#loadGrammar();
  }

  #loadGrammar(): void {
    this.#grammar = 'loading';
    // A workspace that is being read waits for the grammar at its end; an opened file asks for it now.
    if (this.#complete) {
      this.#reading = this.#reading.then(async () => {
        if (this.#grammar !== 'loading') return;
        this.analysis.useGrammar(await loadGoGrammar());
        this.#grammar = 'loaded';
      });
    }
  }

  #readConfiguration(file: string, text?: string): void {
    const read = readConfiguration(file, text);
    if (read) this.#configurations.set(file, read);
    else this.#configurations.delete(file);
    this.#applyConfiguration();
  }

  #applyConfiguration(): void {
    const partial = !this.#complete || this.#folders.length === 0;
    this.#configuration = new Configuration(this.#base, [...this.#configurations.values()], {}, partial);
    this.analysis.configure(this.#configuration);
    for (const file of this.analysis.files) if (isIgnored(file, this.#configuration)) this.analysis.removeFile(file);
  }
}
