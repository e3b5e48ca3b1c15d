// Characters by their code, and what they may do where.

export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const QUOTE = 34;
export const HASH = 35;
export const PLUS = 43;
export const APOSTROPHE = 39;
export const COMMA = 44;
export const DASH = 45;
export const COLON = 58;
export const GREATER = 62;
export const QUESTION_MARK = 63;
export const OPEN_LIST = 91;
export const BACKSLASH = 92;
export const CLOSE_LIST = 93;
export const OPEN_MAP = 123;
export const BAR = 124;
export const CLOSE_MAP = 125;
export const BYTE_ORDER_MARK = 0xfeff;

const classOf = (characters: string, value: number, table = new Uint8Array(128)) => {
  for (const character of characters) table[character.charCodeAt(0)] = value;
  return table;
};
/** What a character may do at the start of a plain scalar: 0 starts one, 1 only if text follows, 2 never. */
export const START = classOf('&*!|>\'"%@`#,[]{}\t\n\r ', 2, classOf('-?:', 1));
export const FLOW_STOP = classOf(',[]{}', 1);
/** Escapes in double quotes: 1 a single character, 2 two hexadecimal digits, 4 four. */
export const ESCAPED = classOf('u', 4, classOf('x', 2, classOf('0abefnrtvN_LP "/\\\t', 1)));

export function isBlank(character: number): boolean {
  return character === SPACE || character === LF || character === CR || character === TAB;
}

export function isHexDigit(character: number): boolean {
  const lower = character | 32;
  return (character >= 48 && character <= 57) || (lower >= 97 && lower <= 102);
}
