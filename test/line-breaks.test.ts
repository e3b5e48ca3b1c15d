import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { Analysis } from '../server/src/engine/analysis';
import { allRules } from '../server/src/engine/catalogue';
import { readSettings } from '../server/src/engine/read-settings';
import type { Report } from '../server/src/engine/report';
import { DEFAULT_SETTINGS } from '../server/src/engine/settings';
import type { GoGrammar } from '../server/src/go/grammar';
import type { AnyRule } from '../server/src/rules/rule';
import { applyEdits } from '../server/src/text/edit';
import { LineIndex } from '../server/src/text/line-index';
import { render } from '../server/src/text/message';
import { loadGoGrammar } from '../server/src/workspace/go-grammar';
import { type Example, readExamples } from './fixture';
import { filesBelow, read } from './repository';

// Git writes files with the line breaks of Windows where it is told to. All examples of all pages, written like that, give
// the same findings at the same places, and every fix leaves a file with those line breaks alone.

let grammar: GoGrammar;
before(async () => {
  grammar = await loadGoGrammar();
});

describe('line breaks of Windows', () => {
  const sources = filesBelow('server/src/rules').filter((file) => file.endsWith('.md'));
  for (const rule of allRules) {
    it(rule.id, () => {
      const source = sources.find((file) => file.endsWith(`/${rule.id}.md`)) as string;
      for (const example of readExamples(read(`server/src/rules/${source}`))) {
        assert.deepEqual(outcome(rule, example, '\r\n'), outcome(rule, example, '\n'), example.title);
      }
    });
  }
});

/** Scripts with these line breaks are what the rule is about (test/engine/start-script.test.ts). */
const SCRIPTS_STAY = new Set(['start-script-refused']);

/** What is found and what the fixes make of it, said in lines. */
function outcome(rule: AnyRule, example: Example, newline: string): string[] {
  const stays = (file: string) => SCRIPTS_STAY.has(rule.id) && file.endsWith('.sh');
  const files = new Map([...example.files].map(([file, text]) => [file, stays(file) ? text : text.replaceAll('\n', newline)]));
  const configuration = files.get('.seaworthy.yaml');
  const settings = { ...DEFAULT_SETTINGS, ...(configuration !== undefined && readSettings('.seaworthy.yaml', configuration)) };
  const rules = settings.rules.has(rule.id) ? settings.rules : new Map([...settings.rules, [rule.id, 'on' as const]]);
  const analysis = new Analysis({ ...settings, rules }, [rule]);
  analysis.useGrammar(grammar);
  for (const [file, text] of files) analysis.setFile(file, text);
  for (const [file, text] of example.committed) analysis.setCommitted(file, text.replaceAll('\n', newline));
  return analysis.allReports().flatMap((report) => describeReport(report, files, newline));
}

function describeReport({ at, message, related, fixes }: Report, files: ReadonlyMap<string, string>, newline: string): string[] {
  const place = (where: Report['at']) => {
    const lines = new LineIndex(files.get(where.file) ?? '');
    const { start, end } = { start: lines.position(where.start), end: lines.position(where.end) };
    return `${where.file}:${start.line}:${start.character}-${end.line}:${end.character}`;
  };
  return [
    `${place(at)} ${render(message)}`,
    ...related.map((other) => `  ${place(other.at)} ${render(other.message)}`),
    ...fixes.flatMap(({ title, edits }) =>
      [...new Set(edits.map((edit) => edit.at.file))].map((file) => {
        const text = applyEdits(
          files.get(file) ?? '',
          edits.filter((edit) => edit.at.file === file),
        );
        const others = newline === '\n' ? text : text.replaceAll('\r\n', '');
        // A new file is written as we write files.
        if (newline !== '\n' && files.get(file)?.includes(newline))
          assert.ok(!/[\r\n]/.test(others), `"${render(title)}" mixes line breaks:\n${JSON.stringify(text)}`);
        return `  ${render(title)}: ${text.replaceAll('\r\n', '\n')}`;
      }),
    ),
  ];
}
