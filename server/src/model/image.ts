import type { Assignment, Dockerfile, Instruction, Stage } from '../docker/dockerfile';
import { expand, variableUses } from '../docker/expand';
import { type ImageReference, parseImageReference } from '../docker/image-reference';
import { type ShellCommand, shellCommands } from '../docker/shell';
import { PLATFORM_ARGUMENTS } from '../docker/stages';
import { isBelow, resolvePath } from '../text/path';
import type { Located } from '../text/span';
import { type BaseImage, baseImage } from './base-images';
import { trailingCommentOf } from './docker/trailing-comment';

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
  /** Absolute; undefined where it is not known. */
  readonly workdir: string | undefined;
  readonly exposes: readonly Exposed[];
  readonly entrypoint: Instruction | undefined;
  readonly cmd: Instruction | undefined;
  readonly healthcheck: Instruction | undefined;
  readonly volumes: readonly Located<string>[];
  /** The words of the last SHELL; undefined where it is the default, `/bin/sh -c`. */
  readonly shell: readonly string[] | undefined;
  readonly environment: ReadonlyMap<string, Located<string> | undefined>;
  /** ENV and ARG, as a RUN at the end would see them; undefined for a value that is not known. */
  readonly variables: ReadonlyMap<string, string | undefined>;
  /** Names of packages that RUN instructions install. */
  readonly packages: ReadonlySet<string>;
  readonly commands: readonly ShellCommand[];
  readonly runs: readonly Run[];
  readonly copies: readonly Copy[];
  /** ko makes it: there is no Dockerfile, and its places are those of the image's name. */
  readonly ko?: true;
}

/** A RUN, and where and as whom it runs. */
export interface Run {
  readonly instruction: Instruction;
  readonly stage: Stage;
  readonly commands: readonly ShellCommand[];
  readonly workdir: string | undefined;
  readonly user: string | undefined;
}

export interface Exposed {
  readonly port: Located<number>;
  readonly protocol: string;
}

/** A COPY or ADD. */
export interface Copy {
  readonly instruction: Instruction;
  readonly stage: Stage;
  /** What `--from` names; undefined for the build context. */
  readonly from: Located<string> | undefined;
  /** With the values of variables put in; a source whose value is not known stays as it is written, with its `$`. */
  readonly sources: readonly Located<string>[];
  /** Absolute where WORKDIR is known. */
  readonly destination: string;
  readonly destinationAt: Located<string>;
  /** The destination is a directory: it ends with `/` or `.`, there are several sources, or WORKDIR made it. */
  readonly intoDirectory: boolean;
}

/** The image that a build without `--target` makes: that of the last stage. */
export function finalImage(dockerfile: Dockerfile): Image | undefined {
  const last = dockerfile.stages.at(-1);
  return last && buildImage(dockerfile, last);
}

/** The image of a stage; with `until`, as it stands just before that instruction of the stage. */
export function buildImage(dockerfile: Dockerfile, stage: Stage, until?: Instruction): Image {
  const lineage: Stage[] = [];
  for (let one: Stage | undefined = stage; one; one = one.baseStage) lineage.push(one);
  const { reference, base, state, commands, packages, variables, ...rest } =
    until === undefined ? builtStage(dockerfile, lineage) : applyStage(dockerfile, startOn(dockerfile, lineage), stage, until);
  const { environment, exposes, volumes, copies, runs } = rest;
  return {
    dockerfile,
    stage,
    lineage,
    baseReference: reference,
    base,
    user: state.user,
    workdir: state.workdir,
    entrypoint: state.entrypoint,
    cmd: state.cmd,
    healthcheck: state.healthcheck,
    shell: state.shell,
    exposes,
    volumes,
    environment,
    variables,
    packages,
    commands,
    runs,
    copies,
  };
}

/** What a whole stage makes. `lineage` begins with it. */
function builtStage(dockerfile: Dockerfile, lineage: readonly Stage[]): Building {
  const known = RECENT.get(dockerfile) ?? new Map<Stage, Building>();
  RECENT.set(dockerfile, known);
  const from = lineage.findIndex((stage) => known.has(stage));
  let built = from < 0 ? undefined : (known.get(lineage[from] as Stage) as Building);
  for (const stage of lineage.slice(0, from < 0 ? lineage.length : from).toReversed()) {
    built = applyStage(dockerfile, built ? continued(built) : freshBuilding(stage), stage, undefined);
  }
  const [stage] = lineage;
  if (from !== 0) known.set(stage as Stage, built as Building);
  // Rules go from stage to stage, so the last ones are what is asked for; all of them would hold each instruction many times.
  if (known.size > MOST_RECENT) known.delete(known.keys().next().value as Stage);
  return built as Building;
}

