import { grouped } from '../model/grouped';
import type { Project } from '../model/project';
import type { ProjectIndex } from '../model/project-index';
import { type Topic, topic } from '../model/topics';
import type { AnyRule, Finding } from '../rules/rule';
import { anchored } from './anchored';
import { Answers } from './answers';
import { AskingProject } from './asking-project';
import { type ActiveRule, activeRules, type RulesByScope } from './catalogue';
import { withoutConsequences, withSlipsMended } from './consequences';
import type { Crash, Report } from './report';
import type { Settings } from './settings';
import { settledProject } from './settled-project';
import { checkSubjects, fileOf, type Source, type Subject, Subjects } from './subjects';
import { combineVariants, variantsOf } from './variants';

/** How the file of a source is checked. Another object is another way, under which nothing that is kept holds. */
export interface Manner {
  readonly settings: Settings;
  /** Whether reports that only a wider profile shows are wanted too, marked as hidden. */
  readonly withHidden: boolean;
  readonly toReport: (rule: AnyRule, finding: Finding, severity: Report['severity'] | undefined) => Report;
}

/** Runs the rules, and keeps what they found for as long as nothing changes that they asked about. */
export class Checker {
  readonly #rules: readonly AnyRule[];
  readonly #project: ProjectIndex;
  readonly #crashes: Crash[] = [];
  readonly #active = new WeakMap<Settings, RulesByScope>();
  readonly #byKind = new WeakMap<readonly ActiveRule[], Map<string, readonly ActiveRule[]>>();
  /** Findings of rules that asked the project nothing, by source. */
  #local = new WeakMap<object, Map<AnyRule, readonly Finding[]>>();
  /** The reports of whole documents. */
  readonly #answers = new Answers();

  constructor(rules: readonly AnyRule[], project: ProjectIndex) {
    this.#rules = rules;
    this.#project = project;
  }

  /** Rules that failed since the last call. */
  takeCrashes(): Crash[] {
    return this.#crashes.splice(0);
  }

  /** Everything may be different now: the settings, or what lies beside the files. */
  reset(): void {
    this.#local = new WeakMap();
    this.#answers.outdate(undefined);
  }

  /** Forgets what rests on something that changed. */
  outdate(topics: ReadonlySet<Topic> | undefined): void {
    this.#answers.outdate(topics);
  }

  /** Forgets a document that is gone. */
  forget(source: Source): void {
    if (source.kind === 'document') this.#answers.forget(source.document);
  }

  activeFor(settings: Settings): RulesByScope {
    const known = this.#active.get(settings) ?? activeRules(this.#rules, settings);
    this.#active.set(settings, known);
    return known;
  }

  /** What every rule that is active says about a source. It is kept for the next time. */
  check(source: Source, manner: Manner): readonly Report[] {
    if (source.kind !== 'document') return this.#check(source, manner, true).reports;
    const known = this.#answers.find(source.document, manner);
    if (known) return known;
    const { reports, topics } = this.#check(source, manner, true);
    const kept = reports.map((report) => anchored(report, source.document.source));
    // What stands outside the document by numbers alone would not move with its text.
    if (kept.every((report) => report !== undefined)) this.#answers.keep(source.document, manner, kept, topics);
    return reports;
  }

