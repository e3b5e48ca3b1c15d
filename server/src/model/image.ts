import type { Assignment, Dockerfile, Instruction, Stage } from '../docker/dockerfile';
import { expand, type Variables } from '../docker/expand';
import { type ImageReference, parseImageReference } from '../docker/image-reference';
import { type ShellCommand, shellCommands } from '../docker/shell';
import { PLATFORM_ARGUMENTS } from '../docker/stages';
import { resolvePath } from '../text/path';
import type { Located } from '../text/span';
import { type BaseImage, baseImage } from './base-images';

/** What the image of one stage of a Dockerfile holds, as far as the Dockerfile tells. */
export interface Image {
  readonly dockerfile: Dockerfile;
  readonly stage: Stage;
  /** The stages below it that it builds on, itself first. */
  readonly lineage: readonly Stage[];
  /** The public image at the bottom; undefined where its name is not known. */
  readonly baseReference: ImageReference | 'scratch' | undefined;
  /** What is known of that image; undefined where nothing is. */
  readonly base: BaseImage | undefined;
  /** The last USER; undefined where there is none, then the base decides. */
  readonly user: Located<string> | undefined;
  readonly workdir: string | undefined;
  readonly exposes: readonly Exposed[];
  readonly entrypoint: Instruction | undefined;
  readonly cmd: Instruction | undefined;
  readonly environment: ReadonlyMap<string, Located<string> | undefined>;
  /** Names of packages that RUN instructions install. */
  readonly packages: ReadonlySet<string>;
  readonly commands: readonly ShellCommand[];
  readonly copies: readonly Copy[];
}

export interface Exposed {
  readonly port: Located<number>;
  readonly protocol: string;
}

/** A COPY or ADD. */
export interface Copy {
  readonly instruction: Instruction;
  /** What `--from` names; undefined for the build context. */
  readonly from: Located<string> | undefined;
  readonly sources: readonly Located<string>[];
  /** Absolute where WORKDIR is known. */
  readonly destination: string;
  readonly destinationAt: Located<string>;
}

/** The image that a build without `--target` makes: that of the last stage. */
export function finalImage(dockerfile: Dockerfile): Image | undefined {
  const last = dockerfile.stages.at(-1);
  return last && buildImage(dockerfile, last);
}

export function buildImage(dockerfile: Dockerfile, stage: Stage): Image {
  const lineage: Stage[] = [];
  for (let one: Stage | undefined = stage; one; one = one.baseStage) lineage.push(one);
  const bottom = lineage.at(-1) as Stage;
  const reference = bottom.baseName === 'scratch' ? 'scratch' : bottom.baseName === undefined ? undefined : parseImageReference(bottom.baseName);
  const state = {
    workdir: undefined as string | undefined,
    user: undefined as Located<string> | undefined,
    entrypoint: undefined as Instruction | undefined,
    cmd: undefined as Instruction | undefined,
  };
  const environment = new Map<string, Located<string> | undefined>();
  const exposes: Exposed[] = [];
  const copies: Copy[] = [];
  const commands: ShellCommand[] = [];
  for (const one of lineage.toReversed()) {
    const variables = new Map<string, string | undefined>(PLATFORM_ARGUMENTS.map((name) => [name, undefined]));
    for (const [name, value] of environment) variables.set(name, value?.value);
    for (const instruction of one.instructions) {
      applyInstruction(instruction, dockerfile, variables, { state, environment, exposes, copies, commands });
    }
  }
  return {
    dockerfile,
    stage,
    lineage,
    baseReference: reference,
    base: reference && baseImage(reference),
    ...state,
    exposes,
    environment,
    packages: installedPackages(commands),
    commands,
    copies,
  };
}

interface Building {
  readonly state: { workdir: string | undefined; user: Located<string> | undefined; entrypoint: Instruction | undefined; cmd: Instruction | undefined };
  readonly environment: Map<string, Located<string> | undefined>;
  readonly exposes: Exposed[];
  readonly copies: Copy[];
  readonly commands: ShellCommand[];
}

