/**
 * The text that stands for bytes in JSON, as Go's `encoding/base64` reads it: the standard alphabet, padded, with line
 * breaks passed over. Undefined where Go would refuse it; otherwise one character a byte.
 */
export function decodeBase64(text: string): string | undefined {
  const packed = text.replace(/[\r\n]/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return undefined;
  return atob(packed);
}

/** The bytes of a text in UTF-8, as base64. */
export function encodeBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}
