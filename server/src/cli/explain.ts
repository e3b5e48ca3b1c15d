import { allRules, ruleNames } from '../engine/catalogue';
import type { Language } from '../engine/settings';
import type { AnyRule } from '../rules/rule';
import { message, render } from '../text/message';
import { parsePage } from '../workspace/page';
import { pageText, translator } from '../workspace/pages';
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

function showPage(rule: AnyRule, language: Language): string {
  const text = pageText(rule.id) ?? '';
  const facts = `${rule.severity} · ${rule.stage} · ${rule.profile} · fixable: ${rule.fixable} · since ${rule.since}${rule.aliases ? ` · ${rule.aliases.join(', ')}` : ''}`;
  if (language === 'zh-cn') {
    const { id, chinese, summary, translations, sections } = parsePage(text);
    return `# ${id}\n\n${translations.get(summary) ?? summary}\n\n${facts}\n\n${chinese}\n\n${sections.get('What you see') ?? ''}\n`;
  }
  const english = text.slice(0, text.indexOf('\n## 中文'));
  const [title = '', ...rest] = english.split('\n');
  return `${title}\n\n${facts}\n${rest.join('\n').trimEnd()}\n`;
}
