import type { Image } from '../image';

/** True where a program that starts as root and then becomes somebody else seems to be at work. */
export function dropsPrivileges({ commands, copies, entrypoint, cmd }: Image): boolean {
  const starts = [entrypoint, cmd].flatMap((instruction) => (instruction ? [instruction.json?.[0]?.value ?? '', instruction.rest.value] : []));
  return (
    commands.some(({ words }) => words.some(({ value }) => DROPPERS.test(value))) ||
    copies.some(({ instruction }) => DROPPERS.test(instruction.rest.value)) ||
    starts.some((text) => DROPPERS.test(text) || /entrypoint|\.sh\b/.test(text))
  );
}

const DROPPERS = /(?:^|[/\s"'-])(?:gosu|su-exec|setpriv|runuser|s6-setuidgid|s6-overlay|chpst)(?:$|[\s"'=<>~])/;

export function isRoot(user: string): boolean {
  return /^(?:root|0*)(?::|$)/.test(user);
}
