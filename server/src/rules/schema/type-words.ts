import type { Value } from '../../model/object';
import type { JsonType } from '../../schema/check';
import { type Message, message } from '../../text/message';

/** What a field takes, in words. */
export function expectedWords(expected: readonly JsonType[]): Message {
  const [first] = expected;
  if (expected.length > 1) return expected.includes('number') ? message`a quantity` : message`a whole number or a string`;
  switch (first) {
    case 'object':
      return message`a mapping`;
    case 'array':
      return message`a list`;
    case 'integer':
      return message`a whole number`;
    case 'number':
      return message`a number`;
    case 'boolean':
      return message`${'true'} or ${'false'}`;
    default:
      return message`a string`;
  }
}

/** What a value is, in words. */
export function givenWords({ kind, plain, words }: Value): Message {
  switch (kind) {
    case 'map':
      return message`a mapping`;
    case 'list':
      return message`a list`;
    case 'boolean':
      if (words === String(plain)) return message`a boolean`;
      return plain === true ? message`the boolean ${'true'}` : message`the boolean ${'false'}`;
    case 'number':
      return message`a number`;
    default:
      return message`a string`;
  }
}
