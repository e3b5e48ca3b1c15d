import type { Dockerfile } from '../docker/dockerfile';
import { type IgnoreFile, readIgnoreFile } from '../docker/ignore-file';
import { readDockerfile } from '../docker/read';
import type { GoGrammar } from '../go/grammar';
import { type GoModule, readGoModule } from '../go/module';
import { readGoSource } from '../go/read';
import type { GoSource } from '../go/source';
import { readVendorList, type VendorList } from '../go/vendor-list';
import { buildDocument, NOWHERE, type SourceDocument, type Surroundings } from '../model/document';
import { grouped } from '../model/grouped';
import { type BuildScript, readBuildScript } from '../model/links/build-targets';
import { ProjectIndex } from '../model/project-index';
import type { Topic } from '../model/topics';
import type { AnyRule, Finding, Severity } from '../rules/rule';
import { folderOf, isBelow, relativePath } from '../text/path';
import { readYaml, type YamlText } from '../yaml/read';
import { batchesOf } from './batches';
import { activation, allRules, ruleNames } from './catalogue';
import { Checker, type Manner } from './checker';
import { Configuration } from './configuration';
import { type Cursor, readCursor } from './cursor';
import { type FileKind, fileKind, readAs } from './file-kind';
import { inOrder } from './in-order';
import { inJson } from './json-fixes';
import { type Crash, compareReports, distinctReports, type Report, toReport, withLineBreaks, withoutCovered } from './report';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import { fileOf, type Source } from './subjects';
import { mayAskForSilence, suppress } from './suppress';
import { SurroundingsIndex } from './surroundings';
import { TreeKeeper } from './tree-keeper';

/** More findings than this are not shown for one file; one line then says how many there are. */
export const MAX_REPORTS = 200;

/**
 * The one door into the engine: files and settings go in, reports come out. The language server, the command line and
 * the tests all enter here. What it answers depends on the files and settings alone, never on the order in which they
 * came; what it keeps between answers only makes them faster.
 */
export class Analysis {
  readonly #files = new Map<string, FileEntry>();
  /** Files outside the workspace that hold CustomResourceDefinitions. */
  readonly #definitions = new Map<string, string>();
  readonly #surroundings = new SurroundingsIndex();
  readonly #keeper: TreeKeeper;
  readonly #project: ProjectIndex;
  #configuration: Configuration;
  #leavesOut: (path: string) => boolean = () => false;
  #listing: ((folder: string) => readonly string[] | undefined) | undefined;
  #grammar: GoGrammar | undefined;
  readonly #checker: Checker;
  readonly #manners = new Map<string, { readonly manner: Manner; readonly text: string; readonly lineBreak: string }>();

