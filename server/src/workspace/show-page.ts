import type { Report } from '../engine/report';
import type { Language } from '../engine/settings';
import { type Message, message, render } from '../text/message';
import { parsePage } from './page';
import { pageText, translator } from './pages';

/** A rule's page as people read it, as Markdown: in Chinese its Chinese part, then what is the same in every language. */
export function showPage(rule: Report['rule'], language: Language): string {
  const { id, summary, sections, chinese, translations } = parsePage(pageText(rule.id) ?? '');
  const facts = factsOf(rule)
    .map((said) => render(said, translator(language)))
    .join('\n\n');
  const seen = sections.get('What you see') ?? '';
  const examples = withTitles(sections.get('Examples') ?? '', language);
  if (language === 'zh-cn') {
    const say = (template: string) => render({ template, values: [] }, translator(language));
    const parts = [`# ${id}`, translations.get(summary) ?? summary, facts, chinese, `## ${say('What you see')}`, seen, `## ${say('Examples')}`, examples];
    return `${parts.join('\n\n')}\n`;
  }
  const body = [...sections].flatMap(([heading, text]) => (heading === '中文' ? [] : [`## ${heading}`, heading === 'Examples' ? examples : text]));
  return `${[`# ${id}`, summary, facts, ...body].join('\n\n')}\n`;
}

/** What a rule is, and what other tools call it. */
function factsOf({ severity, stage, profile, fixable, since, aliases = [] }: Report['rule']): Message[] {
  const word = (template: string): Message => ({ template, values: [] });
  const facts = message`${word(severity)} · stage: ${word(stage)} · profile: ${word(profile)} · fixable: ${word(fixable)} · since ${word(since)}`;
  return aliases.length === 0 ? [facts] : [facts, message`Other tools call it ${aliases}.`];
}

/** The name of a file stands in the head of its fence, where nobody sees it: here it stands above. */
function withTitles(examples: string, language: Language): string {
  return examples.replace(/^```(\w*) title="([^"]*)"(?: fixed="([^"]*)")?.*$/gm, (_, fence: string, title: string, fix: string | undefined) => {
    const above = fix === undefined ? `\`${title}\`` : render(message`${title} after “${{ template: fix, values: [] }}”`, translator(language));
    return `${above}:\n\n\`\`\`${fence}`;
  });
}
