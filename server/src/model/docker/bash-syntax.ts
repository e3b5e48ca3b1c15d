import type { ShellWord } from '../../docker/shell';
import type { RunCommand } from './run-commands';

/** A shell that is not bash. */
export interface ShellKind {
  readonly name: 'dash' | 'busybox sh';
  /** It has `set -o pipefail`, or may have it. */
  readonly pipefail: boolean;
}

export interface BashOnly {
  readonly kind: 'word' | 'source' | 'equals' | 'pipefail' | 'array' | 'braces' | 'background';
  readonly word: Pick<ShellWord, 'source' | 'at'>;
}

/** Builtins that neither has; busybox (with its `ASH_BASH_COMPAT`) has `source`, `[[`, `let` and `&>`, and dash has not. */
const NEITHER = new Set(['pushd', 'popd', 'shopt', 'declare', 'typeset', 'mapfile', 'readarray', 'compgen', 'disown']);
const NOT_DASH = new Set(['source', '[[', 'let', 'function']);
/** Programs that get names of files, and nothing that they would expand themselves. */
const TAKES_FILES = new Set(['mkdir', 'touch', 'rm', 'cp', 'mv', 'chmod', 'chown', 'ls', 'install']);

/** What of a command bash alone understands. `text` is that of the file. */
export function* bashOnlyIn({ command, program, words }: RunCommand, text: string, { name, pipefail }: ShellKind): Iterable<BashOnly> {
  const isDash = name === 'dash';
  const [first] = command.words;
  for (const { value, at } of command.assignments) {
    if (value === '' && text[at.end] === '(' && text[at.end - 1] === '=') yield { kind: 'array', word: { source: `${text.slice(at.start, at.end)}(…)`, at } };
  }
  if (first && first.value === first.source) {
    if (NEITHER.has(first.value) || (isDash && NOT_DASH.has(first.value))) yield { kind: first.value === 'source' ? 'source' : 'word', word: first };
  }
  for (const word of command.words) {
    const { source } = word;
    if (source.startsWith('<<<')) yield { kind: 'word', word: { source: '<<<', at: { ...word.at, end: word.at.start + 3 } } };
    else if (isDash && /^&>/.test(source)) yield { kind: 'background', word };
    else if (isDash && source === '==' && (program === '[' || program === 'test')) yield { kind: 'equals', word };
    else if (!pipefail && source === 'pipefail' && program === 'set') yield { kind: 'pipefail', word };
    else if (TAKES_FILES.has(program) && words.includes(word) && /(?:^|[^$"'\\])\{[^{}\s"'$]*,[^{}\s"'$]*\}/.test(source)) yield { kind: 'braces', word };
  }
}
