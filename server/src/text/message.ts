import { table } from './table';

/**
 * A sentence for people, kept apart from its values so that it can be said in another language.
 * The template is English with `{0}`, `{1}` … for the values; it is the key of its translations.
 */
export interface Message {
  readonly template: string;
  readonly values: readonly MessageValue[];
}

/** Text is shown in backticks, a list as a comma-separated enumeration, numbers and messages as they are. */
export type MessageValue = string | number | Message | readonly string[];

/** Writes a message: ``message`No port of ${container} is named ${port}.` ``. Text values get their backticks here. */
export function message(parts: TemplateStringsArray, ...values: MessageValue[]): Message {
  return { template: parts.reduce((text, part, index) => `${text}{${index - 1}}${part}`), values };
}

/** The translation of a template, or undefined where there is none. */
export type Translate = (template: string) => string | undefined;

/** Says a message in the language that `translate` knows; without it, in English. */
export function render(said: Message, translate?: Translate): string {
  const template = translate?.(said.template) ?? said.template;
  return template.replace(/\{(\d+)\}/g, (hole, index) => {
    const value = said.values[Number(index)];
    return value === undefined ? hole : show(value, translate);
  });
}

function show(value: MessageValue, translate: Translate | undefined): string {
  if (typeof value === 'string') return `\`${visible(shortened(value))}\``;
  if (typeof value === 'number') return String(value);
  if ('template' in value) return render(value, translate);
  return value.map((item) => `\`${visible(shortened(item))}\``).join(', ');
}

/**
 * Writes characters that cannot be seen as escapes. Names come from files of strangers: they must not break a line, turn the
 * direction of reading, or give orders to a terminal.
 */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What is longer than anybody reads keeps its ends. */
function shortened(text: string): string {
  return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN / 2)} … ${text.slice(-MOST_SHOWN / 4)}`;
}

const MOST_SHOWN = 400;
const INVISIBLE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const ESCAPES: Readonly<Record<string, string>> = table({ '\n': '\\n', '\r': '\\r', '\t': '\\t' });
