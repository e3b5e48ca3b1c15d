/** Programs that read a command line themselves. */
const SHELLS = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh', 'busybox', 'cmd', 'cmd.exe', 'powershell', 'powershell.exe', 'pwsh']);

/** True where a shell gets the words: it stands in front, perhaps behind `env`, `tini` and the like. */
export function hasShell(words: readonly string[]): boolean {
  return words.some((word) => SHELLS.has(baseOf(word).toLowerCase()) || /(?:^|\/)(?:ba|da|a|z|k)?sh\s+-\w*c\b/.test(word));
}

/** The name of a program without its folder. */
export function baseOf(word: string): string {
  return word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1);
}

/** The text needs a shell: pipes, lists, redirections, quotes, variables. */
export function isShellText(text: string): boolean {
  return /[|&;<>"'`$*?\\]/.test(text);
}
