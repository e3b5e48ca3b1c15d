import type { Instruction, Stage } from '../../docker/dockerfile';
import { insertBefore } from '../../fix/docker-words';
import type { BaseImage } from '../../model/base-images';
import { type RunCommand, runCommands } from '../../model/docker/run-commands';
import { baseImageOf, bottomOf, lineageOf } from '../../model/docker/stage-facts';
import { buildImage, installedPackages } from '../../model/image';
import { hasTool } from '../../model/image-contents';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'program-missing-in-build',
  summary: 'A RUN calls a program that the base image lacks and nothing above installs.',
  severity: 'error',
  stage: 'build',
  profile: 'essential',
  fixable: 'sometimes',
  since: '0.1.0',
  scope: 'stage',

  *check({ dockerfile, stage }) {
    const base = baseImageOf(stage);
    // Without a shell no RUN works at all, and another PATH may lead to programs elsewhere.
    if (!base?.shell || lineageOf(stage).some(changesPath)) return;
    const settled = new Set<string>();
    for (const instruction of stage.instructions) {
      const run = bringsByMount(instruction) ? [] : runCommands(instruction, dockerfile, stage);
      for (const [index, call] of run.entries()) {
        const { program, programAt, command } = call;
        if (settled.has(program) || !mayLack(base, program) || /[/$]/.test(command.words[0]?.value ?? '/')) continue;
        // Something else is done where it fails, or it may not run.
        if (command.nested || command.before === '||' || run[index + 1]?.command.before === '||') continue;
        settled.add(program);
        const image = buildImage(dockerfile, stage, instruction);
        const before = run.slice(0, index).map((one) => one.command);
        const commands = [...image.commands, ...before];
        if (!isOtherManager(base, program) && hasTool({ ...image, commands, packages: installedPackages(commands) }, program) !== false) continue;
        yield {
          at: programAt,
          message: message`There is no ${program} here: the base image lacks it, and nothing above installs it.`,
          related: [{ at: bottomOf(stage).base.at, message: message`The stage is made from this image.` }],
          fix: install(base, call, instruction, image.user?.value),
        };
      }
    }
  },
});

const MANAGERS = new Set(['apk', 'apt-get', 'apt', 'dpkg', 'yum', 'dnf', 'microdnf', 'zypper', 'pacman']);

function mayLack(base: BaseImage, program: string): boolean {
  return isOtherManager(base, program) || (base.missingTools !== 'all' && base.missingTools.has(program) && program !== 'sudo');
}

/** The package manager of another distribution: what of the Debian and Alpine kind has, everybody knows. */
function isOtherManager({ libc, tools }: BaseImage, program: string): boolean {
  if (!MANAGERS.has(program)) return false;
  if (tools.has('apt-get')) return !/^(?:apt|apt-get|dpkg)$/.test(program);
  return libc === 'musl' && program !== 'apk' && program !== 'dpkg';
}

function changesPath({ instructions }: Stage): boolean {
  return instructions.some(({ keyword, assignments }) => keyword === 'ENV' && assignments.some(({ name }) => name.value === 'PATH'));
}

/** Mounts of other images and of the context may hold programs. */
function bringsByMount({ flags }: Instruction): boolean {
  return flags.some(({ name, value }) => name === 'mount' && !/(?:^|,)type=(?:cache|secret|ssh|tmpfs)(?:,|$)/.test(value?.value ?? ''));
}

/** Programs whose package has another name, on Alpine and on Debian; the others are called as they are. */
const PACKAGES: Readonly<Record<string, readonly [alpine: string, debian: string]>> = table({
  'g++': ['g++', 'g++'],
  gcc: ['build-base', 'gcc libc6-dev'],
  pip: ['py3-pip', 'python3-pip'],
  node: ['nodejs', 'nodejs'],
  python: ['python3', 'python-is-python3'],
  ssh: ['openssh-client', 'openssh-client'],
  psql: ['postgresql-client', 'postgresql-client'],
  ps: ['procps', 'procps'],
});
const PLAIN = new Set(['bash', 'curl', 'wget', 'git', 'make', 'jq', 'python3', 'npm', 'perl', 'rsync', 'zsh', 'tini', 'gosu', 'less', 'nano', 'vim']);

function install({ libc, tools }: BaseImage, { program }: RunCommand, instruction: Instruction, user: string | undefined): Fix[] {
  const known = PACKAGES[program];
  if ((!known && !PLAIN.has(program)) || instruction.heredocs.length > 0 || (user !== undefined && !/^(?:root|0)(?::|$)/.test(user))) return [];
  const names = (libc === 'musl' ? known?.[0] : known?.[1]) ?? program;
  // Debian's curl, wget and git fetch over TLS only with certificates, which they merely recommend.
  const all = /^(?:curl|wget|git)$/.test(program) && libc !== 'musl' ? `ca-certificates ${names}` : names;
  const command =
    libc === 'musl'
      ? `apk add --no-cache ${names} && `
      : tools.has('apt-get')
        ? `apt-get update && apt-get install -y --no-install-recommends ${all} && rm -rf /var/lib/apt/lists/* && `
        : undefined;
  return command === undefined ? [] : [{ title: message`Install ${names} first`, safe: false, edits: [insertBefore(instruction.rest.at, command)] }];
}
