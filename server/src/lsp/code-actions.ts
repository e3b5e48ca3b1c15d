import { type CodeAction, CodeActionKind, type CodeActionParams, type Diagnostic } from 'vscode-languageserver';
import { actionsAt } from '../engine/actions/actions-at';
import type { Report } from '../engine/report';
import { ignoreInFile, ignoreOnLine } from '../engine/write-suppression';
import { collide, type Edit } from '../text/edit';
import { message } from '../text/message';
import type { Session } from './session';
import type { Converter } from './to-lsp';
import { pathOf } from './uri';

/** The kind under which all safe fixes of a file are applied at once, also on save. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.seaworthy`;

/** The command that shows a rule's page; the client carries it out. */
export const EXPLAIN = 'seaworthy.explain';

/** Per finding, in this order: its fixes, the same for the whole file, ignore on the line, ignore in the file, explain. Last what can be built at the place. */
export function codeActions(session: Session, { textDocument, range, context }: CodeActionParams): CodeAction[] {
  const file = pathOf(textDocument.uri);
  const converter = session.converterFor(file);
  const reports = session.reportsOf(file);
  const wants = (kind: string) => context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    const lines = converter.lines(file);
    const start = lines.offset(range.start.line, range.start.character);
    const end = lines.offset(range.end.line, range.end.character);
    const touched = reports.filter(({ at }) => at.start <= end && at.end >= start);
    const rules = new Set<string>();
    for (const report of touched) {
      actions.push(...quickFixes(report, context.diagnostics, converter));
      if (rules.has(report.rule.id)) continue;
      rules.add(report.rule.id);
      actions.push(...ruleActions(report, reports, session, converter));
    }
  }
  if (wants(FIX_ALL) && (context.only !== undefined || actions.length === 0)) {
    const edits = safeEdits(reports);
    if (edits.length > 0)
      actions.push({ title: converter.say(message`Apply all safe fixes of Seaworthy`), kind: FIX_ALL, edit: converter.workspaceEdit(edits) });
  }
  if (wants(CodeActionKind.RefactorRewrite)) {
    const offset = converter.lines(file).offset(range.start.line, range.start.character);
    for (const { title, edits } of actionsAt(session.analysis, file, offset)) {
      actions.push({ title: converter.say(title), kind: CodeActionKind.RefactorRewrite, edit: converter.workspaceEdit(edits) });
    }
  }
  return actions;
}

function quickFixes(report: Report, known: readonly Diagnostic[], converter: Converter): CodeAction[] {
  const own = converter.diagnostic(report);
  // The client's own copy, so that it recognises the diagnostic that the action mends.
  const diagnostic = known.find(({ code, range }) => code === own.code && JSON.stringify(range) === JSON.stringify(own.range)) ?? own;
  return report.fixes.map(({ title, edits }, index) => ({
    title: converter.say(title),
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    isPreferred: index === 0,
    edit: converter.workspaceEdit(edits),
  }));
}

function ruleActions(report: Report, reports: readonly Report[], session: Session, converter: Converter): CodeAction[] {
  const { rule, at } = report;
  const kind = CodeActionKind.QuickFix;
  const same = reports.filter((other) => other.rule === rule);
  const all = firstFixes(same);
  const text = session.analysis.textOf(at.file) ?? '';
  const actions: CodeAction[] = [];
  if (same.filter(({ fixes }) => fixes.length > 0).length > 1)
    actions.push({ title: converter.say(message`Fix all ${rule.id} in this file`), kind, edit: converter.workspaceEdit(all) });
  // JSON has no comments.
  if (!/\.json$/i.test(at.file))
    actions.push(
      { title: converter.say(message`Ignore ${rule.id} on this line`), kind, edit: converter.workspaceEdit([ignoreOnLine(text, at, rule.id)]) },
      { title: converter.say(message`Ignore ${rule.id} in this file`), kind, edit: converter.workspaceEdit([ignoreInFile(text, at.file, rule.id)]) },
    );
  const title = converter.say(message`Explain ${rule.id}`);
  if (session.canDo(EXPLAIN)) actions.push({ title, kind, command: { title, command: EXPLAIN, arguments: [rule.id] } });
  return actions;
}

function safeEdits(reports: readonly Report[]): Edit[] {
  return firstFixes(reports.map((report) => ({ ...report, fixes: report.fixes.filter(({ safe }) => safe) })));
}

/** The first fix of each report; one that touches the text of an earlier one is left out. */
function firstFixes(reports: readonly Report[]): Edit[] {
  const edits: Edit[] = [];
  for (const { fixes } of reports) {
    const [fix] = fixes;
    if (fix && !collide(fix.edits, edits)) edits.push(...fix.edits);
  }
  return edits;
}
