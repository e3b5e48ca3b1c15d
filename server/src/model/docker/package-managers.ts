import type { Instruction } from '../../docker/dockerfile';
import type { ShellWord } from '../../docker/shell';
import { mountOption } from '../../docker/stage-references';
import { isCall, optionOf, type RunCommand } from './run-commands';

/** A program that installs packages, and how to deal with what it leaves behind. */
export interface PackageManager {
  readonly programs: readonly string[];
  readonly install: readonly string[];
  /** Folders that it fills and that are of no use in an image. */
  readonly cache: RegExp;
  /** The option that keeps it from filling them. */
  readonly withoutCache?: string;
  /** A command that empties them. */
  readonly clean?: { readonly verbs: readonly string[]; readonly command: string };
  /** An environment variable that keeps it from filling them. */
  readonly variable?: string;
  /** How a version is given behind a name. */
  readonly pinned: RegExp;
}

/** From the manuals of the programs, and what each leaves in Docker's official images. */
export const PACKAGE_MANAGERS: readonly PackageManager[] = [
  {
    programs: ['apt-get', 'apt'],
    install: ['install'],
    cache: /\/var\/lib\/apt(?:\/lists)?/,
    clean: { verbs: [], command: 'rm -rf /var/lib/apt/lists/*' },
    pinned: /=|\/|\.deb$/,
  },
  {
    programs: ['apk'],
    install: ['add'],
    cache: /\/var\/cache\/apk|\/etc\/apk\/cache/,
    withoutCache: '--no-cache',
    clean: { verbs: ['cache'], command: 'rm -rf /var/cache/apk/*' },
    pinned: /[=<>~@]|\.apk$/,
  },
  {
    programs: ['yum'],
    install: ['install', 'localinstall', 'groupinstall', 'reinstall'],
    cache: /\/var\/cache\/(?:yum|dnf)/,
    clean: { verbs: ['clean'], command: 'yum clean all' },
    pinned: /-\d|[*@/]|\.rpm$/,
  },
  {
    programs: ['dnf', 'tdnf'],
    install: ['install', 'groupinstall', 'reinstall'],
    cache: /\/var\/cache\/(?:libdnf5|dnf|yum|tdnf)/,
    clean: { verbs: ['clean'], command: 'dnf clean all' },
    pinned: /-\d|[*@/]|\.rpm$/,
  },
  {
    programs: ['microdnf'],
    install: ['install', 'reinstall'],
    cache: /\/var\/cache\/(?:dnf|yum)/,
    clean: { verbs: ['clean'], command: 'microdnf clean all' },
    pinned: /-\d|[*@/]|\.rpm$/,
  },
  {
    programs: ['zypper'],
    install: ['install', 'in'],
    cache: /\/var\/cache\/zypp/,
    clean: { verbs: ['clean', 'cc'], command: 'zypper clean --all' },
    pinned: /[=<>]|[/*]|\.rpm$/,
  },
  {
    programs: ['pip', 'pip3'],
    install: ['install'],
    cache: /\.cache(?:\/pip)?/,
    withoutCache: '--no-cache-dir',
    variable: 'PIP_NO_CACHE_DIR',
    pinned: /[=<>~@]|^\.|\/|\.(?:whl|zip|gz)$/,
  },
  {
    programs: ['yarn'],
    install: ['install', 'add'],
    cache: /\.cache(?:\/yarn)?|yarn-cache|\.yarn/,
    clean: { verbs: ['cache'], command: 'yarn cache clean' },
    pinned: /.@|^[./]|:/,
  },
  { programs: ['npm'], install: ['install', 'i', 'add'], cache: /\.npm/, pinned: /.@|^[./]|:|\.tgz$/ },
  {
    programs: ['gem'],
    install: ['install'],
    cache: /\.gem/,
    clean: { verbs: [], command: 'rm -rf $(gem env gemdir)/cache/*.gem' },
    pinned: /:|^[./]|\.gem$/,
  },
];

/** The manager that a command installs with; undefined where it installs nothing. */
export function installerOf(command: RunCommand): PackageManager | undefined {
  return PACKAGE_MANAGERS.find(({ programs, install }) => isCall(command, programs, install));
}

/** The packages that an installing command names. */
export function packagesOf({ operands }: RunCommand): readonly ShellWord[] {
  return operands.slice(1);
}

/** True where a mount of the RUN holds what the manager leaves, so that it does not get into the image. */
export function isCacheMounted({ flags }: Instruction, { cache }: PackageManager): boolean {
  return flags.some(({ name, value }) => {
    if (name !== 'mount' || !value) return false;
    const target = mountOption(value, 'target') ?? mountOption(value, 'dst') ?? mountOption(value, 'destination');
    return target !== undefined && (cache.test(target.value) || target.value.includes('$'));
  });
}

/** True where a later command of the RUN empties what the manager leaves. */
export function isCleaned(run: readonly RunCommand[], from: number, { programs, cache, clean }: PackageManager): boolean {
  return run.slice(from + 1).some((command) => {
    const { program, words, command: shell } = command;
    if (clean && clean.verbs.length > 0 && isCall(command, programs, clean.verbs)) return true;
    const removes = program === 'rm' || program === 'find' || (program === '' && shell.words.length === 0);
    return removes && words.some(({ value }) => cache.test(value) || /^\/var\/(?:cache|lib\/apt)\/?\*?$/.test(value) || value.includes('$'));
  });
}

/** True where an installing command answers its own questions, or is answered by something else. */
export function answersItself(call: RunCommand, run: readonly RunCommand[], index: number): boolean {
  const { program, options, words } = call;
  if (call.command.before === '|' || run[index - 1]?.program === 'yes') return true;
  switch (program) {
    case 'apt-get':
    case 'apt':
      return (
        optionOf(call, '-y', '--yes', '--assume-yes', '--force-yes', '--download-only', '--simulate', '--print-uris', '-s') !== undefined ||
        options.some(({ value }) => /^-q(?:q+|=\d)|Assume-Yes/.test(value))
      );
    case 'yum':
    case 'dnf':
      return optionOf(call, '-y', '--assumeyes', '--downloadonly') !== undefined || options.some(({ value }) => /assumeyes/.test(value));
    case 'zypper':
      return optionOf(call, '-n', '--non-interactive', '-y', '--no-confirm', '--download-only') !== undefined;
    case 'pacman':
      return words.some(({ value }) => value === '--noconfirm');
    default:
      return true;
  }
}
