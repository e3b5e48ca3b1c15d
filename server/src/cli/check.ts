import { writeFileSync } from 'node:fs';
import { allRules } from '../engine/catalogue';
import type { Language } from '../engine/settings';
import type { Severity } from '../rules/rule';
import { message } from '../text/message';
import { relativePath } from '../text/path';
import { type Loaded, load } from '../workspace/load';
import { pageOf, pageUrl, symptomOf, translator } from '../workspace/pages';
import { toSystemPath } from '../workspace/system-path';
import { applySafeFixes } from './apply-fixes';
import type { CheckOptions } from './arguments';
import { unifiedDiff } from './diff';
import type { Outcome } from './main';
import { type CheckResult, Presenter } from './report';
import { toGithubReport } from './report-github';
import { toJsonReport } from './report-json';
import { toJunitReport } from './report-junit';
import { toSarifReport } from './report-sarif';
import { toTextReport } from './report-text';
import { version } from './version';

export interface Surroundings {
  readonly workingFolder: string;
  readonly standardInput: string | undefined;
  readonly language: Language;
  readonly colour: boolean;
}

/** `seaworthy check`: reads, checks, mends where that is asked for, and reports. */
export async function check(options: CheckOptions, { workingFolder, standardInput, language, colour }: Surroundings): Promise<Outcome> {
  const standIn = options.standardInput === undefined ? undefined : { path: options.standardInput, text: standardInput ?? '' };
  const loaded = await load({
    paths: options.paths,
    workingFolder,
    configuration: options.configuration,
    overrides: options.overrides,
    standIn,
    since: options.since,
    // People and other programs open what is named; a JSON report is the same wherever the folder lies.
    fromWorkingFolder: options.format !== 'json',
  });
  const { analysis, targets, problems } = loaded;
  const own = options.language ?? targets.map((file) => analysis.settingsOf(file).language).find((one) => one !== undefined) ?? language;
  const presenter = new Presenter(loaded, translator(own));
  const errors = problems.map(({ message: said }) => presenter.say(said));
  const faults: string[] = [];
  const changed = options.fix === 'write' ? applySafeFixes(loaded) : new Map<string, string>();
  faults.push(...writeTexts(loaded, changed, presenter));
  const reports = targets.length === analysis.files.length ? analysis.allReports() : targets.flatMap((file) => analysis.reportsOf(file));
  for (const { rule, file, error } of analysis.takeCrashes()) {
    faults.push(presenter.say(message`The rule ${rule.id} failed on ${presenter.relative(file)}: ${String(error)}. The other rules went on.`));
  }
  const texts = new Map(targets.map((file) => [presenter.relative(file), file]));
  const result: CheckResult = {
    kubernetes: analysis.settingsOf(targets[0] ?? loaded.base).kubernetes,
    files: targets.length,
    documents: targets.reduce((sum, file) => sum + analysis.documentsOf(file).filter(({ classification }) => classification.kind !== 'empty').length, 0),
    findings: reports.map((report) => presenter.finding(report)),
    mended: changed.size,
    textOf: (file) => analysis.textOf(texts.get(file) ?? file) ?? '',
  };
  const report = show(result, options, loaded, own, colour);
  // Nothing is changed by a dry run, so its report is that of the files as they are.
  const diff = options.fix === 'dry-run' && options.format === 'text' ? differences(loaded, presenter) : '';
  const isIncomplete = faults.length > 0 || problems.some(({ isFatal }) => isFatal);
  return { output: diff + report, errors: [...errors, ...faults], exitCode: exitCode(result, options, isIncomplete) };
}

function show(result: CheckResult, { format }: CheckOptions, loaded: Loaded, language: Language, colour: boolean): string {
  switch (format) {
    case 'json':
      return toJsonReport(result);
    case 'sarif':
      return toSarifReport(result, allRules, version(), pageUrl);
    case 'junit':
      return toJunitReport(
        result,
        loaded.targets.map((file) => relativePath(loaded.base, file)),
      );
    case 'github':
      return toGithubReport(result);
    case 'text':
      return toTextReport(result, { colour, translate: translator(language), symptomOf: (rule) => symptom(rule) });
  }
}

/** What the safe fixes would change, as a patch. */
function differences(loaded: Loaded, presenter: Presenter): string {
  const before = new Map(loaded.targets.map((file) => [file, loaded.analysis.textOf(file) ?? '']));
  const pieces = [...applySafeFixes(loaded)].map(([file, text]) => unifiedDiff(presenter.relative(file), before.get(file) ?? '', text));
  return pieces.length === 0 ? '' : `${pieces.join('')}\n`;
}

function symptom(rule: string): string | undefined {
  const page = pageOf(rule);
  return page && symptomOf(page);
}

/** Writes the mended texts, byte order marks as they were. What cannot be written is said, and nothing is lost. */
function writeTexts({ byteOrderMarks }: Loaded, changed: ReadonlyMap<string, string>, presenter: Presenter): string[] {
  const errors: string[] = [];
  for (const [file, text] of changed) {
    try {
      writeFileSync(toSystemPath(file), (byteOrderMarks.has(file) ? '\ufeff' : '') + text);
    } catch (error) {
      errors.push(presenter.say(message`${presenter.relative(file)} cannot be written: ${(error as Error).message}.`));
    }
  }
  return errors;
}

const RANKS: Readonly<Record<Severity, number>> = { error: 3, warning: 2, info: 1, hint: 0 };

function exitCode({ findings }: CheckResult, { failOn, maxWarnings }: CheckOptions, unread: boolean): 0 | 1 | 2 {
  if (unread) return 2;
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  if (maxWarnings !== undefined && warnings > maxWarnings) return 1;
  return failOn !== 'never' && findings.some(({ severity }) => RANKS[severity] >= RANKS[failOn]) ? 1 : 0;
}
