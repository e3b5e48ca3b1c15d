import { allRules, ruleNames } from '../engine/catalogue';
import type { Language } from '../engine/settings';
import { message, render } from '../text/message';
import { translator } from '../workspace/pages';
import { showPage } from '../workspace/show-page';
import type { Outcome } from './main';

/** `seaworthy explain RULE`: the rule's page, in Chinese its Chinese part. Other tools' ids are understood. */
export function explain(name: string, language: Language): Outcome {
  const found = ruleNames.find(name);
  const translate = translator(language);
  if (found.length === 0) {
    const near = allRules.map(({ id }) => id).filter((id) => id.includes(name) || name.includes(id));
    const said =
      near.length > 0
        ? message`There is no rule ${name}; did you mean ${near.slice(0, 5)}?`
        : message`There is no rule ${name}; ${'seaworthy rules'} lists them all.`;
    return { output: '', errors: [render(said, translate)], exitCode: 2 };
  }
  return { output: found.map((rule) => showPage(rule, language)).join('\n'), errors: [], exitCode: 0 };
}
