import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import { message } from '../text/message';
import { pageOf } from '../workspace/pages';
import type { Session } from './session';
import { pathOf } from './uri';

/** On a finding: what the rule says, and what kubectl or docker would show. */
export function hover(session: Session, { textDocument, position }: HoverParams): Hover | undefined {
  const file = pathOf(textDocument.uri);
  const converter = session.converterFor(file);
  const offset = converter.lines(file).offset(position.line, position.character);
  const found = session.reportsOf(file).filter(({ at }) => at.start <= offset && offset <= at.end);
  const [first] = found;
  if (!first) return undefined;
  const isChinese = session.languageFor(file) === 'zh-cn';
  const parts = [...new Set(found.map(({ rule }) => rule))].flatMap(({ id, summary }) => {
    const page = pageOf(id);
    if (!page) return [];
    const seen = `**${converter.say(message`What you see`)}** — ${page.sections.get('What you see') ?? ''}`;
    if (!isChinese) return [`**${id}** — ${summary}`, seen];
    return [`**${id}** — ${converter.say({ template: summary, values: [] })}`, page.chinese, seen];
  });
  return parts.length === 0 ? undefined : { contents: { kind: MarkupKind.Markdown, value: parts.join('\n\n') }, range: converter.range(first.at) };
}
