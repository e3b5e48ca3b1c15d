import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { Analysis } from '../server/src/engine/analysis';
import { allRules } from '../server/src/engine/catalogue';
import { readSettings } from '../server/src/engine/read-settings';
import type { Report } from '../server/src/engine/report';
import { DEFAULT_SETTINGS, type Settings } from '../server/src/engine/settings';
import type { GoGrammar } from '../server/src/go/grammar';
import { workloadOf } from '../server/src/model/workload';
import type { AnyRule, Fix } from '../server/src/rules/rule';
import { applyEdits } from '../server/src/text/edit';
import { type Message, render } from '../server/src/text/message';
import { loadGoGrammar } from '../server/src/workspace/go-grammar';
import { HEADINGS, parsePage } from '../server/src/workspace/page';
import { type Example, type Mark, markOf, readExamples, rewritePage } from './fixture';
import { messagesIn } from './messages';
import { deepFreeze, filesBelow, read, root } from './repository';

const UPDATE = process.env.UPDATE === '1';
const only = process.env.RULE?.split(',');
const sources = filesBelow('server/src/rules');
const shared = new Set(Object.keys(JSON.parse(read('l10n/bundle.l10n.zh-cn.json')) as Record<string, string>));
let grammar: GoGrammar;

before(async () => {
  grammar = await loadGoGrammar();
});

for (const rule of allRules) {
  if (only && !only.includes(rule.id)) continue;
  describe(rule.id, () => {
    const source = sources.find((file) => file.endsWith(`/${rule.id}.ts`));
    assert.ok(source, `the rule ${rule.id} has no file of its name`);
    const page = `server/src/rules/${source.slice(0, -3)}.md`;
    const extra = `test/rules/${rule.id}.md`;
    const pages = [page, ...(filesBelow('test/rules').includes(`${rule.id}.md`) ? [extra] : [])];

    it('has a page that says everything', () => checkPage(rule, read(page)));
    it('says everything in both languages', () => checkTranslations(rule, read(`server/src/rules/${source}`), read(page)));
    for (const path of pages) {
      if (UPDATE) it(`updates ${path}`, () => updatePage(rule, path));
      else for (const example of readExamples(read(path))) it(example.title, () => checkExample(rule, example));
    }
    it('is as fixable as it says', { skip: UPDATE ? 'only updating' : false }, () => {
      const reports = pages.flatMap((path) => readExamples(read(path)).flatMap((example) => analyse(rule, example).reports));
      const fixed = reports.filter(({ fixes }) => fixes.length > 0).length;
      // A file with too many findings needs many rules; `analysis.test.ts` has one.
      if (rule.scope === 'limit') return;
      assert.ok(reports.length > 0, 'no example shows a finding');
      if (rule.fixable === 'never') assert.equal(fixed, 0);
      else if (rule.fixable === 'always') assert.equal(fixed, reports.length);
      else assert.ok(fixed > 0, 'no example shows a fix');
    });
  });
}

function checkPage(rule: AnyRule, text: string): void {
  const { id, summary, sections, chinese } = parsePage(text);
  assert.equal(id, rule.id);
  assert.equal(summary, rule.summary);
  assert.deepEqual([...sections.keys()], [...HEADINGS]);
  for (const [heading, body] of sections) assert.ok(body.length > 10, `the section ${heading} is empty`);
  // Words that hold backticks stand in two of them. It is the first quotation that the command line shows.
  for (const [, quoted] of (sections.get('What you see') ?? '').matchAll(/(?<!`)`(?!`)([^`]+)`(?!`)/g)) {
    assert.equal(quoted, quoted?.trimEnd(), 'a quotation ends at a backtick inside');
  }
  const sentences = chinese.match(/[。！？]/g)?.length ?? 0;
  assert.ok(sentences >= 3 && sentences <= 6, `the Chinese text has ${sentences} sentences, not three to six`);
  assert.ok(
    readExamples(text).some(({ expected }) => expected.length === 0),
    'no example is clean',
  );
}

function checkTranslations(rule: AnyRule, source: string, page: string): void {
  const { translations } = parsePage(page);
  const used = new Set([rule.summary, ...messagesIn(source)]);
  for (const template of used) {
    const translated = translations.get(template);
    if (translated === undefined && shared.has(template)) continue;
    assert.ok(translated, `no translation of: ${template}`);
    assert.deepEqual(holes(translated), holes(template), `the translation loses a placeholder: ${template}`);
  }
  for (const template of translations.keys()) assert.ok(used.has(template), `translates what the rule does not say: ${template}`);
}

function holes(template: string): string[] {
  return [...new Set(template.match(/\{\d+\}/g))].sort();
}