/** Stages that were built last, by Dockerfile: they are never changed, only continued by copies. */
const RECENT = new WeakMap<Dockerfile, Map<Stage, Building>>();
const MOST_RECENT = 16;

function startOn(dockerfile: Dockerfile, [stage, ...below]: readonly Stage[]): Building {
  return below.length > 0 ? continued(builtStage(dockerfile, below)) : freshBuilding(stage as Stage);
}

function freshBuilding(bottom: Stage): Building {
  const reference = bottom.baseName === 'scratch' ? 'scratch' : bottom.baseName === undefined ? undefined : parseImageReference(bottom.baseName);
  const base = reference && baseImage(reference);
  return {
    reference,
    base,
    stage: bottom,
    state: { workdir: base?.workdir },
    settled: base?.environment !== undefined,
    variables: new Map(),
    directories: [],
    environment: new Map(),
    exposes: [],
    volumes: [],
    copies: [],
    runs: [],
    commands: [],
    packages: new Set(),
  };
}

function continued(below: Building): Building {
  return {
    ...below,
    state: { ...below.state },
    directories: [...below.directories],
    environment: new Map(below.environment),
    exposes: [...below.exposes],
    volumes: [...below.volumes],
    copies: [...below.copies],
    runs: [...below.runs],
    commands: [...below.commands],
    packages: new Set(below.packages),
  };
}

function applyStage(dockerfile: Dockerfile, below: Building, stage: Stage, until: Instruction | undefined): Building {
  const variables = new Map<string, string | undefined>([
    ...PLATFORM_ARGUMENTS.map((name): [string, undefined] => [name, undefined]),
    ...(below.base?.environment ?? []),
  ]);
  for (const [name, value] of below.environment) variables.set(name, value?.value);
  const building = { ...below, stage, variables };
  const already = building.runs.length;
  for (const instruction of stage.instructions) {
    if (instruction === until) break;
    applyInstruction(instruction, dockerfile, building);
  }
  for (const { commands } of building.runs.slice(already)) {
    for (const command of commands) building.commands.push(command);
    for (const name of installedPackages(commands)) building.packages.add(name);
  }
  return building;
}

interface State {
  workdir?: string | undefined;
  user?: Located<string> | undefined;
  entrypoint?: Instruction;
  cmd?: Instruction | undefined;
  healthcheck?: Instruction | undefined;
  shell?: readonly string[] | undefined;
}

interface Building {
  readonly reference: ImageReference | 'scratch' | undefined;
  readonly base: BaseImage | undefined;
  readonly stage: Stage;
  readonly state: State;
  readonly variables: Map<string, string | undefined>;
  /** The base sets no variables but those among `variables`; otherwise a name that is not declared may still have a value. */
  readonly settled: boolean;
  /** What WORKDIR instructions have made. */
  readonly directories: string[];
  readonly environment: Map<string, Located<string> | undefined>;
  readonly exposes: Exposed[];
  readonly volumes: Located<string>[];
  readonly copies: Copy[];
  readonly runs: Run[];
  /** Of all runs. */
  readonly commands: ShellCommand[];
  readonly packages: Set<string>;
}

