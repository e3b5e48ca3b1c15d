import type { Instruction } from '../docker/dockerfile';
import { type ShellCommand, shellCommands } from '../docker/shell';
import type { Located, Span } from '../text/span';
import type { Container } from './container';
import type { Image } from './image';
import { programPath } from './image-contents';

/** What a container starts: the words that the kernel gets, or a command line for a shell. */
export interface Start {
  /** Spans lie in the Dockerfile or, for what a manifest sets, there; undefined where the base image decides. */
  readonly words: readonly StartWord[];
  /** A shell reads it: the commands of the line. Its first words are then the shell's. */
  readonly shell: readonly ShellCommand[] | undefined;
  /** Where the program is named: the first word, or the instruction in shell form. */
  readonly at: Span | undefined;
  /** The absolute path of what is started first; undefined for a bare name, or where a shell decides. */
  readonly program: string | undefined;
  /** Where the program comes from. */
  readonly source: 'manifest' | 'entrypoint' | 'cmd' | 'base';
}

export interface StartWord {
  readonly value: string;
  readonly at: Span | undefined;
}

/**
 * What runs when the image is started; with a container, what it makes of it: `command` stands in place of ENTRYPOINT
 * and CMD, `args` in place of CMD (kubernetes.io, "Define a Command and Arguments for a Container"). Undefined where
 * it is not known.
 */
export function startOf(image: Image, container?: Pick<Container, 'command' | 'arguments'>): Start | undefined {
  if (container && container.command.length > 0) return plain([...container.command, ...container.arguments], image, 'manifest');
  const replaced = container && container.arguments.length > 0 ? container.arguments : undefined;
  const { entrypoint, cmd, base } = image;
  if (entrypoint) {
    if (!entrypoint.json) return shellStart(entrypoint, image, 'entrypoint');
    if (entrypoint.json.length === 0 && !cmd && !replaced) return undefined;
    return plain([...entrypoint.json, ...(replaced ?? cmdWords(cmd))], image, entrypoint.json.length > 0 ? 'entrypoint' : 'cmd');
  }
  // An ENTRYPOINT of the base takes what follows as arguments.
  const below = base?.start?.entrypoint;
  if (below === undefined) return undefined;
  const first: StartWord[] = below.map((value) => ({ value, at: undefined }));
  if (replaced) return plain([...first, ...replaced], image, first.length > 0 ? 'base' : 'manifest');
  if (cmd) return cmd.json || first.length > 0 ? plain([...first, ...cmdWords(cmd)], image, first.length > 0 ? 'base' : 'cmd') : shellStart(cmd, image, 'cmd');
  const words = [...first, ...(base?.start?.command ?? []).map((value) => ({ value, at: undefined }))];
  return words.length === 0 ? undefined : plain(words, image, 'base');
}

/** True for a word that names a shell which is then told by `-c` what to run. */
export function isShell(program: string): boolean {
  return /(?:^|\/)(?:sh|bash|ash|dash|zsh)$/.test(program);
}

function plain(words: readonly StartWord[], image: Image, source: Start['source']): Start | undefined {
  const [first] = words;
  if (!first || first.value.includes('$(')) return undefined;
  return { words, shell: undefined, at: first.at, program: isShell(first.value) ? undefined : programPath(image, first.value), source };
}

function shellStart(instruction: Instruction, image: Image, source: Start['source']): Start {
  const commands = shellCommands(instruction, image.dockerfile);
  const words = [...(image.shell ?? ['/bin/sh', '-c']).map((value) => ({ value, at: undefined })), { value: instruction.rest.value, at: instruction.rest.at }];
  return { words, shell: commands, at: instruction.rest.at, program: shellProgram(commands, image), source };
}

/** The program that a shell line ends up as: `exec /app` or a single command. */
function shellProgram(commands: readonly ShellCommand[], image: Image): string | undefined {
  const [only, ...others] = commands;
  if (!only || others.length > 0 || only.nested) return undefined;
  const words: readonly Located<string>[] = only.words[0]?.value === 'exec' ? only.words.slice(1) : only.words;
  const [first] = words;
  return first && !first.value.includes('$') ? programPath(image, first.value) : undefined;
}

/** CMD in shell form behind an ENTRYPOINT becomes its arguments, the shell's words first. */
function cmdWords(cmd: Instruction | undefined): readonly StartWord[] {
  if (!cmd) return [];
  return (
    cmd.json ?? [
      { value: '/bin/sh', at: cmd.rest.at },
      { value: '-c', at: cmd.rest.at },
      { value: cmd.rest.value, at: cmd.rest.at },
    ]
  );
}