function checkExample(rule: AnyRule, example: Example): void {
  const { reports } = analyse(rule, example);
  assert.deepEqual(show(marksOf(example, reports)), show(example.expected));
  for (const { title, file, text } of example.fixes) {
    const fixed = applyFix(example, reports, title);
    assert.ok(fixed, `no fix is titled: ${title}`);
    assert.equal(fixed.files.get(file), text === '' ? '' : `${text}\n`);
  }
  for (const report of reports) {
    for (const fix of report.fixes) checkFix(rule, example, reports, fix);
  }
}

/** A fix takes its finding away, adds none, and leaves files that can be read. */
function checkFix(rule: AnyRule, example: Example, reports: readonly Report[], fix: Fix): void {
  const title = titleOf(fix);
  const { committed } = example;
  const files = withEdits(example.files, fix.edits);
  const after = run([rule], { files, committed }, settingsIn(files)).reports;
  assert.ok(after.length < reports.length, `after "${title}" there are still ${after.length} findings`);
  const problems = (list: ReadonlyMap<string, string>) =>
    run(allRules, { files: list, committed }, settingsIn(list))
      .reports.filter(({ severity, rule: other }) => (severity === 'error' || severity === 'warning') && other !== rule)
      .map(({ rule: other, at }) => `${other.id} in ${at.file}`);
  const known = problems(example.files);
  const added = problems(files).filter((problem) => {
    const index = known.indexOf(problem);
    if (index >= 0) known.splice(index, 1);
    return index < 0;
  });
  assert.deepEqual(added, [], `"${title}" brings new problems`);
}

function analyse(rule: AnyRule, example: Example): { reports: readonly Report[] } {
  const settings = settingsIn(example.files);
  return { reports: run([rule], example, settings).reports };
}

function settingsIn(files: ReadonlyMap<string, string>): Settings {
  const configuration = files.get('.seaworthy.yaml');
  return { ...DEFAULT_SETTINGS, ...(configuration !== undefined && readSettings('.seaworthy.yaml', configuration)) };
}

function run(rules: readonly AnyRule[], { files, committed }: Pick<Example, 'files' | 'committed'>, settings: Settings): { reports: readonly Report[] } {
  // The rule under test is on whatever its profile, unless the configuration sets it.
  const [rule, ...others] = rules;
  const on = others.length === 0 && rule && !settings.rules.has(rule.id);
  const analysis = new Analysis(on ? { ...settings, rules: new Map([...settings.rules, [rule.id, 'on']]) } : settings, rules);
  analysis.useGrammar(grammar);
  for (const [file, text] of files) analysis.setFile(file, text);
  for (const [file, text] of committed) analysis.setCommitted(file, text);
  const { documents, dockerfiles } = analysis.project;
  for (const document of documents) for (const object of document.objects) deepFreeze(workloadOf(object));
  deepFreeze(documents.map(({ objects }) => objects));
  deepFreeze(dockerfiles);
  const reports = analysis.allReports();
  const [crash] = analysis.takeCrashes();
  if (crash) throw crash.error;
  return { reports };
}

function marksOf(example: Example, reports: readonly Report[]): Mark[] {
  const mark = (file: string, start: number, end: number, label: string): Mark => ({ file, ...markOf(example.files.get(file) ?? '', start, end), label });
  return reports.flatMap(({ at, severity, message, related }) => [
    mark(at.file, at.start, at.end, `${severity}: ${english(message)}`),
    ...related.map((other) => mark(other.at.file, other.at.start, other.at.end, `related: ${english(other.message)}`)),
  ]);
}

/** Marks as lines that read well where a test fails. */
function show(marks: readonly Mark[]): string[] {
  return [...new Set(marks.map(({ file, start, end, label }) => `${file} ${String(start).padStart(5)}-${end} ${label}`))].sort();
}

function applyFix(example: Example, reports: readonly Report[], title: string): { files: ReadonlyMap<string, string> } | undefined {
  const fix = reports.flatMap(({ fixes }) => fixes).find((one) => titleOf(one) === title);
  return fix && { files: withEdits(example.files, fix.edits) };
}

function withEdits(files: ReadonlyMap<string, string>, edits: Parameters<typeof applyEdits>[1]): ReadonlyMap<string, string> {
  const changed = new Map(files);
  for (const file of new Set(edits.map(({ at }) => at.file))) {
    changed.set(
      file,
      applyEdits(
        files.get(file) ?? '',
        edits.filter(({ at }) => at.file === file),
      ),
    );
  }
  return changed;
}

function english(message: Message): string {
  return render(message);
}

/** A fix's title as a page names it. */
function titleOf({ title }: Fix): string {
  return english(title).replaceAll('`', '');
}

function updatePage(rule: AnyRule, path: string): void {
  const text = read(path);
  const rewritten = rewritePage(text, (example) => {
    const { reports } = analyse(rule, example);
    return {
      marks: [...new Map(marksOf(example, reports).map((mark) => [JSON.stringify(mark), mark])).values()],
      fixed: (file, title) => applyFix(example, reports, title)?.files.get(file),
    };
  });
  if (rewritten !== text) writeFileSync(join(root, path), rewritten);
}
