import { allRules } from '../engine/catalogue';
import type { Language } from '../engine/settings';
import { render } from '../text/message';
import { translator } from '../workspace/pages';
import type { Outcome } from './main';

/** `seaworthy rules`: every rule, as text, JSON or a Markdown table. */
export function listRules(format: 'text' | 'json' | 'markdown', language: Language): Outcome {
  const translate = translator(language);
  const rules = allRules.map(({ id, summary, severity, stage, profile, fixable, since, scope, aliases = [] }) => ({
    id,
    summary: render({ template: summary, values: [] }, translate),
    severity,
    stage,
    profile,
    fixable,
    since,
    scope,
    aliases,
  }));
  if (format === 'json') return done(`${JSON.stringify(rules, undefined, 2)}\n`);
  if (format === 'markdown') return done(ruleTable(rules));
  const width = Math.max(...rules.map(({ id }) => id.length));
  return done(rules.map(({ id, severity, summary }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${summary}\n`).join(''));
}

interface Row {
  readonly id: string;
  readonly summary: string;
  readonly severity: string;
  readonly stage: string;
  readonly profile: string;
  readonly fixable: string;
}

/** The table of rules that README holds. */
export function ruleTable(rules: readonly Row[]): string {
  const rows = rules.map(
    ({ id, severity, stage, profile, fixable, summary }) =>
      `| \`${id}\` | ${severity} | ${stage} | ${profile} | ${fixable} | ${summary.replaceAll('|', '\\|')} |\n`,
  );
  return `| Rule | Severity | Stage | Profile | Fix | What it finds |\n|---|---|---|---|---|---|\n${rows.join('')}`;
}

function done(output: string): Outcome {
  return { output, errors: [], exitCode: 0 };
}
