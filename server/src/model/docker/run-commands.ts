import type { Dockerfile, Instruction, Stage } from '../../docker/dockerfile';
import { type ShellCommand, type ShellWord, shellCommands } from '../../docker/shell';
import type { Span } from '../../text/span';
import { table } from '../../text/table';
import { shellBefore } from './stage-facts';

/** A simple command of a RUN, taken apart. */
export interface RunCommand {
  readonly command: ShellCommand;
  /** Name of the program without folders, behind `sudo`, `env`, `exec` and the like; `''` for a mere assignment. */
  readonly program: string;
  readonly programAt: Span;
  readonly sudo: ShellWord | undefined;
  /** The words behind the program, redirections left out. */
  readonly words: readonly ShellWord[];
  /** Of those, what starts with a dash, and the values of the options that take one. */
  readonly options: readonly ShellWord[];
  /** The others: for package managers, the first is the verb. */
  readonly operands: readonly ShellWord[];
}

/** The commands of a RUN in shell form, in order; none for other shells than POSIX ones (PowerShell, cmd). */
export function runCommands(instruction: Instruction, dockerfile: Dockerfile, stage: Stage | undefined): readonly RunCommand[] {
  if (instruction.keyword !== 'RUN') return [];
  const known = KNOWN.get(instruction);
  if (known) return known;
  const isPosix = instruction.json !== undefined || !stage || speaksPosix(shellBefore(stage, instruction.at.start));
  const commands = isPosix ? shellCommands(instruction, dockerfile).map(takeApart) : [];
  KNOWN.set(instruction, commands);
  return commands;
}

/** The simple commands of a CMD or ENTRYPOINT in shell form. */
export function startCommands(instruction: Instruction, dockerfile: Dockerfile): readonly ShellCommand[] {
  return instruction.json ? [] : shellCommands(instruction, dockerfile);
}

/** Read once for all rules that ask. */
const KNOWN = new WeakMap<Instruction, readonly RunCommand[]>();

/** True where a command is `program` with the verb `verb`, such as `apt-get install`. */
export function isCall({ program, operands }: RunCommand, programs: string | readonly string[], verbs?: string | readonly string[]): boolean {
  if (typeof programs === 'string' ? program !== programs : !programs.includes(program)) return false;
  const verb = operands[0]?.value;
  return verbs === undefined || (typeof verbs === 'string' ? verb === verbs : verb !== undefined && verbs.includes(verb));
}

/** The option `--name` or a short one (`-y`, also among `-qy`), or undefined. */
export function optionOf({ options }: RunCommand, ...names: readonly string[]): ShellWord | undefined {
  return options.find(({ value }) =>
    names.some(
      (name) =>
        value === name ||
        value.startsWith(`${name}=`) ||
        (/^-[A-Za-z]$/.test(name) && (/^-([A-Za-z]+)/.exec(value)?.[1]?.includes(name[1] as string) ?? false)),
    ),
  );
}

/** Options whose value is the next word, for programs whose operands rules look at. */
const WITH_VALUE: Readonly<Record<string, readonly string[]>> = table({
  'apt-get': ['-o', '-c', '-t', '--target-release', '--option', '--config-file', '-a'],
  apt: ['-o', '-c', '-t', '--target-release', '--option', '--config-file', '-a'],
  apk: ['-X', '--repository', '-p', '--root', '-t', '--virtual', '--arch', '--keys-dir', '--repositories-file', '--cache-dir', '--wait'],
  yum: ['-c', '--config', '-R', '-d', '-e', '--installroot', '-x', '--enablerepo', '--disablerepo', '--releasever', '--setopt'],
  dnf: ['-c', '--config', '-R', '-d', '-e', '--installroot', '-x', '--enablerepo', '--disablerepo', '--releasever', '--setopt', '--repo'],
  microdnf: ['--installroot', '--enablerepo', '--disablerepo', '--releasever', '--setopt', '--repo'],
  zypper: ['-R', '--root', '-c', '--config', '-r', '--repo', '--from', '-t', '--type'],
  pip: [
    '-r',
    '--requirement',
    '-c',
    '--constraint',
    '-e',
    '--editable',
    '-i',
    '--index-url',
    '--extra-index-url',
    '-f',
    '--find-links',
    '-t',
    '--target',
    '--prefix',
    '--trusted-host',
    '--root',
    '--platform',
    '--python-version',
    '--timeout',
    '--retries',
    '--proxy',
    '--cert',
    '--cache-dir',
    '--progress-bar',
    '--root-user-action',
    '--src',
    '--only-binary',
    '--no-binary',
  ],
  npm: ['--prefix', '--registry', '--cache', '-w', '--workspace', '--omit', '--include', '--loglevel', '--userconfig'],
  yarn: ['--cwd', '--registry', '--cache-folder', '--modules-folder', '--network-timeout', '--mutex'],
  gem: ['-v', '--version', '-s', '--source', '-i', '--install-dir', '-n', '--bindir', '-P', '--trust-policy', '--platform'],
  go: [
    '-o',
    '-p',
    '-tags',
    '-ldflags',
    '-gcflags',
    '-asmflags',
    '-mod',
    '-modfile',
    '-C',
    '-buildmode',
    '-pkgdir',
    '-overlay',
    '-toolexec',
    '-installsuffix',
    '-compiler',
  ],
  useradd: [
    '-u',
    '--uid',
    '-g',
    '--gid',
    '-G',
    '--groups',
    '-d',
    '--home',
    '--home-dir',
    '-s',
    '--shell',
    '-c',
    '--comment',
    '-p',
    '--password',
    '-k',
    '--skel',
    '-b',
    '--base-dir',
    '-K',
    '--key',
    '-e',
    '-f',
    '-R',
    '--root',
  ],
  adduser: ['-u', '--uid', '-G', '--ingroup', '-h', '--home', '-s', '--shell', '-g', '--gecos', '-k', '--gid'],
  cd: [],
});
for (const [alias, name] of [
  ['pip3', 'pip'],
  ['tdnf', 'dnf'],
] as const)
  (WITH_VALUE as Record<string, readonly string[]>)[alias] = WITH_VALUE[name] as readonly string[];

