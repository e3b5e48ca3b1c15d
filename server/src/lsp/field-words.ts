import type { FieldDescription } from '../engine/field-facts';
import { type Message, message } from '../text/message';
import { gateOf, textOf } from '../workspace/field-texts';
import type { Converter } from './to-lsp';

/** What is known of a field, as Markdown: facts in the user's language, and what the API's documentation says. */
export function fieldWords({ facts, text, words, link }: Pick<FieldDescription, 'facts' | 'text' | 'words' | 'link'>, converter: Converter): string {
  const gate = text && gateOf(text);
  const said: Message[] = [...facts];
  if (gate)
    said.push(
      gate.since === gate.last
        ? message`Behind the gate ${gate.name} in 1.${gate.since}.`
        : message`Behind the gate ${gate.name} from 1.${gate.since} to 1.${gate.last}.`,
    );
  const first = said.map((one) => converter.say(one)).join(' ');
  const description = words ?? (text && textOf(text));
  const reference = link === undefined ? undefined : `[${converter.say(message`API reference`)}](${link})`;
  return [first, description === undefined ? undefined : plain(description), reference].filter((part) => part !== undefined && part !== '').join('\n\n');
}

/** Angle brackets in descriptions are no HTML. */
function plain(text: string): string {
  return text.replaceAll('<', '\\<');
}