function applyInstruction(instruction: Instruction, dockerfile: Dockerfile, variables: Map<string, string | undefined>, building: Building): void {
  const { state } = building;
  const { escape } = dockerfile;
  const [first] = instruction.words;
  switch (instruction.keyword) {
    case 'ARG':
      for (const { name, value } of instruction.assignments) {
        // ENV wins over ARG; an ARG without default inside a stage takes that of the global one.
        if (building.environment.has(name.value)) continue;
        const fallback = dockerfile.globalArguments.find((one) => one.name.value === name.value)?.value;
        const text = (value ?? fallback)?.value;
        variables.set(name.value, text === undefined ? undefined : expand(text, variables, escape));
      }
      return;
    case 'ENV':
      for (const assignment of instruction.assignments) setEnvironment(assignment, variables, escape, building.environment);
      return;
    case 'WORKDIR': {
      const path = expand(instruction.rest.value, variables, escape);
      state.workdir = path === undefined ? undefined : path.startsWith('/') ? resolvePath('', path) : resolvePath(state.workdir ?? '/', path);
      return;
    }
    case 'USER': {
      const value = expand(instruction.rest.value, variables, escape);
      state.user = value === undefined ? undefined : { value, at: instruction.rest.at };
      return;
    }
    case 'EXPOSE':
      for (const word of instruction.words) building.exposes.push(...exposed(word, variables, escape));
      return;
    case 'ENTRYPOINT':
      state.entrypoint = instruction;
      // Docker forgets the CMD of a base image when ENTRYPOINT is set.
      state.cmd = undefined;
      return;
    case 'CMD':
      state.cmd = instruction;
      return;
    case 'RUN':
      building.commands.push(...shellCommands(instruction, dockerfile));
      return;
    case 'COPY':
    case 'ADD':
      if (first) building.copies.push(...readCopy(instruction, variables, escape, state.workdir));
  }
}

function setEnvironment({ name, value }: Assignment, variables: Map<string, string | undefined>, escape: string, environment: Building['environment']): void {
  const text = value && expand(value.value, variables, escape);
  variables.set(name.value, text);
  environment.set(name.value, text === undefined || !value ? undefined : { value: text, at: value.at });
}

function exposed(word: Located<string>, variables: Variables, escape: string): Exposed[] {
  const text = expand(word.value, variables, escape);
  const match = text === undefined ? null : /^(\d+)(?:\/(tcp|udp|sctp))?$/i.exec(text);
  return match ? [{ port: { value: Number(match[1]), at: word.at }, protocol: (match[2] ?? 'tcp').toUpperCase() }] : [];
}

function readCopy(instruction: Instruction, variables: Variables, escape: string, workdir: string | undefined): Copy[] {
  const words: readonly Located<string>[] = instruction.json ?? instruction.words.filter(({ source }) => !source.startsWith('<<'));
  const target = words.at(-1);
  const path = target && expand(target.value, variables, escape);
  if (!target || path === undefined) return [];
  const slash = path.endsWith('/') && path !== '/' ? '/' : '';
  const destination = path.startsWith('/')
    ? path
    : workdir === undefined && !path.startsWith('/')
      ? resolvePath('/', path) + slash
      : resolvePath(workdir ?? '/', path) + slash;
  return [{ instruction, from: instruction.flags.find(({ name }) => name === 'from')?.value, sources: words.slice(0, -1), destination, destinationAt: target }];
}

/** Package names behind `apk add`, `apt-get install`, `apt install`, `yum`, `dnf` and `microdnf install`. */
function installedPackages(commands: readonly ShellCommand[]): Set<string> {
  const packages = new Set<string>();
  for (const { words } of commands) {
    const texts = words.map(({ value }) => value).filter((word, index) => !(index === 0 && word === 'sudo'));
    const tool = texts[0]?.split('/').at(-1) ?? '';
    const verb = tool === 'apk' ? 'add' : ['apt-get', 'apt', 'yum', 'dnf', 'microdnf', 'zypper', 'tdnf'].includes(tool) ? 'install' : undefined;
    const from = verb === undefined ? -1 : texts.indexOf(verb);
    if (from < 0) continue;
    for (const word of texts.slice(from + 1)) if (!word.startsWith('-')) packages.add(word.split(/[=<>~]/)[0] as string);
  }
  return packages;
}
