import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import { dockerHover } from '../engine/docker-hover';
import { describeFieldAt } from '../engine/field-facts';
import { symbolAt } from '../engine/navigation/navigate';
import type { Report } from '../engine/report';
import { describeSettingAt } from '../engine/settings-offers';
import { message } from '../text/message';
import { pageOf, symptomOf } from '../workspace/pages';
import { fieldWords } from './field-words';
import type { Session } from './session';
import type { Converter } from './to-lsp';
import { pathOf } from './uri';

/** On a finding: what the rule says, and what kubectl or docker would show. On a name: what it stands for. On a key: what the field is. */
export function hover(session: Session, { textDocument, position }: HoverParams): Hover | undefined {
  const file = pathOf(textDocument.uri);
  const converter = session.converterFor(file);
  const offset = converter.lines(file).offset(position.line, position.character);
  const found = session.reportsOf(file).filter(({ at }) => at.start <= offset && offset <= at.end);
  const symbol = symbolAt(session.analysis, file, offset);
  const described = symbol?.describe?.((said) => converter.say(said));
  const dockerfile = session.analysis.dockerfileOf(file);
  const known = dockerfile && dockerHover(dockerfile, offset);
  const field = describeFieldAt(session.analysis, file, offset) ?? describeSettingAt(session.analysis, file, offset);
  const at = found[0]?.at ?? (described === undefined ? (known?.at ?? field?.at) : symbol?.at);
  const parts = [
    ...findingParts(found, session.languageFor(file) === 'zh-cn', converter),
    ...(described === undefined ? [] : [described]),
    ...[known?.said && converter.say(known.said), known?.facts].filter((part) => part !== undefined),
    ...(field ? [`\`${field.title}\`\n\n${fieldWords(field, converter)}`] : []),
  ];
  return parts.length === 0 || !at ? undefined : { contents: { kind: MarkupKind.Markdown, value: parts.join('\n\n---\n\n') }, range: converter.range(at) };
}

function findingParts(found: readonly Report[], isChinese: boolean, converter: Converter): string[] {
  return [...new Set(found.map(({ rule }) => rule))].flatMap(({ id, summary }) => {
    const page = pageOf(id);
    if (!page) return [];
    const own = [...new Set(found.flatMap(({ rule, seen }) => (rule.id === id && seen !== undefined ? [seen] : [])))];
    // What kubectl and docker print is English for everybody; our own words about it are for those who read English.
    const symptom = symptomOf(page);
    const shown =
      own.length > 0 ? own.map((seen) => `\`\` ${seen} \`\``).join(', ') : !isChinese ? page.sections.get('What you see') : symptom && `\`\` ${symptom} \`\``;
    const seen = shown ? `\n\n**${converter.say(message`What you see`)}** — ${shown}` : '';
    const said = isChinese ? `**${id}** — ${converter.say({ template: summary, values: [] })}\n\n${page.chinese}` : `**${id}** — ${summary}`;
    return [`${said}${seen}`];
  });
}
