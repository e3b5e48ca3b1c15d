import type { Instruction } from '../../docker/dockerfile';

/** Where ` # words` begins in the instruction's text; a `#` inside quotes or words (`a#b`, `#fff`) begins none. */
export function trailingCommentOf({ keyword, rest, heredocs }: Instruction): number | undefined {
  if (heredocs.length > 0) return undefined;
  // No image, stage or port begins so.
  if (keyword === 'FROM' || keyword === 'EXPOSE') {
    const found = /[ \t](#.*)$/.exec(rest.value);
    return found ? rest.value.length - (found[1] as string).length : undefined;
  }
  const match = /^(?:[^"'#]|"(?:[^"\\]|\\.)*"|'[^']*'|(?<=\S)#)*?[ \t](#(?:[ \t].*|$))/.exec(rest.value);
  return match ? match[0].length - (match[1] as string).length : undefined;
}