  constructor(settings: Settings | Configuration = DEFAULT_SETTINGS, rules: readonly AnyRule[] = allRules, keeper = new TreeKeeper()) {
    this.#keeper = keeper;
    this.#configuration = settings instanceof Configuration ? settings : new Configuration(settings);
    this.#project = new ProjectIndex(this.#configuration.project, {
      has: (path) => this.#knows(path),
      entriesOf: (folder) => this.#entriesOf(folder),
      mayHide: (path) => this.#configuration.project.partial || this.#leavesOut(path),
    });
    this.#checker = new Checker(rules, this.#project);
  }

  /** The settings that hold for a file. */
  settingsOf(file: string): Settings {
    return this.#configuration.of(file);
  }

  /** The configuration file that holds for a file; undefined where only general settings do. */
  configurationOf(file: string): string | undefined {
    return this.#configuration.fileOf(file);
  }

  /** Rules that failed since the last call. */
  takeCrashes(): Crash[] {
    return this.#checker.takeCrashes();
  }

  configure(configuration: Configuration): void {
    this.#configuration = configuration;
    this.#checker.reset();
    this.#project.configure(configuration.project);
  }

  /** Says which paths may exist although they are not among the files. */
  leaveOut(leavesOut: (path: string) => boolean): void {
    this.#leavesOut = leavesOut;
    this.#checker.reset();
  }

  /**
   * Says how to learn what lies in a folder, whatever kind of file it is: names, those of folders with a slash behind, and
   * undefined where nobody may look. Without it, the files that were given are all there are.
   */
  listWith(listing: (folder: string) => readonly string[] | undefined): void {
    this.#listing = listing;
    this.#checker.reset();
  }

  /** Gives the grammar of Go, once it is loaded. Without it, Go files are not read beyond their imports. */
  useGrammar(grammar: GoGrammar): void {
    this.#grammar = grammar;
    for (const [file, { kind, text }] of this.#files) if (kind === 'go') this.#put(file, this.#read(file, text, kind, undefined));
  }

  /** Adds a file or gives it a new text. `kind` is for files whose name does not tell what they are. */
  setFile(file: string, text: string, kind: FileKind = readAs(fileKind(file), text)): void {
    const before = this.#files.get(file);
    if (before?.text === text && before.kind === kind) return;
    const entry = this.#read(file, text, kind, before);
    const documents = new Set(entry.documents);
    for (const document of before?.documents ?? []) if (!documents.has(document)) this.#forget(document);
    this.#put(file, entry);
    if (this.#surroundings.update(file, entry.yaml?.documents)) this.#replace();
    this.#keeper.trim();
  }

  removeFile(file: string): void {
    const before = this.#files.get(file);
    if (!before) return;
    for (const document of before.documents) this.#forget(document);
    this.#files.delete(file);
    const definition = this.#definitions.get(file);
    this.#outdate(before.kind, this.#project.replace(file, definition === undefined ? undefined : { documents: definitionsIn(file, definition) }));
    this.#manners.delete(file);
    if (this.#surroundings.update(file, undefined)) this.#replace();
  }

  /** Says what the commit that is compared with has for a YAML file; null where it has none. */
  setCommitted(file: string, text: string | null): void {
    const read = (known: string) => readYaml(file, known).documents.flatMap((source) => buildDocument(file, source, this.#surroundings.of(file)).objects);
    this.#checker.outdate(undefined);
    this.#project.setCommitted(file, text === null ? undefined : () => read(text));
  }

  has(file: string): boolean {
    return this.#files.has(file);
  }

  get files(): readonly string[] {
    return [...this.#files.keys()].sort();
  }

  textOf(file: string): string | undefined {
    return this.#files.get(file)?.text;
  }

  kindOf(file: string): FileKind | undefined {
    return this.#files.get(file)?.kind;
  }

  /** The YAML documents of a file and what each was taken for. */
  documentsOf(file: string): readonly SourceDocument[] {
    return this.#files.get(file)?.documents ?? [];
  }

  /** What is typed at a place in a YAML file, and where in its tree that is. */
  cursorAt(file: string, offset: number): Cursor | undefined {
    const entry = this.#files.get(file);
    return entry?.kind === 'yaml' ? readCursor(file, entry.text, offset, this.#surroundings.of(file)) : undefined;
  }

  dockerfileOf(file: string): Dockerfile | undefined {
    return this.#files.get(file)?.dockerfile;
  }

  /** The project as it stands, for answers that are no reports. */
  get project(): ProjectIndex {
    return this.#project;
  }

  /** The reports that lie in a file, in order. */
  reportsOf(file: string): readonly Report[] {
    const entry = this.#files.get(file);
    if (!entry) return [];
    const reports = this.#finish(file, entry, this.#checkAll(this.#sourcesTouching(file, entry)));
    this.#keeper.trim();
    return reports;
  }

  #checkAll(sources: readonly Source[]): (readonly Report[])[] {
    let manner: { readonly file: string; readonly of: Manner } | undefined;
    return sources.map((source) => {
      const file = fileOf(source);
      if (manner?.file !== file) manner = { file, of: this.#mannerOf(file) };
      return this.#checker.check(source, manner.of);
    });
  }

  /**
   * Gives files that are not of the workspace, of which only the CustomResourceDefinitions count. They stand in place of
   * those that were given before; what the workspace holds itself is not touched.
   */
  useDefinitions(texts: ReadonlyMap<string, string>): void {
    this.#checker.outdate(undefined);
    for (const file of this.#definitions.keys()) if (!this.#files.has(file)) this.#project.replace(file, undefined);
    this.#definitions.clear();
    for (const [file, text] of texts) {
      this.#definitions.set(file, text);
      if (!this.#files.has(file)) this.#project.replace(file, { documents: definitionsIn(file, text) });
    }
  }

  /** The reports of all files, in order. */
  allReports(): readonly Report[] {
    const found: Report[] = [];
    const sourcesOf = (file: string) => (this.#files.get(file) as FileEntry).sources;
    for (const { sources, manner } of batchesOf(this.files, sourcesOf, (file) => this.#mannerOf(file))) {
      for (const report of this.#checker.checkOnce(sources, manner)) found.push(report);
      this.#keeper.trim();
    }
    const byFile = grouped(found, ({ at }) => [at.file]);
    return this.files.flatMap((file) => this.#finish(file, this.#files.get(file) as FileEntry, [byFile.get(file) ?? []]));
  }

  #forget(document: SourceDocument): void {
    this.#keeper.forget(document.source);
    this.#checker.forget({ kind: 'document', document });
  }

  #read(file: string, text: string, kind: FileKind, before: FileEntry | undefined): FileEntry {
    const nothing = { text, kind, sources: [], documents: [], surroundings: NOWHERE };
    switch (kind) {
      case 'yaml':
        return this.#placeDocuments(file, readYaml(file, text, before?.yaml), text, before);
      case 'dockerfile': {
        const dockerfile = readDockerfile(file, text);
        return { ...nothing, dockerfile, sources: [{ kind: 'dockerfile', dockerfile }] };
      }
      case 'go-module':
        return { ...nothing, module: readGoModule(file, text) };
      case 'go-vendor':
        return { ...nothing, vendored: readVendorList(file, text) };
      case 'go':
        return { ...nothing, source: readGoSource(file, text, this.#grammar) };
      case 'ignore':
        return { ...nothing, ignore: readIgnoreFile(file, text) };
      case 'script':
        return { ...nothing, script: readBuildScript(file, text) };
      default:
        return nothing;
    }
  }

  /** Documents whose text and surroundings are as before stay the same objects, and so does all that is known of them. */
  #placeDocuments(file: string, yaml: YamlText, text: string, before: FileEntry | undefined): FileEntry {
    const surroundings = this.#surroundings.of(file);
    const same = before !== undefined && areSame(before.surroundings, surroundings);
    const known = new Map(same ? before.documents.map((document) => [document.source, document]) : []);
    const documents = yaml.documents.map((source) => {
      source.keeper = this.#keeper;
      this.#keeper.touch(source);
      return known.get(source) ?? buildDocument(file, source, surroundings);
    });
    return { text, kind: 'yaml', yaml, documents, surroundings, sources: documents.map((document) => ({ kind: 'document', document })) };
  }

  /** Files of kinds that are not read may exist or not: nobody looked. */
  #knows(path: string): boolean | undefined {
    if (this.#files.has(path)) return true;
    return fileKind(path) === 'other' || fileKind(path) === 'script' || this.#configuration.project.partial || this.#leavesOut(path) ? undefined : false;
  }

  /** What lies in a folder. Names of open files that are not on the disk yet are there too. */
  #entriesOf(folder: string): readonly string[] | undefined {
    const listed = this.#listing?.(folder);
    if (this.#listing && !listed) return undefined;
    const names = new Set(listed);
    if (!this.#listing) {
      for (const file of this.#files.keys()) {
        if (!isBelow(folder, file) || file === folder) continue;
        const way = relativePath(folder, file).split('/');
        names.add(way.length > 1 ? `${way[0]}/` : (way[0] as string));
      }
    }
    return [...names];
  }

  /** Charts or kustomizations changed: files that are now something else are placed anew. */
  #replace(): void {
    for (const [file, entry] of this.#files) {
      if (!entry.yaml) continue;
      if (!areSame(entry.surroundings, this.#surroundings.of(file))) this.#put(file, this.#placeDocuments(file, entry.yaml, entry.text, entry));
    }
  }

  #put(file: string, entry: FileEntry): void {
    this.#files.set(file, entry);
    this.#outdate(entry.kind, this.#project.replace(file, entry));
  }

  /** What a Makefile runs is part of an image, and what rules find in one is kept by its Dockerfile alone. */
  #outdate(kind: FileKind, topics: ReadonlySet<Topic> | undefined): void {
    if (kind === 'script') this.#checker.reset();
    else this.#checker.outdate(topics);
  }

  /** What must be checked to know the reports of a file: its own, and the chains that lead to it. */
  #sourcesTouching(file: string, entry: FileEntry): readonly Source[] {
    if (entry.kind === 'yaml') return this.#sourcesPatchedBy(file, entry);
    if (entry.kind === 'other') return entry.sources;
    const { links, dockerfiles } = this.#project;
    // A script may be what an image starts.
    if (entry.kind === 'script') return dockerfiles.flatMap((dockerfile) => this.#files.get(dockerfile.file)?.sources ?? []);
    const touched = dockerfiles.filter((dockerfile) => {
      const module = links.moduleOf(dockerfile);
      return dockerfile.file === file || module?.file === file || (entry.kind === 'go' && module !== undefined && isBelow(folderOf(module.file), file));
    });
    const files = new Set([...touched.map((dockerfile) => dockerfile.file), ...links.filesRunning(new Set(touched))]);
    return [...files].sort().flatMap((one) => this.#files.get(one)?.sources ?? []);
  }

  /** A patch or kustomization also shows what goes wrong with the objects that it changes. */
  #sourcesPatchedBy(file: string, entry: FileEntry): readonly Source[] {
    const changes = entry.documents.some(({ classification: { kind } }) => kind === 'kustomization' || kind === 'patch' || kind === 'json-patch');
    if (!changes) return entry.sources;
    const beside = [...this.#project.kustomize.filesBeside(file)].filter((one) => one !== file).sort();
    return [...entry.sources, ...beside.flatMap((one) => this.#files.get(one)?.sources ?? [])];
  }

  /** How a file is checked; the same object as long as it stays the same. */
  #mannerOf(file: string): Manner {
    const settings = this.#configuration.of(file);
    const { text = '' } = this.#files.get(file) ?? {};
    const known = this.#manners.get(file);
    if (known?.text === text && known.manner.settings === settings) return known.manner;
    const withHidden = text.includes('ignore');
    const lineBreak = lineBreakOf(text);
    const isSame = known && known.manner.settings === settings && known.manner.withHidden === withHidden && known.lineBreak === lineBreak;
    const manner = isSame ? known.manner : { settings, withHidden, toReport: this.#toReport };
    this.#manners.set(file, { manner, text, lineBreak });
    return manner;
  }

  /** Orders the reports that lie in a file, honours what silences them, and cuts them where there are too many. */
  #finish(file: string, entry: FileEntry, lists: readonly (readonly Report[])[]): Report[] {
    const ordered = mayAskForSilence(entry.text, entry.documents) ? undefined : inOrder(file, lists);
    const all = ordered ? undefined : this.#heard(file, entry, lists);
    const total = ordered?.total ?? all?.length ?? 0;
    const shown = ordered?.first(MAX_REPORTS) ?? all?.slice(0, MAX_REPORTS) ?? [];
    if (total <= MAX_REPORTS) return shown;
    const limit = { at: { file, start: 0, end: Math.min(1, entry.text.length) }, shown: MAX_REPORTS, total };
    return [...this.#engineReports(file, 'limit', (rule) => (rule.scope === 'limit' ? rule.check(limit, this.#project) : [])), ...shown];
  }

  /** The reports that nobody asked to drop, and those about the asking. */
  #heard(file: string, entry: FileEntry, lists: readonly (readonly Report[])[]): Report[] {
    const settings = this.#configuration.of(file);
    const reports = lists.flat().filter(({ at }) => at.file === file);
    const distinct = distinctReports(reports.sort(compareReports));
    const isActive = (rule: AnyRule) => activation(rule, settings).active;
    const { kept, suppressions } = suppress(entry.text, file, entry.documents, distinct, ruleNames, entry.dockerfile, isActive);
    for (const suppression of suppressions) {
      kept.push(...this.#engineReports(file, 'suppression', (rule) => (rule.scope === 'suppression' ? rule.check(suppression, this.#project) : [])));
    }
    return withoutCovered(kept).sort(compareReports);
  }

  readonly #toReport = (rule: AnyRule, finding: Finding, severity: Severity | undefined): Report => {
    const report = withLineBreaks(toReport(rule, finding, severity), (file) => lineBreakOf(this.textOf(file) ?? ''));
    const fixes = inJson(report.fixes, (file) => this.textOf(file));
    return fixes === report.fixes ? report : { ...report, fixes };
  };

  #engineReports(file: string, scope: 'suppression' | 'limit', check: (rule: AnyRule) => Iterable<Finding>): Report[] {
    const active = this.#checker.activeFor(this.#configuration.of(file)).get(scope) ?? [];
    return active.flatMap(({ rule, severity }) => [...check(rule)].map((finding) => this.#toReport(rule, finding, severity)));
  }
}

interface FileEntry {
  readonly text: string;
  readonly kind: FileKind;
  readonly sources: readonly Source[];
  readonly documents: readonly SourceDocument[];
  readonly surroundings: Surroundings;
  readonly yaml?: YamlText;
  readonly dockerfile?: Dockerfile;
  readonly module?: GoModule;
  readonly vendored?: VendorList | undefined;
  readonly source?: GoSource;
  readonly ignore?: IgnoreFile;
  readonly script?: BuildScript;
}

function definitionsIn(file: string, text: string): readonly SourceDocument[] {
  const documents = readYaml(file, text).documents.map((source) => buildDocument(file, source, NOWHERE));
  return documents.filter(({ objects }) => objects.some(({ kind }) => kind.value === 'CustomResourceDefinition'));
}

function areSame(a: Surroundings, b: Surroundings): boolean {
  return a.chart === b.chart && a.kustomization === b.kustomization;
}

/** How the first line of a text ends; '' where it has no other behind it. */
function lineBreakOf(text: string): string {
  const end = text.indexOf('\n');
  return end > 0 && text[end - 1] === '\r' ? '\r\n' : end < 0 ? '' : '\n';
}
