import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type CompletionParams,
  CompletionTriggerKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver';
import type { Cursor } from '../engine/cursor';
import { type DockerOffer, dockerWordsAt } from '../engine/docker-offers';
import { existingNamesAt, type NameOffer } from '../engine/existing-names';
import { type FieldOffer, fieldOffersAt } from '../engine/field-offers';
import { settingsOffersAt } from '../engine/settings-offers';
import { dockerOffersAt, type Offer, offersAt } from '../engine/snippets';
import { withoutPlaceholders } from '../text/edit';
import { fieldWords } from './field-words';
import type { Session } from './session';
import type { Converter } from './to-lsp';
import { pathOf } from './uri';

/**
 * What can be written at a place: names that exist and can be meant there; keys and values that the definition of the
 * object has; snippets, where they are legal and not there yet.
 */
export function completions(session: Session, { textDocument, position, context }: CompletionParams): CompletionItem[] {
  const file = pathOf(textDocument.uri);
  const { analysis } = session;
  const converter = session.converterFor(file);
  const offset = converter.lines(file).offset(position.line, position.character);
  const dockerfile = analysis.dockerfileOf(file);
  if (dockerfile) {
    const words = dockerWordsAt(dockerfile, offset).map((offer, index) => toWordItem(offer, index, converter));
    return [...words, ...toItems(dockerOffersAt(dockerfile, offset, analysis.project), session, converter, 'dockerfile')];
  }
  if (context?.triggerCharacter !== undefined && DOCKER_TRIGGERS.includes(context.triggerCharacter)) return [];
  const cursor = analysis.cursorAt(file, offset);
  // A blank that is typed for indentation asks for nothing.
  if (!cursor || (!mayStart(cursor, context?.triggerCharacter) && context?.triggerKind === CompletionTriggerKind.TriggerCharacter)) return [];
  if (cursor.document.classification.kind === 'settings')
    return settingsOffersAt(cursor, analysis.project).map((offer) => toFieldItem(offer, session, converter));
  const names = existingNamesAt(cursor, analysis.project).map((offer, index) => toNameItem(offer, index, converter));
  const fields = fieldOffersAt(cursor, analysis.project, analysis.settingsOf(file).kubernetes).map((offer) => toFieldItem(offer, session, converter));
  return [...names, ...fields, ...toItems(offersAt(cursor, analysis.project), session, converter, 'yaml')];
}

/** A value follows a blank or a quote; keys begin with a quote in JSON alone. */
function mayStart({ position, json }: Cursor, character: string | undefined): boolean {
  return position === 'value' || (json && character === '"');
}

function toFieldItem(offer: FieldOffer, { capabilities }: Session, converter: Converter): CompletionItem {
  const { label, kind, detail, replaces, text, isSnippet, filter, isDeprecated, isRequired, about } = offer;
  const can = capabilities.textDocument?.completion?.completionItem;
  return {
    label,
    kind: kind === 'field' ? CompletionItemKind.Field : CompletionItemKind.EnumMember,
    filterText: filter,
    // Behind the names that exist: what must be there, then the rest, then what nobody should begin with.
    sortText: `"${isRequired ? 0 : isDeprecated ? 2 : 1}${label}`,
    // Editors show it as it is, without Markdown.
    ...(detail && { detail: converter.say(detail).replaceAll('`', '') }),
    ...(about && { documentation: { kind: MarkupKind.Markdown, value: fieldWords(about, converter) } }),
    ...(isDeprecated && can?.tagSupport?.valueSet.includes(CompletionItemTag.Deprecated) && { tags: [CompletionItemTag.Deprecated] }),
    ...(can?.insertTextModeSupport?.valueSet.includes(InsertTextMode.asIs) && { insertTextMode: InsertTextMode.asIs }),
    ...(isSnippet && can?.snippetSupport && { insertTextFormat: InsertTextFormat.Snippet }),
    textEdit: { range: converter.range(replaces), newText: isSnippet && !can?.snippetSupport ? withoutPlaceholders(text) : text },
  };
}

/** Characters behind which something can be offered in a Dockerfile, beside those for YAML. */
export const DOCKER_TRIGGERS: readonly string[] = ['$', '{', '=', '-', ','];

const WORD_KINDS: Readonly<Record<DockerOffer['kind'], CompletionItemKind>> = {
  instruction: CompletionItemKind.Keyword,
  flag: CompletionItemKind.Property,
  stage: CompletionItemKind.Module,
  variable: CompletionItemKind.Variable,
  image: CompletionItemKind.Value,
  value: CompletionItemKind.EnumMember,
};

function toWordItem({ kind, label, detail, replaces, text, said }: DockerOffer, index: number, converter: Converter): CompletionItem {
  return {
    label,
    kind: WORD_KINDS[kind],
    detail,
    sortText: `!${String(index).padStart(3, '0')}`,
    textEdit: { range: converter.range(replaces), newText: text },
    ...(said && { documentation: { kind: MarkupKind.Markdown, value: converter.say(said) } }),
    // Behind a flag, its value is what comes next.
    ...(kind === 'flag' && text.endsWith('=') && { command: { title: '', command: 'editor.action.triggerSuggest' } }),
  };
}

function toNameItem({ label, detail, replaces, text, filter, describe }: NameOffer, index: number, converter: Converter): CompletionItem {
  return {
    label,
    kind: CompletionItemKind.Reference,
    detail,
    filterText: filter,
    // Above what others guess from the words of the file.
    sortText: `!${String(index).padStart(3, '0')}`,
    textEdit: { range: converter.range(replaces), newText: text },
    ...(describe && { documentation: { kind: MarkupKind.Markdown, value: describe((said) => converter.say(said)) } }),
  };
}

function toItems(offers: readonly Offer[], { capabilities }: Session, converter: Converter, language: string): CompletionItem[] {
  const can = capabilities.textDocument?.completion?.completionItem;
  return offers.map(({ label, variant, description, replaces, text, lines }, index) => {
    const told = variant && converter.say(variant);
    const shownAs =
      told === undefined ? { label } : can?.labelDetailsSupport ? { label, labelDetails: { detail: ` ${told}` } } : { label: `${label} (${told})` };
    return {
      ...shownAs,
      kind: CompletionItemKind.Snippet,
      detail: converter.say(description),
      documentation: { kind: MarkupKind.Markdown, value: `\`\`\`${language}\n${withoutPlaceholders(lines.join('\n'))}\n\`\`\`` },
      filterText: label,
      // Below the plain keys of whoever offers them, above the snippets that VS Code offers everywhere (`z-…`), in our own order.
      sortText: `y${String(index).padStart(2, '0')}`,
      insertTextFormat: can?.snippetSupport ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      // The indentation is in the text: editors know the line's, which is not the mapping's behind a dash.
      ...(can?.insertTextModeSupport?.valueSet.includes(InsertTextMode.asIs) && { insertTextMode: InsertTextMode.asIs }),
      textEdit: { range: converter.range(replaces), newText: can?.snippetSupport ? text : withoutPlaceholders(text) },
    };
  });
}
