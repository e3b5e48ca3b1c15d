import type { Dockerfile } from '../docker/dockerfile';
import { readDockerfile } from '../docker/read';
import type { GoGrammar } from '../go/grammar';
import { type GoModule, readGoModule } from '../go/module';
import { readGoSource } from '../go/read';
import type { GoSource } from '../go/source';
import { buildDocument, type SourceDocument, type Surroundings } from '../model/document';
import { ProjectIndex } from '../model/project-index';
import type { AnyRule, Finding } from '../rules/rule';
import { baseName, folderOf, resolvePath } from '../text/path';
import { readYaml, type YamlText } from '../yaml/read';
import { AskingProject } from './asking-project';
import { activation, allRules, ruleNames } from './catalogue';
import { Configuration } from './configuration';
import { type FileKind, fileKind } from './file-kind';
import { type Crash, compareReports, type Report, toReport } from './report';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import { checkSource, type Source } from './subjects';
import { suppress } from './suppress';

/** More findings than this are not shown for one file; one line then says how many there are. */
export const MAX_REPORTS = 200;

/**
 * The one door into the engine: files and settings go in, reports come out. The language server, the command line and
 * the tests all enter here. What it answers depends on the files and settings alone, never on the order in which they
 * came; what it keeps between answers only makes them faster.
 */
export class Analysis {
  readonly #files = new Map<string, FileEntry>();
  readonly #rules: readonly AnyRule[];
  readonly #crashes: Crash[] = [];
  #configuration: Configuration;
  #grammar: GoGrammar | undefined;
  #project: ProjectIndex | undefined;
  /** Findings of rules that asked the project nothing, by source. */
  #local = new WeakMap<object, Map<AnyRule, readonly Finding[]>>();

  constructor(settings: Settings | Configuration = DEFAULT_SETTINGS, rules: readonly AnyRule[] = allRules) {
    this.#configuration = settings instanceof Configuration ? settings : new Configuration(settings);
    this.#rules = rules;
  }

  /** The settings that hold for a file. */
  settingsOf(file: string): Settings {
    return this.#configuration.of(file);
  }

  /** The folder whose configuration holds for a file; undefined where only general settings do. */
  configurationOf(file: string): string | undefined {
    return this.#configuration.folderOf(file);
  }

  /** Rules that failed since the last call. */
  takeCrashes(): Crash[] {
    return this.#crashes.splice(0);
  }

  configure(configuration: Configuration): void {
    this.#configuration = configuration;
    this.#local = new WeakMap();
    this.#project = undefined;
  }

