import type { AnyRule, Finding, Fix, Related, Severity } from '../rules/rule';
import type { Edit } from '../text/edit';
import type { Message } from '../text/message';
import type { Span } from '../text/span';

/** A finding as the engine hands it out: judged, and with its rule. */
export interface Report {
  readonly rule: AnyRule;
  readonly severity: Severity;
  readonly at: Span;
  readonly message: Message;
  readonly seen: Finding['seen'];
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  readonly tag: Finding['tag'];
  readonly covers: Finding['covers'];
  readonly slip: boolean;
  /** For a wider profile than the one that is set: only there so that comments that silence it are known to be of use. */
  readonly hidden?: true;
}

/** A rule that failed. Its findings for that subject are lost, nothing else. */
export interface Crash {
  readonly rule: AnyRule;
  readonly file: string;
  readonly error: unknown;
}

export function toReport(rule: AnyRule, finding: Finding, override: Severity | undefined): Report {
  const { at, message, seen, severity = rule.severity, related = [], fix, tag, covers, slip = false } = finding;
  const fixes = fix === undefined ? [] : isList(fix) ? fix : [fix];
  // A fix that found nothing to edit, as in half-typed YAML, is none.
  return { rule, severity: override ?? severity, at, message, seen, related, fixes: fixes.filter(({ edits }) => edits.length > 0), tag, covers, slip };
}

/** The same report with fixes that break lines as the files do. `firstLineOf` gives a file's text up to its first line break, which is part of it. */
export function withLineBreaks(report: Report, firstLineOf: (file: string) => string): Report {
  const isForeign = ({ at, text }: Edit) => /(?<!\r)\n/.test(text) && firstLineOf(at.file).endsWith('\r\n');
  if (!report.fixes.some(({ edits }) => edits.some(isForeign))) return report;
  const adapt = (edit: Edit) => (isForeign(edit) ? { ...edit, text: edit.text.replaceAll(/\r?\n/g, '\r\n') } : edit);
  return { ...report, fixes: report.fixes.map((fix) => ({ ...fix, edits: fix.edits.map(adapt) })) };
}

/** The order of reports everywhere: by file, place and rule. */
export function compareReports(a: Report, b: Report): number {
  return (
    compareText(a.at.file, b.at.file) ||
    a.at.start - b.at.start ||
    a.at.end - b.at.end ||
    compareText(a.rule.id, b.rule.id) ||
    compareText(a.message.template, b.message.template)
  );
}

/** Reports in order, each once: several workloads that run one image find the same fault in it. */
export function distinctReports(ordered: readonly Report[]): Report[] {
  return ordered.filter((report, index) => {
    const before = ordered[index - 1];
    return !before || compareReports(before, report) !== 0 || JSON.stringify(before.message.values) !== JSON.stringify(report.message.values);
  });
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : b < a ? 1 : 0;
}

function isList(fix: Fix | readonly Fix[]): fix is readonly Fix[] {
  return Array.isArray(fix);
}

/** Finds the reports of one file among all, again and again. */
export function byFile(reports: readonly Report[]): (file: string) => readonly Report[] {
  const files = new Map<string, Report[]>();
  for (const report of reports) {
    const own = files.get(report.at.file);
    if (own) own.push(report);
    else files.set(report.at.file, [report]);
  }
  return (file) => files.get(file) ?? [];
}

/** Leaves out what another report says too, with more beside it: one cause, one report. */
export function withoutCovered(reports: readonly Report[]): Report[] {
  const byPlace = new Map<string, { readonly covers: readonly string[]; readonly severity: Severity }[]>();
  for (const { at, covers, related, severity } of reports) {
    for (const one of [{ at, covers }, ...related]) {
      if (one.covers) byPlace.set(placeOf(one), [...(byPlace.get(placeOf(one)) ?? []), { covers: one.covers, severity }]);
    }
  }
  if (byPlace.size === 0) return [...reports];
  const isCovered = (report: Report) =>
    byPlace
      .get(placeOf(report))
      ?.some(({ covers, severity }) => covers.includes(report.rule.id) && GRAVITY.indexOf(severity) <= GRAVITY.indexOf(report.severity));
  return reports.filter((report) => !isCovered(report));
}

const GRAVITY: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

function placeOf({ at }: { readonly at: Span }): string {
  return `${at.file}:${at.start}-${at.end}`;
}
