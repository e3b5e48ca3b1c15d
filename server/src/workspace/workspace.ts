import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Analysis } from '../engine/analysis';
import { Configuration, type FolderSettings } from '../engine/configuration';
import { type FileKind, fileKind, readAs, textToKeep } from '../engine/file-kind';
import { DEFAULT_SETTINGS, type Settings } from '../engine/settings';
import type { Message } from '../text/message';
import { baseName, folderOf, isBelow } from '../text/path';
import { committedTexts } from './committed';
import { readDefinitions } from './definitions';
import { type Discovered, discover, isDiscoverable } from './discover';
import { configurationsAbove, isConfiguration, readConfiguration } from './find-configuration';
import { loadGoGrammar } from './go-grammar';
import { listFolder } from './list-folder';
import { isIgnored } from './load';
import { explainUnread, readText } from './read-text';
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
  /** Configurations that cannot be read, and why. */
  readonly #unread = new Map<string, Message>();
  #base: Partial<Settings> = {};
  #workspaceFolders: readonly FolderSettings[] = [];
  /** The paths whose CustomResourceDefinitions were read, though they lie outside. */
  #definitions: readonly string[] = [];
  #configuration = new Configuration();
  /** How many readings of folders are not finished. */
  #pending = 0;
  /** Files that the settings exclude: to be read when they no longer do. */
  readonly #ignored = new Set<string>();
  #reading: Promise<void> = Promise.resolve();
  #grammar: 'none' | 'loading' | 'loaded' = 'none';

  constructor() {
    this.analysis = new Analysis(this.#configuration);
    this.analysis.leaveOut((path) => [...this.#discovered.values()].every((one) => one.leavesOut(path)) || isIgnored(path, this.#configuration));
    this.analysis.listWith((folder) => listFolder(folder, this.#folders));
  }

  /**
   * Asks git what the last commit has for files; to be called again where that may be another. Says whether anything
   * became known. Only for workspaces that the user trusts.
   */
  async compareWithCommit(files: readonly string[]): Promise<boolean> {
    const committed = await committedTexts(files.filter((file) => !isUri(file) && fileKind(file) === 'yaml'));
    // Without git there is nothing to compare with, and nothing to say about that while somebody types.
    if ('template' in committed) return false;
    for (const [file, text] of committed) this.analysis.setCommitted(file, text);
    return committed.size > 0;
  }

  /** True while the disk is being read. */
  get isReading(): boolean {
    return this.#pending > 0;
  }

  /** Settles when everything that was asked for so far is read. */
  get settled(): Promise<void> {
    return this.#reading;
  }

  get folders(): readonly string[] {
    return this.#folders;
  }

  /** The settings of the editor, as a whole and by folder; configuration files win over them. */
  configure(base: Partial<Settings>, folders: readonly FolderSettings[] = []): void {
    this.#base = base;
    this.#workspaceFolders = folders;
    this.#applyConfiguration();
  }

  /** Starts to read folders. `progress` is told how many files of how many are read. */
  addFolders(folders: readonly string[], progress?: (done: number, total: number) => void): Promise<void> {
    this.#folders.push(...folders);
    this.#pending++;
    for (const folder of folders) {
      for (const above of configurationsAbove(toSystemPath(folder))) this.#readConfiguration(above);
    }
    this.#applyConfiguration();
    this.#reading = this.#reading.then(() => this.#readFolders(folders, progress));
    return this.#reading;
  }

  /** What ignore files hide is different now: the folder that holds one is looked through again. */
  ignoringChanged(file: string): Promise<void> {
    const folders = this.#folders.filter((folder) => isBelow(folder, file));
    this.#pending++;
    this.#reading = this.#reading.then(async () => {
      await this.#readFolders(folders);
      const wanted = new Set(folders.flatMap((folder) => [...(this.#discovered.get(folder)?.files ?? [])]));
      for (const known of this.analysis.files) {
        if (folders.some((folder) => isBelow(folder, known)) && !wanted.has(known) && !this.#open.has(known)) this.analysis.removeFile(known);
      }
    });
    return this.#reading;
  }

  removeFolders(folders: readonly string[]): void {
    for (const folder of folders) {
      const index = this.#folders.indexOf(folder);
      if (index >= 0) this.#folders.splice(index, 1);
      this.#discovered.delete(folder);
      for (const file of this.#configurations.keys()) if (isBelow(folder, file) && !this.#isInFolder(file)) this.#configurations.delete(file);
      for (const file of this.analysis.files) if (isBelow(folder, file) && !this.#open.has(file)) this.#setFile(file);
    }
    this.#applyConfiguration();
  }

  /** An editor shows a file. `kind` is what the editor takes it for; the name decides where the editor does not know. */
  open(file: string, text: string, kind: FileKind | undefined): void {
    const known = fileKind(file);
    this.#open.set(file, { text, kind: kind ?? readAs(known, text) });
    if (isConfiguration(file)) this.#takeConfiguration(file, text);
    // A file outside all folders may have a configuration of its own above it.
    if (!this.#isInFolder(file) && !isUri(file)) {
      for (const above of configurationsAbove(dirname(toSystemPath(file)))) if (!this.#configurations.has(above)) this.#readConfiguration(above);
    }
    this.#setFile(file);
  }

  change(file: string, text: string): void {
    const before = this.#open.get(file);
    if (!before) return;
    this.#open.set(file, { ...before, text });
    if (isConfiguration(file)) this.#takeConfiguration(file, text);
    this.#setFile(file);
  }

  /** True where the text that was shown differs from the one that counts now. */
  close(file: string): boolean {
    const before = this.analysis.textOf(file);
    this.#open.delete(file);
    this.fileChanged(file);
    return this.analysis.textOf(file) !== before;
  }

  /** True where the settings exclude a file from checking. */
  isIgnored(file: string): boolean {
    return isIgnored(file, this.#configuration);
  }

  /** The text of any file as it is now, checked or not. */
  textOf(file: string): string | undefined {
    const open = this.#open.get(file);
    if (open) return open.text;
    const read = readText(toSystemPath(file));
    return read.kind === 'text' ? read.text : undefined;
  }

  get openFiles(): readonly string[] {
    return [...this.#open.keys()];
  }

  /** A file on the disk was made, changed or deleted. */
  fileChanged(file: string): void {
    const open = this.#open.get(file);
    if (isConfiguration(file)) this.#takeConfiguration(file, open?.text);
    if (this.#definitions.some((path) => isBelow(path, file))) this.#readDefinitions();
    if (!open) this.#setFile(file);
  }

  async #readFolders(folders: readonly string[], progress?: (done: number, total: number) => void): Promise<void> {
    const files = folders.flatMap((folder) => {
      const found = discover(toSystemPath(folder));
      this.#discovered.set(folder, found);
      for (const file of found.odd) this.#readConfiguration(file);
      return [...found.files];
    });
    for (const file of files) if (isConfiguration(file) && !this.#open.has(file)) this.#readConfiguration(file);
    let start = performance.now();
    for (const [index, file] of files.entries()) {
      if (!this.#open.has(file)) this.#readFile(file);
      if (performance.now() - start < SLICE) continue;
      progress?.(index, files.length);
      await new Promise((resolve) => setImmediate(resolve));
      start = performance.now();
    }
    if (this.#grammar === 'loading') this.analysis.useGrammar(await loadGoGrammar());
    if (this.#grammar === 'loading') this.#grammar = 'loaded';
    this.#pending--;
    this.#applyConfiguration();
  }

  /** Takes a file as it is now: as the editor shows it, as it lies on the disk, or not at all. */
  #setFile(file: string): void {
    if (this.#open.has(file) || this.#folders.some((folder) => isDiscoverable(toSystemPath(folder), toSystemPath(file)))) this.#readFile(file);
    else this.analysis.removeFile(file);
  }

  #readFile(file: string): void {
    if (isIgnored(file, this.#configuration)) {
      this.#ignored.add(file);
      this.analysis.removeFile(file);
      return;
    }
    const open = this.#open.get(file);
    const read = open ? { kind: 'text' as const, text: open.text } : readText(toSystemPath(file));
    if (read.kind === 'text') this.analysis.setFile(file, open ? read.text : textToKeep(file, read.text), open?.kind);
    else this.analysis.removeFile(file);
    if (file.endsWith('.go') && this.#grammar === 'none') this.#loadGrammar();
  }

  #loadGrammar(): void {
    this.#grammar = 'loading';
    // A workspace that is being read waits for the grammar at its end; an opened file asks for it now.
    if (this.#pending === 0) {
      this.#reading = this.#reading.then(async () => {
        if (this.#grammar !== 'loading') return;
        this.analysis.useGrammar(await loadGoGrammar());
        this.#grammar = 'loaded';
      });
    }
  }

  /** An editor may keep the text of a file long after it was deleted, and open it again in a server that starts anew; as a configuration it is gone. */
  #takeConfiguration(file: string, text: string | undefined): void {
    this.#readConfiguration(file, existsSync(toSystemPath(file)) ? text : undefined);
  }

  #readConfiguration(file: string, text?: string): void {
    const read = text === undefined ? readText(toSystemPath(file)) : undefined;
    const own = read && read.kind !== 'text' ? undefined : readConfiguration(file, text ?? read?.text);
    if (own) this.#configurations.set(file, own);
    else this.#configurations.delete(file);
    if (read && read.kind !== 'text' && read.kind !== 'missing') this.#unread.set(file, explainUnread(baseName(file), read));
    else this.#unread.delete(file);
    this.#applyConfiguration();
  }

  /** Why the nearest configuration above a file, which would hold for it, does not. */
  configurationProblem(file: string): Message | undefined {
    const holding = this.analysis.configurationOf(file);
    const around = [...this.#unread.keys()].filter((one) => isBelow(folderOf(one), file));
    const nearest = around.toSorted((a, b) => b.length - a.length)[0];
    const isNearer = nearest !== undefined && (holding === undefined || folderOf(holding).length < folderOf(nearest).length);
    return isNearer ? this.#unread.get(nearest) : undefined;
  }

  #applyConfiguration(): void {
    const partial = this.#pending > 0 || this.#folders.length === 0;
    const base = { ...DEFAULT_SETTINGS, ...this.#base };
    this.#configuration = new Configuration(base, [...this.#configurations.values()], {}, partial, this.#workspaceFolders);
    this.analysis.configure(this.#configuration);
    if (this.#configuration.definitions.join('\n') !== this.#definitions.join('\n')) this.#readDefinitions();
    const excluded = [...this.#ignored];
    this.#ignored.clear();
    for (const file of this.analysis.files) if (isIgnored(file, this.#configuration)) this.#readFile(file);
    for (const file of excluded) this.#setFile(file);
  }

  #readDefinitions(): void {
    this.#definitions = this.#configuration.definitions;
    this.analysis.useDefinitions(readDefinitions(this.#definitions).texts);
  }

  #isInFolder(file: string): boolean {
    return this.#folders.some((folder) => isBelow(folder, file));
  }
}

/** A document of an editor that is no file, such as one that was never saved. */
function isUri(file: string): boolean {
  return /^[a-z][a-z\d+.-]+:/i.test(file);
}
