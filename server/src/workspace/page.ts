/** The page of a rule: its documentation, and in its examples its test. */
export interface Page {
  readonly id: string;
  readonly summary: string;
  /** Text of each `##` section by its heading, examples included. */
  readonly sections: ReadonlyMap<string, string>;
  /** What the page says in Chinese, without the translations. */
  readonly chinese: string;
  /** Message template in English -> in Chinese. */
  readonly translations: ReadonlyMap<string, string>;
}

/** The sections of a page, in this order. */
export const HEADINGS = ['What you see', 'Why', 'Examples', 'When it stays silent', 'When to turn it off', '中文'] as const;

/** Reads a page. A translation is a list item of two lines: the English template, and below it the Chinese one. */
export function parsePage(markdown: string): Page {
  // What stands in an example is no heading.
  const masked = markdown.replaceAll('\r\n', '\n').replace(/^```[\s\S]*?^```$/gm, (fence) => fence.replace(/^## /gm, '\0$&'));
  const [head = '', ...rest] = masked.split(/^## /m).map((section) => section.replaceAll('\0', ''));
  const [, id = '', summary = ''] = /^# (.+)\n+(.+)/.exec(head) ?? [];
  const sections = new Map<string, string>();
  for (const section of rest) {
    const end = section.indexOf('\n');
    sections.set((end < 0 ? section : section.slice(0, end)).trim(), end < 0 ? '' : section.slice(end + 1).trim());
  }
  const translations = new Map<string, string>();
  const chinese = (sections.get('中文') ?? '').replace(/^- (.+)\n {2}(.+)$\n?/gm, (_, english: string, translated: string) => {
    translations.set(english, translated);
    return '';
  });
  return { id, summary, sections, chinese: chinese.trim(), translations };
}