function applyInstruction(instruction: Instruction, dockerfile: Dockerfile, building: Building): void {
  const { state, variables } = building;
  const { escape } = dockerfile;
  const [first] = instruction.words;
  switch (instruction.keyword) {
    case 'ARG':
      for (const { name, value } of instruction.assignments) {
        // ENV wins over ARG; an ARG without default inside a stage takes that of the global one.
        if (building.environment.has(name.value)) continue;
        const fallback = dockerfile.globalArguments.find((one) => one.name.value === name.value)?.value;
        const text = (value ?? fallback)?.value;
        variables.set(name.value, text === undefined ? undefined : valueIn(text, building, escape));
      }
      return;
    case 'ENV':
      for (const assignment of instruction.assignments) setEnvironment(assignment, building, escape);
      return;
    case 'WORKDIR': {
      // A comment behind it is part of the name for Docker, and has a finding of its own; all others go by what is meant.
      const comment = trailingCommentOf(instruction);
      const path = valueIn(comment === undefined ? instruction.rest.value : instruction.rest.value.slice(0, comment).trimEnd(), building, escape);
      state.workdir = path === undefined ? undefined : path.startsWith('/') ? resolvePath('', path) : resolvePath(state.workdir ?? '/', path);
      if (state.workdir !== undefined) building.directories.push(state.workdir);
      return;
    }
    case 'USER': {
      const value = valueIn(instruction.rest.value, building, escape);
      state.user = value === undefined ? undefined : { value, at: instruction.rest.at };
      return;
    }
    case 'EXPOSE':
      for (const word of instruction.words) building.exposes.push(...exposed(word, building, escape));
      return;
    case 'ENTRYPOINT':
      state.entrypoint = instruction;
      // Docker forgets the CMD of a base when ENTRYPOINT is set, but not one of the same stage.
      if (state.cmd && !building.stage.instructions.includes(state.cmd)) state.cmd = undefined;
      return;
    case 'CMD':
      state.cmd = instruction;
      return;
    case 'HEALTHCHECK':
      state.healthcheck = first?.value.toUpperCase() === 'NONE' ? undefined : instruction;
      return;
    case 'SHELL':
      state.shell = instruction.json?.map(({ value }) => value);
      return;
    case 'VOLUME':
      for (const word of instruction.json ?? instruction.words) {
        const path = valueIn(word.value, building, escape);
        if (path !== undefined) building.volumes.push({ value: path, at: word.at });
      }
      return;
    case 'RUN':
      building.runs.push({
        instruction,
        stage: building.stage,
        commands: shellCommands(instruction, dockerfile),
        workdir: state.workdir,
        user: state.user?.value,
      });
      return;
    case 'COPY':
    case 'ADD':
      if (first) building.copies.push(...readCopy(instruction, building, escape));
  }
}

/** A text with the values of variables put in; undefined where one is not known. */
function valueIn(text: string, { variables, settled }: Pick<Building, 'variables' | 'settled'>, escape: string): string | undefined {
  if (!settled && variableUses(text, escape).some(({ name }) => !variables.has(name))) return undefined;
  return expand(text, variables, escape);
}

function setEnvironment({ name, value }: Assignment, building: Building, escape: string): void {
  const { variables, environment } = building;
  const text = value && valueIn(value.value, building, escape);
  variables.set(name.value, text);
  environment.set(name.value, text === undefined || !value ? undefined : { value: text, at: value.at });
}

function exposed(word: Located<string>, building: Building, escape: string): Exposed[] {
  const text = valueIn(word.value, building, escape);
  const match = text === undefined ? null : /^(\d+)(?:\/(tcp|udp|sctp))?$/i.exec(text);
  return match ? [{ port: { value: Number(match[1]), at: word.at }, protocol: (match[2] ?? 'tcp').toUpperCase() }] : [];
}

function readCopy(instruction: Instruction, building: Building, escape: string): Copy[] {
  const {
    stage,
    state: { workdir },
    directories,
  } = building;
  const words: readonly Located<string>[] = instruction.json ?? instruction.words.filter(({ source }) => !source.startsWith('<<'));
  const target = words.at(-1);
  const path = target && valueIn(target.value, building, escape);
  if (!target || path === undefined) return [];
  const sources = words.slice(0, -1).map(({ value, at }) => ({ value: valueIn(value, building, escape) ?? value, at }));
  const destination = resolvePath(workdir ?? '/', path);
  const isMade = directories.some((one) => isBelow(destination, one));
  const intoDirectory = /(?:^|\/)\.{0,2}$/.test(path) || words.length > 2 || isMade;
  const from = instruction.flags.find(({ name }) => name === 'from')?.value;
  return [{ instruction, stage, from, sources, destination, destinationAt: target, intoDirectory }];
}

/** Package names behind `apk add`, `apt-get install`, `apt install`, `yum`, `dnf` and `microdnf install`. */
export function installedPackages(commands: readonly ShellCommand[]): Set<string> {
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