  /** Gives the grammar of Go, once it is loaded. Without it, Go files are not read beyond their imports. */
  useGrammar(grammar: GoGrammar): void {
    this.#grammar = grammar;
    for (const [file, entry] of this.#files) if (entry.kind === 'go') this.#files.set(file, this.#read(file, entry.text, entry.kind, undefined));
    this.#project = undefined;
  }

  /** Adds a file or gives it a new text. `kind` is for files whose name does not tell what they are. */
  setFile(file: string, text: string, kind: FileKind = fileKind(file)): void {
    const before = this.#files.get(file);
    if (before?.text === text && before.kind === kind) return;
    this.#files.set(file, this.#read(file, text, kind, before));
    this.#project = undefined;
  }

  removeFile(file: string): void {
    if (this.#files.delete(file)) this.#project = undefined;
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
    this.#build();
    return this.#files.get(file)?.documents ?? [];
  }

  /** The project as it stands, for answers that are no reports. */
  get project(): ProjectIndex {
    return this.#build();
  }

  /** The reports that lie in a file, in order. */
  reportsOf(file: string): readonly Report[] {
    const entry = this.#files.get(file);
    if (!entry) return [];
    const project = this.#build();
    const reports = this.#sourcesTouching(file, entry, project).flatMap((source) => this.#check(source, project));
    return this.#finish(
      file,
      entry,
      reports.filter(({ at }) => at.file === file),
    );
  }

  /** The reports of all files, in order. */
  allReports(): readonly Report[] {
    const project = this.#build();
    const byFile = new Map<string, Report[]>();
    for (const entry of this.#files.values()) {
      for (const source of entry.sources) {
        for (const report of this.#check(source, project)) {
          const list = byFile.get(report.at.file);
          if (list) list.push(report);
          else byFile.set(report.at.file, [report]);
        }
      }
    }
    return this.files.flatMap((file) => this.#finish(file, this.#files.get(file) as FileEntry, byFile.get(file) ?? []));
  }

  #read(file: string, text: string, kind: FileKind, before: FileEntry | undefined): FileEntry {
    const entry: FileEntry = { text, kind, sources: [], documents: [], surroundings: NOWHERE };
    switch (kind) {
      case 'yaml':
        return { ...entry, yaml: readYaml(file, text, before?.yaml), documents: before?.documents ?? [], surroundings: before?.surroundings ?? NOWHERE };
      case 'dockerfile': {
        const dockerfile = readDockerfile(file, text);
        return { ...entry, dockerfile, sources: [{ kind: 'dockerfile', dockerfile }] };
      }
      case 'go-module':
        return { ...entry, module: readGoModule(file, text) };
      case 'go':
        return { ...entry, source: readGoSource(file, text, this.#grammar) };
      default:
        return entry;
    }
  }

  /** Builds what depends on several files: what each document is, and the indexes over all of them. */
  #build(): ProjectIndex {
    if (this.#project) return this.#project;
    const charts = new Set([...this.#files.keys()].filter((file) => baseName(file) === 'Chart.yaml').map(folderOf));
    const patches = this.#patchFiles();
    const documents: SourceDocument[] = [];
    const dockerfiles: Dockerfile[] = [];
    const modules: GoModule[] = [];
    const sources: GoSource[] = [];
    for (const file of this.files) {
      const entry = this.#files.get(file) as FileEntry;
      if (entry.yaml) this.#placeDocuments(file, entry, { helmTemplate: isInChart(file, charts), patch: patches.has(file) });
      documents.push(...entry.documents);
      if (entry.dockerfile) dockerfiles.push(entry.dockerfile);
      if (entry.module) modules.push(entry.module);
      if (entry.source) sources.push(entry.source);
    }
    this.#project = new ProjectIndex({ documents, dockerfiles, modules, sources }, this.#configuration.project);
    return this.#project;
  }

  /** Documents whose text and surroundings are as before stay the same objects, and so does all that is known of them. */
  #placeDocuments(file: string, entry: FileEntry, surroundings: Surroundings): void {
    const yaml = entry.yaml as YamlText;
    const same = entry.surroundings.helmTemplate === surroundings.helmTemplate && entry.surroundings.patch === surroundings.patch;
    const known = new Map(same ? entry.documents.map((document) => [document.source, document]) : []);
    entry.documents = yaml.documents.map((source) => known.get(source) ?? buildDocument(file, source, surroundings));
    entry.sources = entry.documents.map((document) => ({ kind: 'document', document }));
    entry.surroundings = surroundings;
  }

  /** Files that a kustomization names as patches. */
  #patchFiles(): Set<string> {
    const patches = new Set<string>();
    for (const [file, { yaml }] of this.#files) {
      if (!yaml || !/^kustomization(?:\.ya?ml)?$/i.test(baseName(file))) continue;
      for (const source of yaml.documents) {
        const { root } = buildDocument(file, source, NOWHERE);
        const named = [
          ...(root?.strings('patchesStrategicMerge') ?? []),
          ...(root?.items('patches') ?? []).flatMap((item) => item.string('path') ?? []),
          ...(root?.items('patchesJson6902') ?? []).flatMap((item) => item.string('path') ?? []),
        ];
        for (const { value } of named) patches.add(resolvePath(folderOf(file), value));
      }
    }
    return patches;
  }

  /** What must be checked to know the reports of a file: its own, and the chains that lead to it. */
  #sourcesTouching(file: string, entry: FileEntry, project: ProjectIndex): readonly Source[] {
    if (entry.kind !== 'dockerfile' && entry.kind !== 'go' && entry.kind !== 'go-module') return entry.sources;
    const files = new Set([file]);
    for (const { container, image, program } of project.chains) {
      const touches = image.dockerfile.file === file || program?.sources.some((source) => source.file === file) || program?.module.file === file;
      if (touches) files.add(container.pod.owner.file);
    }
    for (const dockerfile of project.dockerfiles) {
      if (entry.kind !== 'dockerfile' && project.moduleOf(dockerfile)) files.add(dockerfile.file);
    }
    return [...files].flatMap((one) => this.#files.get(one)?.sources ?? []);
  }

  #check(source: Source, project: ProjectIndex): Report[] {
    const key = source.kind === 'document' ? source.document : source.dockerfile;
    const settings = this.#configuration.of(key.file);
    const kept = this.#local.get(key) ?? new Map<AnyRule, readonly Finding[]>();
    this.#local.set(key, kept);
    const reports: Report[] = [];
    for (const rule of this.#rules) {
      const { active, severity } = activation(rule, settings);
      if (!active) continue;
      let findings = kept.get(rule);
      if (!findings) {
        const asking = new AskingProject(project, settings.kubernetes);
        findings = this.#run(rule, source, asking, project);
        // Chains reach into other files even where the rule itself asks nothing.
        if (!asking.asked && rule.scope !== 'chain') kept.set(rule, findings);
      }
      for (const finding of findings) reports.push(toReport(rule, finding, severity));
    }
    return reports;
  }

  #run(rule: AnyRule, source: Source, asking: AskingProject, project: ProjectIndex): readonly Finding[] {
    try {
      return [...checkSource(rule, source, asking, project)];
    } catch (error) {
      this.#crashes.push({ rule, file: source.kind === 'document' ? source.document.file : source.dockerfile.file, error });
      return [];
    }
  }

  /** Orders the reports of a file, honours what silences them, and cuts them where there are too many. */
  #finish(file: string, entry: FileEntry, reports: readonly Report[]): Report[] {
    const { kept, suppressions } = suppress(entry.text, file, entry.documents, reports, ruleNames);
    for (const suppression of suppressions)
      kept.push(...this.#engineReports(file, 'suppression', (rule) => (rule.scope === 'suppression' ? rule.check(suppression, this.#build()) : [])));
    kept.sort(compareReports);
    if (kept.length <= MAX_REPORTS) return kept;
    const limit = { at: { file, start: 0, end: Math.min(1, entry.text.length) }, shown: MAX_REPORTS, total: kept.length };
    return [...this.#engineReports(file, 'limit', (rule) => (rule.scope === 'limit' ? rule.check(limit, this.#build()) : [])), ...kept.slice(0, MAX_REPORTS)];
  }

  #engineReports(file: string, scope: 'suppression' | 'limit', check: (rule: AnyRule) => Iterable<Finding>): Report[] {
    return this.#rules.flatMap((rule) => {
      const { active, severity } = activation(rule, this.#configuration.of(file));
      return rule.scope === scope && active ? [...check(rule)].map((finding) => toReport(rule, finding, severity)) : [];
    });
  }
}

interface FileEntry {
  readonly text: string;
  readonly kind: FileKind;
  sources: readonly Source[];
  documents: readonly SourceDocument[];
  surroundings: Surroundings;
  readonly yaml?: YamlText;
  readonly dockerfile?: Dockerfile;
  readonly module?: GoModule;
  readonly source?: GoSource;
}

const NOWHERE: Surroundings = { helmTemplate: false, patch: false };

function isInChart(file: string, charts: ReadonlySet<string>): boolean {
  for (let folder = folderOf(file); folder !== ''; folder = folderOf(folder)) {
    if (baseName(folder) === 'templates' && charts.has(folderOf(folder))) return true;
    if (folder === '/') return false;
  }
  return false;
}