/** Programs that run the rest of their words, with their own options that take a value. */
const WRAPPERS: Readonly<Record<string, readonly string[]>> = table({
  sudo: ['-u', '-g', '-h', '-p', '-C', '-D'],
  env: ['-u', '-C', '-S'],
  exec: ['-a'],
  command: [],
  nice: ['-n'],
  nohup: [],
  time: [],
  eatmydata: [],
});

function takeApart(command: ShellCommand): RunCommand {
  const plain = withoutRedirections(command.words);
  let at = 0;
  let sudo: ShellWord | undefined;
  for (let wrapper = plain[at]; wrapper && wrapper.value in WRAPPERS; wrapper = plain[at]) {
    if (wrapper.value === 'sudo') sudo ??= wrapper;
    const valued = WRAPPERS[wrapper.value] as readonly string[];
    const inner = at + 1;
    at = inner;
    while (at < plain.length && (plain[at]?.value.startsWith('-') || (wrapper.value !== 'exec' && /^[A-Za-z_]\w*=/.test(plain[at]?.value ?? '')))) {
      at += valued.includes(plain[at]?.value ?? '') ? 2 : 1;
    }
    // `command -v go` and the like look for a program and run none.
    if (wrapper.value === 'command' && at > inner) return finish(command, [wrapper, ...plain.slice(inner)], undefined);
  }
  return finish(command, plain.slice(at), sudo);
}

function finish(command: ShellCommand, words: readonly ShellWord[], sudo: ShellWord | undefined): RunCommand {
  const [first, ...rest] = words;
  const program = first?.value.slice(first.value.lastIndexOf('/') + 1) ?? '';
  const pip = /^python[\d.]*$/.test(program) && rest[0]?.value === '-m' && rest[1] && /^pip$/.test(rest[1].value);
  if (pip) return finish(command, rest.slice(1), sudo);
  const valued = WITH_VALUE[program] ?? [];
  const options: ShellWord[] = [];
  const operands: ShellWord[] = [];
  let ended = false;
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i] as ShellWord;
    if (word.value === '--') ended = true;
    else if (ended || !word.value.startsWith('-') || word.value === '-') operands.push(word);
    else {
      options.push(word);
      if (valued.includes(word.value) && rest[i + 1]) options.push(rest[++i] as ShellWord);
    }
  }
  return { command, program, programAt: first?.at ?? command.at, sudo, words: rest, options, operands };
}

function withoutRedirections(words: readonly ShellWord[]): ShellWord[] {
  const kept: ShellWord[] = [];
  for (let i = 0; i < words.length; i++) {
    const { source } = words[i] as ShellWord;
    const match = /^(?:\d*|&)(?:>>|>\||>&|<&|<<<|<<-?|<>|>|<)(.*)$/s.exec(source);
    if (!match) kept.push(words[i] as ShellWord);
    // `> file` is two words, `>file` and `2>&1` are one.
    else if (match[1] === '') i++;
  }
  return kept;
}

function speaksPosix(shell: readonly string[] | undefined): boolean {
  if (shell === undefined) return true;
  return /(?:^|\/)(?:ba|da|a|z|k|mk)?sh$/.test(shell[0] ?? '') || shell.some((word) => /(?:^|\/)(?:ba|da|a|z|k)?sh$/.test(word));
}