  /**
   * What every rule that is active says about sources that are checked this once. It goes rule by rule: there is more code
   * in the rules than fits close to the processor, and who stays with a rule for several sources is faster by a seventh.
   */
  checkOnce(sources: readonly Source[], manner: Manner): readonly Report[] {
    const { settings } = manner;
    const project = settledProject(this.#project, manner);
    const plain = new Set(sources.filter((source) => this.#isPlain(source)));
    const checked = [...plain].map((source) => {
      const subjects = new Subjects(source, this.#project);
      const kinds = { object: kindIn(subjects, []), document: kindOf(source) };
      return { source, subjects, kinds, reports: [] as Report[] };
    });
    for (const [scope, rules] of this.activeFor(settings)) {
      const having = checked.flatMap(({ source, subjects, kinds, reports }) => {
        const own = subjects.of(scope);
        const kind = scope === 'object' || scope === 'document' ? kinds[scope] : undefined;
        return own.length > 0 ? [{ own, kind, reports, file: fileOf(source) }] : [];
      });
      const byKind = grouped(having, ({ kind }) => [kind]);
      for (const active of rules) {
        // What holds several kinds is without one.
        for (const one of active.rule.kinds ? [undefined, ...active.rule.kinds].flatMap((kind) => byKind.get(kind) ?? []) : having) {
          tell(active, this.#run(active.rule, one.own, project, one.file), manner, one.reports);
        }
      }
    }
    return [
      ...checked.flatMap(({ source, reports }) => this.#withoutConsequences(source, reports, manner, false, new Set())),
      ...sources.flatMap((source) => (plain.has(source) ? [] : this.#check(source, manner, false).reports)),
    ];
  }

  /** True for a document that no overlay changes. */
  #isPlain(source: Source): boolean {
    return source.kind === 'document' && variantsOf(source.document, this.#project).length === 0;
  }

  /** `only` leaves all other rules out. */
  #check(source: Source, manner: Manner, keep: boolean, only?: ReadonlySet<AnyRule>): { reports: Report[]; topics: ReadonlySet<Topic> } {
    const { settings } = manner;
    const key = source.kind === 'document' ? source.document : source.dockerfile;
    const kept = this.#local.get(key) ?? new Map<AnyRule, readonly Finding[]>();
    if (keep) this.#local.set(key, kept);
    const asking = new AskingProject(this.#project, settings);
    // Which chains there are is asked for the rules.
    asking.topics.add(topic.links);
    const subjects = new Subjects(source, this.#project);
    if (subjects.has('chain')) asking.topics.add(topic.contexts);
    const variants = source.kind === 'document' ? variantsOf(source.document, this.#project) : [];
    const variantSubjects = variants.map(({ overlay, document, removed }) => ({
      overlay,
      removed,
      subjects: new Subjects({ kind: 'document', document }, this.#project),
    }));
    const reports: Report[] = [];
    for (const [scope, rules] of this.activeFor(settings)) {
      // Most documents have nothing for most rules.
      const own = subjects.of(scope);
      const made = variantSubjects.map(({ overlay, removed, subjects: theirs }) => ({ overlay, removed, subjects: theirs.of(scope) }));
      if (own.length === 0 && made.every(({ subjects: theirs }) => theirs.length === 0)) continue;
      // Chains reach into other files even where the rule itself asks nothing.
      const mayKeep = keep && scope !== 'chain';
      const kind = scope === 'object' ? kindIn(subjects, variantSubjects) : scope === 'document' ? kindOf(source) : undefined;
      for (const active of this.#rulesFor(kind, rules)) {
        const { rule } = active;
        if (only && !only.has(rule)) continue;
        const known = keep ? kept.get(rule) : undefined;
        asking.asked = false;
        const findings = known ?? this.#run(rule, own, asking, key.file);
        if (mayKeep && !known && !asking.asked) kept.set(rule, findings);
        // Most rules find nothing, and this is done more often than anything else.
        if (findings.length === 0 && made.length === 0) continue;
        const inOverlays = made.map((one) => ({ ...one, findings: this.#run(rule, one.subjects, asking, key.file) }));
        tell(active, combineVariants(findings, inOverlays, rule), manner, reports);
      }
    }
    return {
      reports: this.#withoutConsequences(source, reports, manner, variants.length > 0, asking.topics),
      topics: asking.topics,
    };
  }

  /** What is wrong in a document itself, and not only because of slips. What overlays make of a document stays as it is said. */
  #withoutConsequences(source: Source, reports: Report[], manner: Manner, hasVariants: boolean, topics: Set<Topic>): Report[] {
    const mended = source.kind === 'document' && !hasVariants ? withSlipsMended(source.document, reports) : undefined;
    if (!mended) return reports;
    // Only what was said can turn out to be a consequence.
    const found = this.#check({ kind: 'document', document: mended }, manner, false, new Set(reports.map(({ rule }) => rule)));
    for (const one of found.topics) topics.add(one);
    return withoutConsequences(reports, mended, found.reports);
  }

  /** The rules that look at objects or documents of a kind; all of them where documents hold several kinds. */
  #rulesFor(kind: string | undefined, rules: readonly ActiveRule[]): readonly ActiveRule[] {
    if (kind === undefined) return rules;
    const byKind = this.#byKind.get(rules) ?? new Map<string, readonly ActiveRule[]>();
    this.#byKind.set(rules, byKind);
    const found = byKind.get(kind) ?? rules.filter(({ rule }) => looksAt(rule, kind));
    byKind.set(kind, found);
    return found;
  }

  #run(rule: AnyRule, subjects: readonly Subject[], project: Project, file: string): readonly Finding[] {
    try {
      return checkSubjects(rule, subjects, project);
    } catch (error) {
      this.#crashes.push({ rule, file, error });
      return [];
    }
  }
}

/** Adds the reports of what a rule found: those that the settings show, and the others where they are wanted too. */
function tell({ rule, severity, shows }: ActiveRule, findings: readonly Finding[], { withHidden, toReport }: Manner, reports: Report[]): void {
  for (const finding of findings) {
    if (shows(finding)) reports.push(toReport(rule, finding, severity));
    else if (withHidden) reports.push({ ...toReport(rule, finding, severity), hidden: true });
  }
}

function looksAt(rule: AnyRule, kind: string): boolean {
  return (rule.kinds as readonly string[] | undefined)?.includes(kind) ?? true;
}

function kindOf(source: Source): string | undefined {
  return source.kind === 'document' ? source.document.classification.kind : undefined;
}

/** The kind of all objects of a document, which its overlays cannot change; undefined where there are several. */
function kindIn(subjects: Subjects, variants: readonly { readonly subjects: Subjects }[]): string | undefined {
  const [first, ...others] = [subjects, ...variants.map((one) => one.subjects)].flatMap((one) => one.of('object').map(({ kind }) => kind.value));
  return others.every((kind) => kind === first) ? first : undefined;
}
