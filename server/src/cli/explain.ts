import { ruleNames } from '../engine/catalogue';
import type { Language } from '../engine/settings';
import { render } from '../text/message';
import { translator } from '../workspace/pages';
import { showPage } from '../workspace/show-page';
import { describeUnknownRule } from './arguments';
import type { Outcome } from './main';

/** `seaworthy explain RULE`: the rule's page, in Chinese its Chinese part. Other tools' ids are understood. */
export function explain(name: string, language: Language): Outcome {
  const found = ruleNames.find(name);
  if (found.length === 0) return { output: '', errors: [render(describeUnknownRule(name), translator(language))], exitCode: 2 };
  return { output: found.map((rule) => showPage(rule, language)).join('\n'), errors: [], exitCode: 0 };
}
